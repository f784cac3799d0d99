#include "headroom/plan/headroom_load_log.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace headroom::plan {
namespace {

// Added before taking logarithms: differences far below what any limit is about are noise.
constexpr double quiet_aps = 50;

}  // namespace

void load_log::add(std::optional<double> load_aps) {
  if (loads_aps_.empty()) mean_aps_ = load_aps.value_or(0);
  const double load = load_aps.value_or(mean_aps_);
  mean_aps_ += (load - mean_aps_) / 60;
  // Twice as much is held as is kept, so that minutes stay side by side and are rarely moved.
  if (std::ssize(loads_aps_) >= 2 * kept_minutes) {
    loads_aps_.erase(loads_aps_.begin(), loads_aps_.begin() + kept_minutes);
    states_.erase(states_.begin(), states_.begin() + kept_minutes);
    hours_.erase(hours_.begin(), hours_.begin() + kept_minutes / 60);
    first_ += kept_minutes;
  }
  loads_aps_.push_back(load);
  states_.push_back(
      {level_before(0, 0), level_before(1, 1), level_before(2, 4), level_before(5, 14), level_before(15, 59)});
  if (end() % 60 == 0) add_hour();
}

void load_log::add_hour() {
  const auto loads = part(end() - 60, 60);
  const double sum = std::accumulate(loads.begin(), loads.end(), 0.0);
  hours_.push_back({.peak = static_cast<float>(std::log(quiet_aps + *std::max_element(loads.begin(), loads.end()))),
                    .mean = static_cast<float>(std::log(quiet_aps + sum / 60))});
}

float load_log::level_before(int youngest_minutes, int oldest_minutes) const {
  const auto newest = end() - 1;
  const auto from = std::max(first_, newest - oldest_minutes), to = newest - youngest_minutes;
  if (from > to) return static_cast<float>(std::log(quiet_aps + loads_aps_.back()));
  double sum = 0;
  for (const double load : part(from, to - from + 1)) sum += load;
  return static_cast<float>(std::log(quiet_aps + sum / static_cast<double>(to - from + 1)));
}

float load_log::distance(const state& a, const state& b) {
  float out = 0;
  for (std::size_t i = 0; i < features; ++i) out += (a[i] - b[i]) * (a[i] - b[i]);
  return out;
}

float load_log::distance(const hour_level& a, const hour_level& b) {
  return (a.peak - b.peak) * (a.peak - b.peak) + (a.mean - b.mean) * (a.mean - b.mean);
}

}  // namespace headroom::plan
