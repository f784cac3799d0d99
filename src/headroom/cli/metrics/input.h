#pragma once

#include <optional>
#include <string>

#include "headroom/base/result.h"
#include "headroom/openmetrics/text_format.h"

namespace headroom::cli::metrics {

// The whole of a file, or of stdin for "-".
[[nodiscard]] result<std::string> read_input(const std::string& file);

// --format: none means auto.
using format_choice = std::optional<openmetrics::text_format>;

}  // namespace headroom::cli::metrics
