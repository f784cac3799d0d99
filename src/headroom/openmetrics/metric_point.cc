#include "headroom/openmetrics/metric_point.h"

#include <cmath>
#include <fmt/format.h>
#include <limits>

#include "headroom/openmetrics/line_cursor.h"
#include "headroom/openmetrics/number.h"

namespace headroom::openmetrics {
namespace {

struct threshold_result {
  double value = 0;
  std::string problem;
};

// "Exposers MUST produce output for positive infinity as +Inf"; "Bucket thresholds MUST NOT equal NaN"; any rendering
// of a finite number is accepted: "Parsers MUST NOT reject inputs [...] merely because they are not consistent with the
// canonical values".
threshold_result read_threshold(std::string_view le) {
  if (le == "+Inf") return {.value = std::numeric_limits<double>::infinity()};
  const auto read = read_number(le);
  if (read.fault != number_fault::none) return {.problem = fmt::format("le {} is not a number", shown(le))};
  if (std::isnan(read.value)) return {.problem = "le must not be NaN"};
  if (read.value > 0 && std::isinf(read.value)) {
    return {.problem = fmt::format("le {} must be written as +Inf", shown(le))};
  }
  return {.value = read.value};
}

}  // namespace

parsed<void> metric_point::add(const raw_sample& sample, sample_role role, std::string_view distinct) {
  const auto id = std::string(1, static_cast<char>('0' + static_cast<int>(role))) + std::string(distinct);
  if (!seen_.insert(id).second) {
    return fault_at(sample.at,
                    fmt::format("{} is given twice with the same labels for one point in time", sample.name));
  }
  switch (role) {
    case sample_role::bucket:
      return add_bucket(sample, distinct);
    case sample_role::total:
      has_total_ = true;
      break;
    case sample_role::sum:
    case sample_role::gsum:
      sum_ = sample.value.value;
      break;
    case sample_role::count:
    case sample_role::gcount:
      count_ = sample.value.value;
      break;
    case sample_role::value:
    case sample_role::created:
    case sample_role::info:
      break;
  }
  return {};
}

// "Buckets MUST be sorted in number increasing order of "le""; "Bucket thresholds within a MetricPoint MUST be unique";
// "Buckets MUST be cumulative"; "the value of the exemplar MUST be within this range".
parsed<void> metric_point::add_bucket(const raw_sample& sample, std::string_view le) {
  const auto* label = &sample.labels.front();
  for (const auto& candidate : sample.labels) {
    if (candidate.label.name == "le") label = &candidate;
  }
  const auto threshold = read_threshold(le);
  if (!threshold.problem.empty()) return fault_at(label->value_at, threshold.problem);
  if (last_threshold_ && !(threshold.value > *last_threshold_)) {
    return fault_at(label->value_at,
                    fmt::format("le {} does not increase; buckets must be in increasing order", shown(le)));
  }
  if (last_threshold_ && sample.value.value < last_bucket_) {
    return fault_at(sample.value.at, "the bucket holds less than the one before it; buckets must be cumulative");
  }
  if (sample.exemplar && !(sample.exemplar->value.value <= threshold.value)) {
    return fault_at(sample.exemplar->value.at,
                    "the exemplar's value does not belong to its bucket; it must not exceed le");
  }
  last_threshold_ = threshold.value;
  last_bucket_ = sample.value.value;
  negative_threshold_ = negative_threshold_ || threshold.value < 0;
  return {};
}

parsed<void> metric_point::close() const {
  // "A MetricPoint in a Metric with the type Counter MUST have one value called Total."
  if (type_ == metric_type::counter && !has_total_) return fault_at(first_at_, "the counter has no _total sample");
  if (type_ == metric_type::histogram || type_ == metric_type::gaugehistogram) return close_histogram();
  return {};
}

parsed<void> metric_point::close_histogram() const {
  const bool gauge = type_ == metric_type::gaugehistogram;
  const std::string_view sum = gauge ? "_gsum" : "_sum";
  const std::string_view count = gauge ? "_gcount" : "_count";
  // "Histogram MetricPoints MUST have one bucket with an +Inf threshold."
  if (!last_threshold_ || !std::isinf(*last_threshold_) || *last_threshold_ < 0) {
    return fault_at(first_at_, fmt::format("the {} has no bucket with le=\"+Inf\"", to_string(type_)));
  }
  // "If and only if a Sum Value is present in a MetricPoint, then the MetricPoint's +Inf Bucket value MUST also appear
  // in a Sample with a MetricName with the suffix "_count"."
  if (sum_.has_value() != count_.has_value()) {
    return fault_at(first_at_, fmt::format("the {} has {} without {}; both or neither are needed", to_string(type_),
                                           sum_ ? sum : count, sum_ ? count : sum));
  }
  if (count_ && *count_ != last_bucket_) {
    return fault_at(first_at_, fmt::format("{} differs from the bucket with le=\"+Inf\"", count));
  }
  // "Negative threshold buckets MAY be used, but then the Histogram MetricPoint MUST NOT contain a sum value"
  if (!gauge && sum_ && negative_threshold_) {
    return fault_at(first_at_, "a histogram with negative buckets must not have _sum");
  }
  // "If negative threshold buckets are present, then sum MAY be negative."
  if (gauge && sum_ && *sum_ < 0 && !negative_threshold_) {
    return fault_at(first_at_, "_gsum is negative although no bucket is");
  }
  return {};
}

}  // namespace headroom::openmetrics
