#include "headroom/forecast/hour_forecast.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <limits>
#include <map>

#include "headroom/forecast/forecast.h"
#include "headroom/forecast/hour_values.h"

namespace headroom::forecast {
namespace {

constexpr std::size_t newest_hours = 8 * 168;
// Hours of services change more than their last weeks rehearse; chosen so that 90, 95 and 99 % cover about as much over
// the development traces (docs/decisions/forecast.md).
constexpr widening_by caution{.errors = 1.2, .tails = 0.2};
constexpr std::size_t a_day = 24;
constexpr std::size_t a_week = 168;
constexpr std::int64_t furthest_start = 4 * 168;

bool touches(const known_event& e, utc_hour hour) {
  return e.start < start_of(hour + 1) && e.end() > start_of(hour) && e.length_minutes > 0;
}

basis basis_of(std::size_t known_hours) {
  if (known_hours >= 2 * a_week) return basis::weeks;
  return known_hours >= 2 * a_day ? basis::days : basis::hours;
}

// Before two days are seen nobody knows how far the load swings: the upper quantiles are then drawn up, by a factor
// that fades as the two days fill.
double cold_factor(std::size_t known_hours, double level) {
  constexpr double first_hours_factor = 2.0;  // most services' daily peak is within twice their mean
  if (known_hours >= 2 * a_day || level <= 0.5) return 1;
  const double missing = 1 - static_cast<double>(known_hours) / (2 * a_day);
  return 1 + (first_hours_factor - 1) * missing * (level - 0.5) / 0.5;
}

// What past occurrences of an event were, in multiples of what the same hours would have been without it.
class event_effects {
 public:
  // `usual` is what each hour of `seen` would have been.
  void learn(const std::string& name, double seen, double usual) {
    if (std::isnan(seen) || !(usual > 0)) return;
    factors_[name].push_back(seen / usual);
  }
  // The least level's factor is the smallest seen, the highest one's the greatest; 1 when the event is new.
  [[nodiscard]] double factor(const std::string& name, double level) {
    auto& seen = factors_[name];
    if (seen.empty()) return 1;
    std::ranges::sort(seen);
    const auto rank = static_cast<std::size_t>(std::round(level * static_cast<double>(seen.size() - 1)));
    return seen[rank];
  }

 private:
  std::map<std::string, std::vector<double>> factors_;
};

// The mean of the nearest known values a whole number of days away that no event has touched.
double usual_at(std::span<const double> without_events, std::size_t at) {
  double sum = 0;
  int count = 0;
  for (std::size_t away = a_day; away <= 2 * a_week && count < 4; away += a_day) {
    for (const bool before : {true, false}) {
      if (before ? at < away : at + away >= without_events.size()) continue;
      const double v = without_events[before ? at - away : at + away];
      if (std::isnan(v)) continue;
      sum += v;
      ++count;
    }
  }
  return count > 0 ? sum / count : std::nan("");
}

// One quantity of the hours (peaks or totals), foretold with the events' hours taken out and put back.
struct quantity {
  outlook base;
  event_effects effects;
};

result<quantity> foretell_quantity(std::vector<double> values, utc_hour start, std::size_t skipped,
                                   const hour_forecast_options& asked) {
  std::vector<double> without = values;
  const auto hour_at = [&](std::size_t i) { return start + static_cast<std::int64_t>(i); };
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (std::ranges::any_of(asked.events, [&](const known_event& e) { return touches(e, hour_at(i)); })) {
      without[i] = std::nan("");
    }
  }
  if (std::ranges::all_of(without, [](double v) { return std::isnan(v); })) without = values;
  auto base = foretell(without, {.horizon = skipped + asked.hours, .caution = caution, .levels = asked.levels});
  if (!base) return fail(std::move(base).error());
  quantity out{.base = *std::move(base), .effects = {}};
  for (const auto& e : asked.events) {
    for (std::size_t i = 0; i < values.size(); ++i) {
      if (touches(e, hour_at(i))) out.effects.learn(e.name, values[i], usual_at(without, i));
    }
  }
  return out;
}

// What the events that reach into an hour make of a quantile; the strongest one counts.
double with_events(double value, double level, utc_hour hour, quantity& q, std::span<const known_event> events) {
  double out = value;
  bool first = true;
  for (const auto& e : events) {
    if (!touches(e, hour)) continue;
    const double moved = value * q.effects.factor(e.name, level);
    out = first ? moved : std::max(out, moved);
    first = false;
  }
  return out;
}

result<void> check(const minute_history& history, const hour_forecast_options& asked, utc_hour first) {
  if (asked.hours == 0) return fail(error_code::invalid_argument, "saw no hours to foretell, expected at least 1");
  if (first > hour_of(history.end()) + furthest_start) {
    return fail(error_code::invalid_argument,
                fmt::format("saw {} as first hour, expected one at most four weeks after the history's end, {}",
                            to_string(start_of(first)), to_string(history.end())));
  }
  if (start_of(first) + 60 <= history.end()) {
    return fail(error_code::invalid_argument,
                fmt::format("saw {} as first hour, expected one that ends after the history does, at {}",
                            to_string(start_of(first)), to_string(history.end())));
  }
  return {};
}

}  // namespace

