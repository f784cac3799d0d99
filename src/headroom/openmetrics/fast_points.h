#pragma once

#include <cmath>
#include <cstdint>
#include <string_view>
#include <vector>

#include "headroom/openmetrics/fast_families.h"
#include "headroom/openmetrics/hash_set.h"
#include "headroom/openmetrics/short_text.h"

namespace headroom::openmetrics {

// A sample with what the kernel found out on its way.
struct fast_sample_facts {
  std::uint64_t metric = 0;  // hash of its family and of the labels that make the Metric
  double value = 0;
  double timestamp_s = 0;
  std::string_view timestamp;  // as written; empty for none
  std::string_view distinct;   // the value of le, quantile or the state, as written
  bool has_distinct = false;
  bool has_exemplar = false;
  double exemplar_value = 0;
};

// From 2^53 on all doubles are whole.
inline bool is_whole(double value) {
  constexpr double all_whole = 9007199254740992.0;
  if (!(value >= 0 && value < all_whole)) return value >= all_whole && std::isfinite(value);
  return static_cast<double>(static_cast<std::int64_t>(value)) == value;
}

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
    keep_plain(metric, timestamp_s, timestamp);
    start_metric(metric);
  }
  // The last of several such, which were noted one by one.
  void keep_plain(std::uint64_t metric, double timestamp_s, std::string_view timestamp) {
    metric_ = metric;
    timestamp_s_ = timestamp_s;
    timestamp_ = timestamp;
    open_ = true;
    roles_ = 1U << static_cast<unsigned>(sample_role::value);
  }
  // The short way for one bucket more of the last point, without an exemplar, where the last Metric had the same
  // threshold. False: nothing is done, and add() must decide.
  [[gnu::always_inline]] bool add_expected_bucket(std::uint64_t metric, double value, std::string_view timestamp,
                                                  std::string_view le) {
    if (metric != metric_ || buckets_ == 0 || buckets_ >= thresholds_.size()) return false;
    const auto& known = thresholds_[buckets_];
    if (!same_short_text(known.text, le) || !(known.value > threshold_)) return false;
    const bool counts = value >= bucket_ && is_whole(value) && same_short_text(timestamp, timestamp_);
    if (!counts && !prometheus_) return false;
    ++buckets_;
    threshold_ = known.value;
    bucket_ = value;
    negative_threshold_ = negative_threshold_ || known.value < 0;
    return true;
  }
  // A family's first Metric is noted only when there is a second: many families have just one.
  void start_metric(std::uint64_t metric) {
    metric_ = metric;
    if (first_noted_) [[likely]] {
      metrics_.insert(metric);
    } else if (first_metric_ == 0) {
      first_metric_ = metric;
    } else {
      note_first_metric();
      metrics_.insert(metric);
    }
  }
  void note_first_metric() {
    if (!first_noted_) metrics_.insert(first_metric_);
    first_noted_ = true;
  }
  // For one that is not the family's first, after note_first_metric().
  void note_metric(std::uint64_t metric) { metrics_.insert(metric); }
  [[nodiscard]] std::uint64_t last_metric() const { return metric_; }

 private:
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
