#include "headroom/openmetrics/fast_points.h"

#include <cmath>
#include <limits>

#include "headroom/openmetrics/hash_text.h"
#include "headroom/openmetrics/number.h"
#include "headroom/openmetrics/short_text.h"

namespace headroom::openmetrics {
namespace {

constexpr std::uint32_t bit(sample_role role) { return 1U << static_cast<unsigned>(role); }

}  // namespace

void fast_points::reset(text_format format) {
  prometheus_ = format == text_format::prometheus;
  metrics_.clear();
  metric_ = 0;
  points_ = 0;
  open_ = false;
  thresholds_.clear();
}

bool fast_points::read_threshold(std::string_view le, double& threshold) {
  if (buckets_ == thresholds_.size()) thresholds_.emplace_back();
  auto& known = thresholds_[buckets_];
  if (!same_short_text(known.text, le) || le.empty()) {
    constexpr double infinity = std::numeric_limits<double>::infinity();
    const auto read = read_number(le);
    if (read.fault != number_fault::none || !(read.value < infinity || le == "+Inf")) return false;
    known = {le, read.value};
  }
  threshold = known.value;
  return true;
}

bool fast_points::add_bucket(const fast_sample_facts& sample) {
  if (!sample.has_distinct || !is_whole(sample.value)) return false;
  double threshold = 0;
  if (!read_threshold(sample.distinct, threshold)) return false;
  if (buckets_ > 0 && (!(threshold > threshold_) || sample.value < bucket_)) return false;
  if (sample.has_exemplar && !(sample.exemplar_value <= threshold)) return false;
  ++buckets_;
  threshold_ = threshold;
  bucket_ = sample.value;
  negative_threshold_ = negative_threshold_ || threshold < 0;
  return true;
}

bool fast_points::add(const fast_families& family, const fast_sample_facts& sample) {
  if (prometheus_) return add_prometheus(family, sample);
  if (sample.has_exemplar && family.role() != sample_role::total && family.role() != sample_role::bucket) return false;
  return start_or_continue(sample) && add_by_role(family, sample);
}

bool fast_points::start_or_continue(const fast_sample_facts& sample) {
  if (sample.metric != metric_ || metric_ == 0) {
    if (!point_ends()) return false;
    start_metric(sample.metric);
    timestamp_ = sample.timestamp;
    timestamp_s_ = sample.timestamp_s;
    start_point();
    return true;
  }
  if (same_short_text(sample.timestamp, timestamp_)) return true;
  // Another time, written differently at least. Where the doubles are equal the texts decide.
  if (sample.timestamp.empty() || timestamp_.empty() || sample.timestamp_s < timestamp_s_) return false;
  const bool later = sample.timestamp_s > timestamp_s_ || compare_reals(timestamp_, sample.timestamp) < 0;
  if (!later) return compare_reals(timestamp_, sample.timestamp) == 0;
  if (!point_ends()) return false;
  timestamp_ = sample.timestamp;
  timestamp_s_ = sample.timestamp_s;
  start_point();
  return true;
}

// Each line of 0.0.4 has a time of its own. Thresholds that increase cannot come twice, and the other parts must not.
bool fast_points::add_prometheus(const fast_families& family, const fast_sample_facts& sample) {
  if (sample.has_exemplar) return false;
  if (sample.metric != metric_ || metric_ == 0) {
    if (!point_ends()) return false;
    start_metric(sample.metric);
    start_point();
  }
  if (family.role() == sample_role::count) count_ = sample.value;
  if (family.distinct_label().empty()) return is_new_in_point(family.role());
  if (!sample.has_distinct) return false;
  double threshold = 0;
  if (!read_threshold(sample.distinct, threshold)) return false;
  if (buckets_ > 0 && !(threshold > threshold_)) return false;
  ++buckets_;
  threshold_ = threshold;
  bucket_ = sample.value;
  return true;
}

void fast_points::start_point() {
  open_ = true;
  ++points_;
  roles_ = 0;
  buckets_ = 0;
  negative_threshold_ = false;
}

bool fast_points::is_new_in_point(sample_role role) {
  const bool fresh = (roles_ & bit(role)) == 0;
  roles_ |= bit(role);
  return fresh;
}

bool fast_points::add_by_role(const fast_families& family, const fast_sample_facts& sample) {
  const double value = sample.value;
  switch (family.role()) {
    case sample_role::total:
      return value >= 0 && is_new_in_point(sample_role::total);
    case sample_role::created:
      return std::isfinite(value) && is_new_in_point(sample_role::created);
    case sample_role::info:
      return value == 1 && is_new_in_point(sample_role::info);
    case sample_role::sum:
      sum_ = value;
      return value >= 0 && is_new_in_point(sample_role::sum);
    case sample_role::gsum:
      sum_ = value;
      return !std::isnan(value) && is_new_in_point(sample_role::gsum);
    case sample_role::count:
    case sample_role::gcount:
      count_ = value;
      return is_whole(value) && is_new_in_point(family.role());
    case sample_role::bucket:
      return add_bucket(sample);
    case sample_role::value:
      break;
  }
  if (family.distinct_label().empty()) return is_new_in_point(sample_role::value);
  if (!sample.has_distinct) return false;
  if (family.type() == metric_type::stateset) {
    if ((value != 0 && value != 1) || sample.distinct.contains('\\')) return false;
  } else {
    const auto quantile = read_number(sample.distinct);
    if (quantile.fault != number_fault::none || !(quantile.value >= 0 && quantile.value <= 1) || value < 0)
      return false;
  }
  metrics_.insert(hash_text(sample.distinct, metric_ + points_ * 0x9e3779b97f4a7c15));
  return true;
}

bool fast_points::point_ends() const {
  if (!open_) return true;
  if (type_ == metric_type::counter) return (roles_ & bit(sample_role::total)) != 0;
  if (type_ == metric_type::histogram || type_ == metric_type::gaugehistogram) return histogram_ends();
  return true;
}

bool fast_points::histogram_ends() const {
  const bool gauge = type_ == metric_type::gaugehistogram;
  const bool has_sum = (roles_ & bit(gauge ? sample_role::gsum : sample_role::sum)) != 0;
  const bool has_count = (roles_ & bit(gauge ? sample_role::gcount : sample_role::count)) != 0;
  if (buckets_ == 0 || threshold_ != std::numeric_limits<double>::infinity()) return false;
  if (prometheus_) return !has_count || count_ == bucket_;
  if (has_sum != has_count || (has_count && count_ != bucket_)) return false;
  if (!gauge) return !(has_sum && negative_threshold_);
  return !(has_sum && sum_ < 0 && !negative_threshold_);
}

}  // namespace headroom::openmetrics
