#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>

#include "headroom/openmetrics/exposition.h"
#include "headroom/openmetrics/metric_point.h"
#include "headroom/openmetrics/raw_line.h"

namespace headroom::openmetrics {

// The Metrics of one OpenMetrics family and their points: each label set once and in one piece ("Metrics MUST NOT be
// interleaved", "Every Metric within a MetricFamily MUST have a unique LabelSet"), points in one piece and in the order
// of time ("its MetricPoints MUST have monotonically increasing timestamps").
class metric_grouping {
 public:
  metric_grouping(metric_type type, std::string_view family) : type_(type), family_(family) {}

  parsed<void> add(const raw_sample& sample, sample_role role);
  // After the family's last sample.
  parsed<void> close();

 private:
  parsed<void> start_metric(std::string key, const raw_sample& sample);
  parsed<void> continue_metric(const raw_sample& sample);

  metric_type type_;
  std::string_view family_;
  std::unordered_set<std::string> seen_;
  std::string current_key_;
  std::optional<std::string_view> timestamp_;  // of the current point, as written
  std::optional<metric_point> point_;
};

}  // namespace headroom::openmetrics
