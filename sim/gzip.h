#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "headroom/base/result.h"

namespace headroom::sim {

[[nodiscard]] bool is_gzip(std::string_view bytes);
// Fails with invalid_argument on damaged input and with resource_exhausted beyond `bytes_max`.
[[nodiscard]] result<std::string> gunzip(std::string_view bytes, std::size_t bytes_max);
// Level 1: made for answers, where time counts more than size.
[[nodiscard]] std::string gzip(std::string_view bytes);
// What unpacks to that many line feeds, about a thousandth in size: a bomb for clients.
[[nodiscard]] std::string gzip_of_blanks(std::int64_t bytes);

}  // namespace headroom::sim
