#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "headroom/openmetrics/raw_line.h"

namespace headroom::openmetrics {

// A text that two label sets share exactly when they are equal: sorted, every part with its length before it. The label
// `left_out` (le, quantile, a state's) does not count, nor do labels with empty values: they "SHOULD be treated as if
// the label was not present" (OpenMetrics, "Label").
std::string label_key(const std::vector<raw_label>& labels, std::string_view left_out);

// The label of this name that has a value, or null.
const raw_label* find_label(const std::vector<raw_label>& labels, std::string_view name);

}  // namespace headroom::openmetrics
