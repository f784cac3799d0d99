#include "headroom/cloud/point_table.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <tuple>
#include <utility>

#include "headroom/cloud/metric_names.h"

namespace headroom::cloud {
namespace {

constexpr std::uint64_t mix(std::uint64_t z) {
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
  z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
  return z ^ (z >> 31);
}

bool is_standby(std::string_view mode) { return mode == "standby" || mode == "passive"; }

std::int64_t milliseconds_of(std::optional<double> seconds) {
  // What no clock can show is no time: kept as the farthest future, which the reading of it refuses by name.
  constexpr double seconds_max = 1e15;
  if (!seconds) return no_time;
  if (!(std::abs(*seconds) < seconds_max)) return std::numeric_limits<std::int64_t>::max();
  return std::llround(*seconds * 1000);
}

}  // namespace

completeness worse(completeness a, completeness b) {
  const auto rank = [](completeness c) {
    switch (c) {
      case completeness::complete:
        return 0;
      case completeness::limited:
        return 1;
      case completeness::cut:
        return 2;
      case completeness::unknown:
        return 3;
    }
    return 3;
  };
  return rank(a) >= rank(b) ? a : b;
}

point_table::point_table(std::vector<std::string> metrics)
    : metrics_(std::move(metrics)),
      completeness_(metrics_.size(), completeness::unknown),
      covered_(metrics_.size(), false),
      counts_(metrics_.size(), 0),
      regions_(1) {
  for (std::size_t i = 0; i < metrics_.size(); ++i) metric_index_.emplace(metrics_[i], static_cast<std::uint32_t>(i));
}

std::uint32_t point_table::intern(std::string_view name, index_map& index, std::vector<std::string>& names) {
  if (const auto known = index.find(name); known != index.end()) return known->second;
  const auto next = static_cast<std::uint32_t>(names.size());
  names.emplace_back(name);
  index.emplace(names.back(), next);
  return next;
}

void point_table::add(const openmetrics::scrape& body, std::span<const std::string> covered, completeness how) {
  for (const std::string& name : covered) {
    if (const auto index = metric_index(name)) {
      completeness_[*index] = covered_[*index] ? worse(completeness_[*index], how) : how;
      covered_[*index] = true;
    }
  }
  for (const auto& family : body.families()) {
    const auto own = metric_index_.find(family.name);
    for (const auto& sample : family.samples) {
      // A gauge's samples bear the family's name; other types have suffixes.
      const auto metric = sample.name == family.name ? own : metric_index_.find(sample.name);
      add_sample(sample, metric == metric_index_.end() ? std::nullopt : std::optional(metric->second));
    }
  }
}

std::uint32_t point_table::owner_index(std::string_view name) {
  const std::uint32_t index = owner_expected_ < owners_.size() && owners_[owner_expected_] == name
                                  ? owner_expected_
                                  : intern(name, owner_index_, owners_);
  owner_expected_ = index + 1 == owners_.size() ? 0 : index + 1;
  return index;
}

void point_table::add_sample(const openmetrics::scraped_sample& sample, std::optional<std::uint32_t> metric) {
  std::string_view owner;
  std::string_view region;
  bool standby = false;
  bool background = false;
  std::uint64_t series = 0;  // a sum over the labels, so that their order does not matter
  const std::hash<std::string_view> hash;
  for (const auto& l : sample.labels) {
    if (l.value.empty()) continue;
    series += mix(mix(hash(l.name)) + hash(l.value));
    if (l.name == label::temporal_namespace) owner = l.value;
    if (l.name == label::region) region = l.value;
    if (l.name == label::is_background) background = l.value == "true";
    if (l.name == label::namespace_mode) standby = is_standby(l.value);
  }
  if (owner.empty()) {
    strays_ += metric ? 1 : 0;
    return;
  }
  const std::uint32_t owner_at = owner_index(owner);
  if (!metric) return;
  points_.push_back({.owner = owner_at,
                     .metric = static_cast<std::uint16_t>(*metric),
                     .whose = standby      ? side::standby
                              : background ? side::background
                                           : side::foreground,
                     .region = region.empty() ? 0 : intern(region, region_index_, regions_),
                     .series = series,
                     .time_ms = milliseconds_of(sample.timestamp_s),
                     .value = sample.value});
  ++counts_[*metric];
}

void point_table::close() {
  // The value is the last tie-breaker, so that the order never depends on that of the body.
  const auto place = [](const point& p) {
    constexpr std::int64_t lowest = -std::numeric_limits<std::int64_t>::max();
    return std::tuple(p.owner, p.metric, p.whose, p.series, -std::max(p.time_ms, lowest),
                      std::bit_cast<std::uint64_t>(p.value));
  };
  std::ranges::sort(points_, {}, place);
  starts_.assign(owners_.size() * metrics_.size() + 1, 0);
  for (const point& p : points_) ++starts_[p.owner * metrics_.size() + p.metric + 1];
  for (std::size_t i = 1; i < starts_.size(); ++i) starts_[i] += starts_[i - 1];
}

std::optional<std::size_t> point_table::metric_index(std::string_view name) const {
  const auto at = metric_index_.find(name);
  return at == metric_index_.end() ? std::nullopt : std::optional<std::size_t>(at->second);
}

std::span<const point> point_table::points_of(std::size_t owner, std::size_t metric) const {
  const std::size_t slot = owner * metrics_.size() + metric;
  return std::span(points_).subspan(starts_[slot], starts_[slot + 1] - starts_[slot]);
}

}  // namespace headroom::cloud
