#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "headroom/base/result.h"

namespace headroom::store {

// Snappy's block format (github.com/google/snappy, format_description.txt), in which Prometheus wraps remote reads.
// Requests are a few hundred bytes: they go as literals, which is valid Snappy of about their own size.
[[nodiscard]] std::string snappy_literals(std::string_view bytes);

// data_loss for bytes that are no Snappy or unpack to something else than they say; out_of_range for more than
// `bytes_max`.
[[nodiscard]] result<std::string> snappy_unpack(std::string_view packed, std::size_t bytes_max);

}  // namespace headroom::store
