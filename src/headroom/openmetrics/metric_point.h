#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>

#include "headroom/openmetrics/exposition.h"
#include "headroom/openmetrics/raw_line.h"
#include "headroom/openmetrics/sample_names.h"

namespace headroom::openmetrics {

// The rules of OpenMetrics that hold within one MetricPoint: what it is made of, and how its buckets stand.
class metric_point {
 public:
  metric_point(metric_type type, std::size_t at) : type_(type), first_at_(at) {}

  // `distinct` tells samples of one role apart: the text of le, quantile or the state.
  parsed<void> add(const raw_sample& sample, sample_role role, std::string_view distinct);
  // After its last sample.
  [[nodiscard]] parsed<void> close() const;

 private:
  parsed<void> add_bucket(const raw_sample& sample, std::string_view le);
  [[nodiscard]] parsed<void> close_histogram() const;

  metric_type type_;
  std::size_t first_at_;
  std::unordered_set<std::string> seen_;
  std::optional<double> last_threshold_;
  double last_bucket_ = 0;
  bool negative_threshold_ = false;
  bool has_total_ = false;
  std::optional<double> sum_;    // _sum or _gsum
  std::optional<double> count_;  // _count or _gcount
};

}  // namespace headroom::openmetrics
