#pragma once

#include <string_view>
#include <vector>

#include "headroom/base/result.h"
#include "headroom/forecast/named_series.h"

namespace headroom::forecast {

// Reads `series,step,value` (docs/formats/series.md): series in order of first appearance, missing steps and empty
// values as NaN. Errors are invalid_argument and begin `FILE:LINE: `; they name what was seen and what was expected.
// Linear in size, and at most `most_steps` values a series and `most_values` in all are made of gaps.
[[nodiscard]] result<std::vector<named_series>> parse_series_csv(std::string_view csv, std::string_view file);

}  // namespace headroom::forecast
