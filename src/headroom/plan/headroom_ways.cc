#include "headroom/plan/headroom_ways.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "headroom/plan/headroom_way_record.h"

namespace headroom::plan {
namespace {

constexpr std::int64_t hour = 60, day = 1440, week = 7 * day;
constexpr std::array<std::int64_t, 5> jitters{-30, -15, 0, 15, 30};
constexpr std::size_t like_states = 32, like_bursts = 16;
constexpr float like_days_weight = 0.25F;      // of how the same hours went a day and a week before
constexpr float day_time_weight = 0.1F / 240;  // of a minute apart in the day, against squared logarithms

double sum_of(std::span<const double> loads) { return std::accumulate(loads.begin(), loads.end(), 0.0); }

std::int64_t rounded_up(std::int64_t minutes, std::int64_t step) { return (minutes + step - 1) / step * step; }

class way_finder {
 public:
  way_finder(const load_view& past, burst_recurrence& bursts, std::int64_t start)
      : past_(past), bursts_(bursts), start_(start), newest_(past.end() - hour) {}

  stretches_by_way all() && {
    if (past_.has(newest_, hour)) {
      to(hour_way::lately).push_back({newest_, 1});
      to(hour_way::all_together).push_back({newest_, 4});
      add_same_states(to(hour_way::same_state), 0);
      add_same_states(to(hour_way::same_state_and_days), like_days_weight);
    }
    if (past_.has(newest_ - hour, hour)) to(hour_way::lately).push_back({newest_ - hour, 0.5});
    add_last_days();
    add_weeks();
    add_bursts();
    add_periods();
    return std::move(out_);
  }

 private:
  std::vector<past_stretch>& to(hour_way w) { return out_[place_of(w)]; }
  void add(hour_way w, std::int64_t from, double weight, double scale = 1) {
    if (past_.has(from, hour)) to(w).push_back({from, weight, scale});
  }

  // The last seven days of which this hour is known.
  void add_last_days() {
    const auto latest = rounded_up(start_ + hour - past_.end(), day);
    for (std::int64_t back = 0; back < week; back += day) {
      const auto ago = latest + back;
      add(hour_way::same_hour, start_ - ago, 1);
      for (const auto jitter : jitters) add(hour_way::all_together, start_ - ago + jitter, 1.0 / jitters.size());
      // The coming hour is compared by the hour that is newest; one further ahead by the newest day.
      const auto long_of = start_ - past_.end() < hour ? hour : day;
      const auto then = past_.end() - long_of - (long_of == hour ? ago : back);
      if (!past_.has(then, long_of)) continue;
      // Both means plus ten actions a second, so that next to nothing over nothing is no growth.
      const double quiet = 10 * static_cast<double>(long_of);
      const double growth =
          (sum_of(past_.part(past_.end() - long_of, long_of)) + quiet) / (sum_of(past_.part(then, long_of)) + quiet);
      add(hour_way::same_hour_at_this_level, start_ - ago, 1, std::clamp(growth, 0.4, 2.5));
    }
  }

  void add_weeks() {
    for (std::int64_t ago = week; ago <= 4 * week; ago += week) {
      // One week ago alone proves no weekly habit.
      if (past_.has(start_ - 2 * week, hour)) add(hour_way::same_weekday, start_ - ago, 1);
      add(hour_way::all_together, start_ - ago, 2);
    }
    const bool weekend = is_weekend(past_.time_of(start_));
    for (std::int64_t ago = day; ago <= 4 * week; ago += day) {
      if (is_weekend(past_.time_of(start_ - ago)) == weekend) add(hour_way::same_kind_of_day, start_ - ago, 1);
    }
  }

  // Only bursts that were followed by as long a calm as there is now.
  void add_bursts() {
    const auto onsets = bursts_.onsets();
    if (onsets.empty()) return;
    const auto calm = past_.end() - onsets.back();
    auto& found = to(hour_way::since_last_burst);
    for (std::size_t i = onsets.size() - 1; i-- > 0 && found.size() < like_bursts;) {
      const auto from = onsets[i] + start_ - onsets.back();
      if (onsets[i + 1] - onsets[i] >= calm && past_.has(from, hour)) found.push_back({from, 1});
    }
  }

  void add_periods() {
    std::size_t w = place_of(hour_way::first_period);
    for (const int period : bursts_.periods_minutes()) {
      // The latest four times that are wholly known; a short period may have begun several times since.
      std::int64_t ago = period;
      while (start_ - ago + hour + 6 > past_.end()) ago += period;
      for (int times = 0; times < 4; ++times, ago += period) {
        for (const std::int64_t jitter : {-4, 0, 4}) {
          const auto from = start_ - ago + jitter;
          if (past_.has(from, hour)) out_[w].push_back({from, jitter == 0 ? 2.0 : 1.0});
        }
      }
      ++w;
    }
  }

  // Hours that followed a moment like this one, at the same minute of an hour.
  void add_same_states(std::vector<past_stretch>& found, float days_weight) {
    const auto now = past_.end() - 1;
    unlike_.clear();
    for (auto back = std::max(2 * hour, rounded_up(start_ + hour - past_.end(), hour));
         now - back >= past_.begin() + hour; back += hour) {
      float unlike = load_log::distance(past_.state_at(now - back), past_.state_at(now)) +
                     day_time_weight * static_cast<float>(std::min(back % day, day - back % day));
      for (const auto ago : {day, week}) {
        if (days_weight == 0 || !past_.has(start_ - back - ago, hour) || !past_.has(start_ - ago, hour)) continue;
        unlike += days_weight * load_log::distance(past_.hour_at(start_ - back - ago), past_.hour_at(start_ - ago));
      }
      unlike_.emplace_back(unlike, start_ - back);
    }
    const auto best = unlike_.begin() + static_cast<std::ptrdiff_t>(std::min(like_states, unlike_.size()));
    std::partial_sort(unlike_.begin(), best, unlike_.end());
    for (auto it = unlike_.begin(); it != best; ++it) found.push_back({it->second, 1});
  }

  const load_view& past_;
  burst_recurrence& bursts_;
  std::int64_t start_, newest_;
  stretches_by_way out_;
  std::vector<std::pair<float, std::int64_t>> unlike_;
};

}  // namespace

stretches_by_way stretches_for(const load_view& past, burst_recurrence& bursts, std::int64_t start) {
  return way_finder(past, bursts, start).all();
}

}  // namespace headroom::plan
