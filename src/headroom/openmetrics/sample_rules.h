#pragma once

#include <string_view>

#include "headroom/openmetrics/exposition.h"
#include "headroom/openmetrics/raw_line.h"
#include "headroom/openmetrics/sample_names.h"

namespace headroom::openmetrics {

// The label that tells the samples of one role in one MetricPoint apart: le, quantile or the family's own name (a
// state);
// "" when there is none.
std::string_view distinguishing_label(metric_type type, sample_role role, std::string_view family);

// The rules of OpenMetrics for one sample on its own, by the type of its family and its role in it: which labels it
// must and must not have, which values, and whether it may carry an exemplar.
parsed<void> check_sample(const raw_sample& sample, metric_type type, sample_role role, std::string_view family);

}  // namespace headroom::openmetrics