result<hour_forecast> foretell_hours(const minute_history& history, const hour_forecast_options& asked) {
  const utc_hour next = hour_of(history.end() + 59);
  const utc_hour first = asked.first_hour.value_or(next);
  if (auto good = check(history, asked, first); !good) return fail(good.error());
  auto seen = by_hour(history, newest_hours);
  while (seen.end() > first) seen.peak.pop_back(), seen.total.pop_back();  // the hour asked for, still in progress
  const std::size_t known = seen.known();
  if (known < fewest_hours) {
    return fail(error_code::failed_precondition,
                fmt::format("saw {} hours of load with at least 30 known minutes, expected {}; wait for {} more", known,
                            fewest_hours, fewest_hours - known));
  }
  const auto skipped = static_cast<std::size_t>(first - seen.end());
  auto peaks = foretell_quantity(seen.peak, seen.start, skipped, asked);
  if (!peaks) return fail(std::move(peaks).error());
  auto totals = foretell_quantity(seen.total, seen.start, skipped, asked);
  if (!totals) return fail(std::move(totals).error());

  hour_forecast out{.levels = asked.levels,
                    .hours = {},
                    .rests_on = basis_of(known),
                    .known_hours = known,
                    .seasons = peaks->base.seasons};
  for (std::size_t h = 0; h < asked.hours; ++h) {
    hour_outlook one{.hour = first + static_cast<std::int64_t>(h), .peak_per_second = {}, .total = {}};
    const std::size_t row = (skipped + h) * asked.levels.size();
    double peak = 0;
    double total = 0;
    one.expected_total = with_events(totals->base.mean[skipped + h], 0.5, one.hour, *totals, asked.events);
    for (std::size_t i = 0; i < asked.levels.size(); ++i) {
      const double level = asked.levels[i];
      const double cold = cold_factor(known, level);
      const auto move = [&](quantity& q) {
        return cold * with_events(q.base.quantiles[row + i], level, one.hour, q, asked.events);
      };
      peak = std::max(peak, move(*peaks));
      total = std::max(total, move(*totals));
      one.peak_per_second.push_back(peak);
      one.total.push_back(total);
    }
    for (const auto& e : asked.events) {
      if (!touches(e, one.hour)) continue;
      one.event = true;
      if (!e.expected_peak_per_second) continue;
      for (double& v : one.peak_per_second) v = std::max(v, *e.expected_peak_per_second);
    }
    out.hours.push_back(std::move(one));
  }
  return out;
}

}  // namespace headroom::forecast
