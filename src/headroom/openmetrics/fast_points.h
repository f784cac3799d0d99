#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "headroom/openmetrics/fast_families.h"
#include "headroom/openmetrics/hash_set.h"

namespace headroom::openmetrics {

// A sample with what the kernel found out on its way.
struct fast_sample_facts {
  std::uint64_t metric = 0;  // hash of its family and of the labels that make the Metric
  double value = 0;
  double timestamp_s = 0;
  std::string_view timestamp;  // as written; empty for none
  std::string_view distinct;   // the value of le, quantile or the state, as written
  bool has_distinct = false;
  bool distinct_escaped = false;
  bool has_exemplar = false;
  double exemplar_value = 0;
};

// The Metrics and MetricPoints of the fast parser: the same rules as metric_grouping, metric_point and sample_rules,
// every doubt just `false`. In 0.0.4 the lines of a histogram or summary that share their labels are such a point; it
// takes those that stand together, as nearly everyone writes them, and other orders are doubts.
class fast_points {
 public:
  void reset(text_format format);
  // The last family ends, whose last point must be whole, and the next begins.
  bool start_family(metric_type type) {
    const bool whole = type_ == metric_type::unknown || point_ends();
    open_ = false;
    metric_ = 0;
    first_metric_ = 0;
    first_noted_ = false;
    type_ = type;
    return whole;
  }
  bool finish() { return point_ends() && metrics_.all_differ(); }
  bool add(const fast_families& family, const fast_sample_facts& sample);
  // The short way for a gauge or unknown whose Metric is not the last one's: nothing else can be wrong with it.
  void add_plain(std::uint64_t metric, double timestamp_s, std::string_view timestamp) {
    timestamp_s_ = timestamp_s;
    timestamp_ = timestamp;
    open_ = true;
    roles_ = 1U << static_cast<unsigned>(sample_role::value);
    start_metric(metric);
  }
  [[nodiscard]] std::uint64_t last_metric() const { return metric_; }

 private:
  // A family's first Metric is noted only when there is a second: many families have just one.
  void start_metric(std::uint64_t metric) {
    metric_ = metric;
    if (first_metric_ == 0) {
      first_metric_ = metric;
      return;
    }
    if (!first_noted_) [[unlikely]] {
      first_noted_ = true;
      metrics_.insert(first_metric_);
    }
    metrics_.insert(metric);
  }
  bool start_or_continue(const fast_sample_facts& sample);
  void start_point();
  bool add_prometheus(const fast_families& family, const fast_sample_facts& sample);
  bool point_ends() const;
  bool is_new_in_point(sample_role role);
  bool read_threshold(std::string_view le, double& threshold);
  bool add_bucket(const fast_sample_facts& sample);
  bool add_by_role(const fast_families& family, const fast_sample_facts& sample);
  [[nodiscard]] bool histogram_ends() const;

  hash_set metrics_;
  std::uint64_t metric_ = 0;
  std::uint64_t first_metric_ = 0;  // of the family
  bool first_noted_ = false;
  std::uint64_t points_ = 0;
  double timestamp_s_ = 0;
  std::string_view timestamp_;
  metric_type type_ = metric_type::unknown;
  bool prometheus_ = false;
  bool open_ = false;

  // The last point's thresholds in their order; the next point's are most likely written the same.
  struct known_threshold {
    std::string_view text;
    double value = 0;
  };
  std::vector<known_threshold> thresholds_;
  std::size_t buckets_ = 0;  // of the current point

  // Of the current point.
  std::uint32_t roles_ = 0;
  bool negative_threshold_ = false;
  double threshold_ = 0;
  double bucket_ = 0;
  double sum_ = 0;
  double count_ = 0;
};

}  // namespace headroom::openmetrics
