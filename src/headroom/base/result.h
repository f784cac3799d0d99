#pragma once

#include <expected>
#include <string>
#include <utility>

#include "headroom/base/error.h"

namespace headroom {

// A value or the reason why there is none. Functions that return it are [[nodiscard]].
template <class T>
using result = std::expected<T, error>;

[[nodiscard]] inline std::unexpected<error> fail(error_code code, std::string message,
                                                 retryable retry = retryable::no) {
  return std::unexpected(error{code, std::move(message), retry});
}
[[nodiscard]] inline std::unexpected<error> fail(error e) { return std::unexpected(std::move(e)); }

}  // namespace headroom
