#include "headroom/openmetrics/sample_rules.h"

#include <cmath>
#include <fmt/format.h>

#include "headroom/openmetrics/label_key.h"
#include "headroom/openmetrics/line_cursor.h"
#include "headroom/openmetrics/number.h"
#include "headroom/openmetrics/utf8.h"

namespace headroom::openmetrics {
namespace {

bool is_integer(double value) { return std::isfinite(value) && std::trunc(value) == value; }

bool is_histogram(metric_type type) { return type == metric_type::histogram || type == metric_type::gaugehistogram; }

// "Each State's sample MUST have a label with the MetricFamily name as the label name" (a State may be the empty
// string); buckets have le and quantiles have quantile; and neither name may be a label of the Metric itself.
parsed<void> check_labels(const raw_sample& sample, metric_type type, sample_role role, std::string_view family) {
  const auto needed = distinguishing_label(type, role, family);
  if (!needed.empty()) {
    for (const auto& raw : sample.labels) {
      if (raw.label.name == needed && (type == metric_type::stateset || !raw.label.value.empty())) return {};
    }
    return fault_at(sample.at, fmt::format("{} in a {} needs a label {}", sample.name, to_string(type), shown(needed)));
  }
  const std::string_view barred = is_histogram(type) ? "le" : type == metric_type::summary ? "quantile" : "";
  if (const auto* label = find_label(sample.labels, barred); label != nullptr) {
    return fault_at(label->name_at, fmt::format("{} must not have a label {}", sample.name, shown(barred)));
  }
  return {};
}

// "Quantiles MUST be between 0 and 1 inclusive. Quantile values MUST NOT be negative."
parsed<void> check_quantile(const raw_sample& sample) {
  const auto* label = find_label(sample.labels, "quantile");
  const auto read = read_number(label->label.value);
  if (read.fault != number_fault::none || !(read.value >= 0 && read.value <= 1)) {
    return fault_at(label->value_at, fmt::format("quantile {} is not between 0 and 1", shown(label->label.value)));
  }
  if (sample.value.value < 0) return fault_at(sample.value.at, "the value of a quantile must not be negative");
  return {};
}

// "Semantically, Sum, and buckets values are counters so MUST NOT be NaN or negative." "Count and bucket values MUST be
// integers."
parsed<void> check_counting(const raw_sample& sample, bool integer, bool may_be_negative) {
  const double value = sample.value.value;
  if (std::isnan(value)) return fault_at(sample.value.at, fmt::format("{} must not be NaN", sample.name));
  if (value < 0 && !may_be_negative) {
    return fault_at(sample.value.at, fmt::format("{} must not be negative", sample.name));
  }
  if (integer && !is_integer(value)) {
    return fault_at(sample.value.at, fmt::format("{} must be a whole number", sample.name));
  }
  return {};
}

parsed<void> check_value(const raw_sample& sample, metric_type type, sample_role role) {
  const double value = sample.value.value;
  switch (role) {
    case sample_role::total:
    case sample_role::sum:
      return check_counting(sample, false, false);
    case sample_role::count:
    case sample_role::gcount:
    case sample_role::bucket:
      return check_counting(sample, true, false);
    case sample_role::gsum:
      return check_counting(sample, false, true);
    case sample_role::created:
      // "a Timestamp value called Created"; "Timestamps MUST be Unix Epoch in seconds."
      if (!std::isfinite(value)) return fault_at(sample.value.at, "_created must be a time in seconds");
      return {};
    case sample_role::info:
      if (value != 1) return fault_at(sample.value.at, "the value of an info sample must be 1");
      return {};
    case sample_role::value:
      break;
  }
  if (type == metric_type::stateset && value != 0 && value != 1) {
    return fault_at(sample.value.at, "the value of a state must be 0 or 1");
  }
  if (type == metric_type::summary) return check_quantile(sample);
  return {};
}

// Exemplars belong to a counter's Total and to buckets. "The combined length of the label names and values of an
// Exemplar's LabelSet MUST NOT exceed 128 UTF-8 character code points."
parsed<void> check_exemplar(const raw_sample& sample, metric_type type, sample_role role) {
  if (!sample.exemplar) return {};
  const auto& exemplar = *sample.exemplar;
  if (role != sample_role::total && role != sample_role::bucket) {
    return fault_at(exemplar.at,
                    fmt::format("{} in a {} must not have an exemplar; only _total and _bucket samples may",
                                sample.name, to_string(type)));
  }
  constexpr std::size_t longest = 128;
  std::size_t length = 0;
  for (const auto& raw : exemplar.labels)
    length += count_code_points(raw.label.name) + count_code_points(raw.label.value);
  if (length > longest) {
    return fault_at(exemplar.at,
                    fmt::format("the exemplar's labels have {} characters; at most {} are allowed", length, longest));
  }
  return {};
}

}  // namespace

std::string_view distinguishing_label(metric_type type, sample_role role, std::string_view family) {
  if (role == sample_role::bucket) return "le";
  if (role != sample_role::value) return "";
  return type == metric_type::summary ? "quantile" : type == metric_type::stateset ? family : "";
}

parsed<void> check_sample(const raw_sample& sample, metric_type type, sample_role role, std::string_view family) {
  if (auto good = check_labels(sample, type, role, family); !good) return good;
  if (auto good = check_value(sample, type, role); !good) return good;
  return check_exemplar(sample, type, role);
}

}  // namespace headroom::openmetrics
