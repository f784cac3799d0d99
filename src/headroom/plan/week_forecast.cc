#include "headroom/plan/week_forecast.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <fmt/format.h>

#include "headroom/base/figures.h"
#include "headroom/cost/envelope.h"
#include "headroom/plan/week_envelope.h"
#include "headroom/plan/week_habit.h"
#include "headroom/plan/week_prospects.h"

namespace headroom::plan {
namespace {

constexpr double seconds_per_hour = 3600;
constexpr std::int64_t hour_minutes = 60;

// Through decimal text, so that what is written of it reads back as the same number.
double rounded(double value) {
  const std::string text = fmt::format("{:.5g}", value);
  double out = 0;
  std::from_chars(text.data(), text.data() + text.size(), out);
  return out;
}

std::size_t known_in(std::span<const double> values) {
  return static_cast<std::size_t>(std::ranges::count_if(values, [](double v) { return !std::isnan(v); }));
}

std::span<const double> newest_week(std::span<const double> values) {
  return values.last(std::min<std::size_t>(values.size(), cost::envelope_minutes));
}

// Without the unknown minutes at the end.
std::span<const double> known_part(std::span<const double> values) {
  while (!values.empty() && std::isnan(values.back())) values = values.first(values.size() - 1);
  return values;
}

double highest_of(std::span<const double> values) {
  double out = 0;
  for (const double v : values) out = std::isnan(v) ? out : std::max(out, v);
  return out;
}

// A forecast that says the same at every level had nothing to be calibrated on. What comes is then taken to lie from a
// tenth below it to three tenths above, as the hours' own policy does (docs/decisions/headroom-policy.md).
void widen(std::vector<double>& quantiles, std::span<const double> levels) {
  constexpr double below = 0.1, above = 0.3;
  if (quantiles.back() > quantiles.front()) return;
  for (std::size_t i = 0; i < quantiles.size(); ++i) {
    const double side = 2 * (levels[i] - 0.5);  // -1 to 1
    quantiles[i] *= 1 + side * (side > 0 ? above : below);
  }
}

limit_outlook outlook_of(limit_kind kind, const forecast::hour_forecast& foretold, const week_habit& habit) {
  limit_outlook out{.kind = kind, .hours = {}};
  for (const auto& hour : foretold.hours) {
    row_outlook row{.peak_per_s = hour.peak_per_second, .mean_per_s = hour.total};
    for (double& total : row.mean_per_s) total /= seconds_per_hour;
    if (!hour.event) {
      habit.bound_peaks(hour.hour, row.peak_per_s);
      habit.bound_means(hour.hour, row.mean_per_s);
    }
    for (auto* quantiles : {&row.peak_per_s, &row.mean_per_s}) {
      widen(*quantiles, foretold.levels);
      for (double& value : *quantiles) value = rounded(value);
    }
    row.expected_mean_per_s = rounded(std::max(0.0, hour.expected_total) / seconds_per_hour);
    out.hours.push_back(std::move(row));
  }
  return out;
}

void add_envelopes(limit_outlook& to, const week_past& past, const limit_past& row, utc_hour first) {
  if (row.kind != limit_kind::actions) {
    for (auto& hour : to.hours) hour.on_demand_limit_per_s = row.on_demand_limit_per_s;
    return;
  }
  std::vector<double> means;
  for (const auto& hour : to.hours) means.push_back(hour.expected_mean_per_s);
  const auto end = past.start + static_cast<std::int64_t>(row.per_second.size());
  const auto limits = coming_envelopes({.end = end, .aps = newest_week(row.per_second)}, first, means);
  for (std::size_t h = 0; h < limits.size(); ++h) to.hours[h].on_demand_limit_per_s = rounded(limits[h]);
}

std::unexpected<error> not_enough(const error& why, const week_past& past, const limit_past& actions) {
  const auto week = newest_week(actions.per_second);
  const auto known = known_in(week);
  const auto end = past.start + static_cast<std::int64_t>(known_part(actions.per_second).size());
  std::string now = "nothing is known yet";
  if (known > 0) {
    now = fmt::format("the highest of {} is {} APS",
                      counted(static_cast<std::int64_t>(known), "known minute", "known minutes"),
                      rate_text(highest_of(week)));
  }
  const auto soonest = end + static_cast<std::int64_t>(forecast::fewest_hours) * hour_minutes;
  return fail(
      error_code::failed_precondition,
      fmt::format("not enough data: {}; so far {}; keep collecting and ask again after {} for a first plan, after "
                  "two days for the daily rhythm and after two weeks for the weekly one",
                  why.message, now, to_string(soonest)));
}

// The load after `moment` is not there yet for a plan that begins then.
std::span<const double> before(std::span<const double> values, utc_minute start, utc_minute moment) {
  const std::int64_t minutes = std::clamp<std::int64_t>(moment - start, 0, static_cast<std::int64_t>(values.size()));
  return values.first(static_cast<std::size_t>(minutes));
}

}  // namespace

result<void> foretell_case(const week_past& whole_past, const week_horizon& horizon, week_case& to) {
  week_past past = whole_past;
  for (auto& row : past.rows) row.per_second = before(row.per_second, past.start, start_of(horizon.first));
  to.first = horizon.first;
  const limit_past& actions = past.rows.front();
  for (const limit_past& row : past.rows) {
    const bool is_actions = &row == &actions;
    if (!is_actions && known_in(row.per_second) == 0) continue;
    const auto foretold =
        forecast::foretell_hours({.start = past.start, .per_second = row.per_second},
                                 {.hours = horizon.hours, .first_hour = horizon.first, .events = past.events});
    if (!foretold) {
      if (foretold.error().code != error_code::failed_precondition) return fail(foretold.error());
      if (is_actions) return not_enough(foretold.error(), past, actions);
      continue;
    }
    limit_outlook outlook = outlook_of(row.kind, *foretold, week_habit(past.start, row.per_second));
    add_envelopes(outlook, past, row, horizon.first);
    to.rows.push_back(std::move(outlook));
    if (!is_actions) continue;
    to.levels = foretold->levels;
    to.basis.known_hours = static_cast<int>(foretold->known_hours);
    for (const auto season : foretold->seasons) to.basis.seasons_hours.push_back(static_cast<int>(season));
    for (const auto& hour : foretold->hours) {
      if (hour.event) to.event_hours.push_back(hour.hour);
    }
  }
  const auto end = past.start + static_cast<std::int64_t>(known_part(actions.per_second).size());
  to.basis.history_end = hour_of(end + (hour_minutes - 1));
  to.basis.highest_seen_aps = rounded(highest_of(newest_week(actions.per_second)));
  if (known_in(newest_week(actions.per_second)) == 0) {
    return not_enough({error_code::failed_precondition, "saw no known minute in the last seven days"}, past, actions);
  }
  to.prospects = prospects_of(past, to);
  for (hour_prospect& hour : to.prospects) {
    hour.used_actions = rounded(hour.used_actions);
    for (rung_prospect& rung : hour.rungs) {
      for (double* figure :
           {&rung.billed_actions, &rung.throttled_actions, &rung.throttled_minutes, &rung.throttle_chance}) {
        *figure = rounded(*figure);
      }
    }
  }
  return {};
}

}  // namespace headroom::plan
