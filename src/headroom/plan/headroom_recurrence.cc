#include "headroom/plan/headroom_recurrence.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace headroom::plan {
namespace {

constexpr std::size_t most_onsets = 200;
constexpr std::size_t fewest_onsets = 4;
constexpr std::size_t most_periods = 3;
constexpr int quiet_minutes = 5;  // that end a burst
constexpr int shortest_minutes = 30, longest_minutes = 14 * 1440;
constexpr int jitter_minutes = 3;  // schedulers are late by minutes
constexpr int apart_minutes = 12;  // nearer peaks are one period
constexpr double half_life_minutes = 7 * 1440;
constexpr int most_times = 12;
constexpr double like_best = 0.7;
constexpr double fewest_sigmas = 1.5;  // above chance

}  // namespace

void burst_recurrence::add(std::int64_t minute, bool above_limit) {
  now_ = minute;
  if (!above_limit) return;
  if (minute - last_above_ > quiet_minutes) {
    if (onsets_.size() == most_onsets) onsets_.erase(onsets_.begin());
    onsets_.push_back(minute);
    stale_ = true;
  }
  last_above_ = minute;
}

std::span<const int> burst_recurrence::periods_minutes() {
  if (stale_) find();
  stale_ = false;
  return periods_;
}

void burst_recurrence::find() {
  periods_.clear();
  if (onsets_.size() < fewest_onsets) return;
  // Later bursts count more, so that a changed schedule soon shows.
  pairs_apart_.assign(longest_minutes + 1, 0);
  double weights = 0;
  for (std::size_t j = 0; j < onsets_.size(); ++j) {
    const double weight = std::exp2(-static_cast<double>(now_ - onsets_[j]) / half_life_minutes);
    weights += weight;
    for (std::size_t i = j; i > 0 && onsets_[j] - onsets_[i - 1] <= longest_minutes; --i) {
      pairs_apart_[static_cast<std::size_t>(onsets_[j] - onsets_[i - 1])] += weight;
    }
  }
  const auto pairs = [&](int apart) { return pairs_apart_[static_cast<std::size_t>(apart)]; };
  const double onsets_a_minute = static_cast<double>(onsets_.size()) / static_cast<double>(now_ - onsets_.front() + 1);

  // Bursts that come by chance (Poisson) make so many pairs at a distance; count against that.
  const double expected = weights * onsets_a_minute * (2 * jitter_minutes + 1);
  std::vector<std::pair<double, int>> found;
  std::vector<double> sigmas(longest_minutes + 1);
  double near = 0;
  for (int apart = 0; apart < 2 * jitter_minutes; ++apart) near += pairs(apart);
  for (int lag = jitter_minutes; lag + jitter_minutes <= longest_minutes; ++lag) {
    near += pairs(lag + jitter_minutes);
    if (lag > jitter_minutes) near -= pairs(lag - jitter_minutes - 1);
    if (lag < shortest_minutes) continue;
    const double above = (near - expected) / std::sqrt(expected + 1);
    sigmas[static_cast<std::size_t>(lag)] = above;
    if (above > fewest_sigmas) found.emplace_back(-above, lag);
  }
  std::sort(found.begin(), found.end());
  for (const auto& [minus_sigmas, best] : found) {
    // Multiples of a period stand out as much as itself.
    int lag = best;
    for (int times = most_times; times > 1 && lag == best; --times) {
      const int part = (best + times / 2) / times;
      if (sigmas[static_cast<std::size_t>(part)] > -like_best * minus_sigmas) lag = part;
    }
    const auto is_near = [&](int p) {
      const int times = std::max(1, (lag + p / 2) / p);
      return std::abs(p * times - lag) < apart_minutes;
    };
    if (std::any_of(periods_.begin(), periods_.end(), is_near)) continue;
    double sum = 0, count = 0;
    for (int apart = std::max(1, lag - 2 * jitter_minutes);
         apart <= std::min(longest_minutes, lag + 2 * jitter_minutes); ++apart) {
      sum += apart * pairs(apart);
      count += pairs(apart);
    }
    periods_.push_back(static_cast<int>(std::lround(sum / count)));
    if (periods_.size() == most_periods) return;
  }
}

}  // namespace headroom::plan
