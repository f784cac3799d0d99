#include "headroom/openmetrics/metric_grouping.h"

#include <fmt/format.h>

#include "headroom/openmetrics/label_key.h"
#include "headroom/openmetrics/line_cursor.h"
#include "headroom/openmetrics/number.h"
#include "headroom/openmetrics/sample_rules.h"

namespace headroom::openmetrics {
namespace {

std::string_view text_of_label(const raw_sample& sample, std::string_view name) {
  for (const auto& raw : sample.labels) {
    if (raw.label.name == name) return raw.label.value;
  }
  return {};
}

}  // namespace

parsed<void> metric_grouping::add(const raw_sample& sample, sample_role role) {
  if (auto good = check_sample(sample, type_, role, family_); !good) return good;
  const auto distinct = distinguishing_label(type_, role, family_);
  auto key = label_key(sample.labels, distinct);
  auto placed = point_ && key == current_key_ ? continue_metric(sample) : start_metric(std::move(key), sample);
  if (!placed) return placed;
  return point_->add(sample, role, text_of_label(sample, distinct));
}

parsed<void> metric_grouping::start_metric(std::string key, const raw_sample& sample) {
  if (auto good = close(); !good) return good;
  if (!seen_.insert(key).second) {
    return fault_at(sample.at,
                    fmt::format("the lines of one metric of {} are not together: its labels were seen before "
                                "another metric's lines",
                                family_));
  }
  current_key_ = std::move(key);
  timestamp_.reset();
  if (sample.timestamp) timestamp_ = sample.timestamp->text;
  point_.emplace(type_, sample.at);
  return {};
}

// The same Metric again: the same point when the time is the same, the next one when it is later.
parsed<void> metric_grouping::continue_metric(const raw_sample& sample) {
  if (!sample.timestamp && !timestamp_) return {};
  if (!sample.timestamp || !timestamp_) {
    return fault_at(sample.at, "some samples of this metric have a timestamp and some do not");
  }
  const auto order = compare_reals(*timestamp_, sample.timestamp->text);
  if (order == 0) return {};
  if (order > 0) {
    return fault_at(sample.timestamp->at, "the timestamp is earlier than the one before it of the same metric");
  }
  if (auto good = close(); !good) return good;
  timestamp_ = sample.timestamp->text;
  point_.emplace(type_, sample.at);
  return {};
}

parsed<void> metric_grouping::close() {
  if (!point_) return {};
  return point_->close();
}

}  // namespace headroom::openmetrics
