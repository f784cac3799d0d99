#pragma once

#include <string>
#include <string_view>

#include "headroom/backtest/trace.h"
#include "headroom/base/result.h"

namespace headroom::backtest {

// Reads `minute,actions_per_second` (docs/formats/trace.md). Errors are invalid_argument and begin `FILE:LINE: `; they
// name what was seen and what was expected. Linear in size.
[[nodiscard]] result<trace> parse_trace_csv(std::string_view csv, std::string_view file);

// The file's name without folders, up to the first `.csv`.
[[nodiscard]] std::string trace_name(std::string_view file);

}  // namespace headroom::backtest
