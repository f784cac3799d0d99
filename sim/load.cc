#include "sim/load.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <numbers>
#include <span>

#include "sim/noise.h"

namespace headroom::sim {
namespace {

constexpr std::int64_t day_minutes = 1440;
constexpr std::int64_t week_minutes = 7 * day_minutes;

std::int64_t minute_of_day(utc_minute m) { return m.index - floor_div(m.index, day_minutes) * day_minutes; }

// Monday is 0; 1970-01-01 was a Thursday.
std::int64_t weekday(utc_minute m) {
  const std::int64_t days = floor_div(m.index, day_minutes) + 3;
  return days - floor_div(days, 7) * 7;
}

struct day_in_month {
  int day, last;
};

day_in_month day_of_month(utc_minute m) {
  using namespace std::chrono;
  const year_month_day date{sys_days{days{floor_div(m.index, day_minutes)}}};
  const year_month_day_last last{date.year() / date.month() / std::chrono::last};
  return {static_cast<int>(static_cast<unsigned>(date.day())), static_cast<int>(static_cast<unsigned>(last.day()))};
}

double rate(const steady_source& s, utc_minute, std::uint64_t) { return s.aps; }

double rate(const daily_source& s, utc_minute m, std::uint64_t) {
  const double hours = static_cast<double>(minute_of_day(m)) / 60.0 - s.peak_hour;
  const double wave = (1 + std::cos(hours * std::numbers::pi / 12)) / 2;
  return s.low_aps + (s.high_aps - s.low_aps) * (s.sharpness == 1 ? wave : std::pow(wave, s.sharpness));
}

double rate(const cron_source& s, utc_minute m, std::uint64_t) {
  const std::int64_t since = m.index - s.offset_minutes;
  return since - floor_div(since, s.every_minutes) * s.every_minutes < s.minutes ? s.aps : 0;
}

// The day is cut into `per_day` slots; each holds one burst, at a seeded minute that leaves room for it.
double rate(const burst_source& s, utc_minute m, std::uint64_t seed) {
  const std::int64_t slot_minutes = std::max<std::int64_t>(day_minutes / s.per_day, 1);
  const std::int64_t slot = floor_div(m.index, slot_minutes);
  const std::int64_t room = std::max<std::int64_t>(slot_minutes - s.minutes, 0) + 1;
  const auto begin = static_cast<std::int64_t>(uniform(seed, slot, 101) * static_cast<double>(room));
  const std::int64_t since = m.index - slot * slot_minutes - begin;
  return since >= 0 && since < s.minutes ? s.aps * (0.5 + 0.5 * uniform(seed, slot, 102)) : 0;
}

double rate(const launch_source& s, utc_minute m, std::uint64_t) {
  const std::int64_t since = m - s.at;
  if (since < 0) return 0;
  if (since < s.rise_minutes) return s.aps * static_cast<double>(since + 1) / static_cast<double>(s.rise_minutes);
  return s.aps * std::exp2(-static_cast<double>(since - s.rise_minutes) / static_cast<double>(s.half_life_minutes));
}

double rate(const trace_source& s, utc_minute m, std::uint64_t) {
  return s.scale * s.recorded->at(m + s.shift_minutes);
}

// The load in front of an outage, needed where what was held back comes in again.
double modified_rate(const load& l, std::span<const load_modifier> modifiers, utc_minute m);

double apply(const weekly_modifier& w, double aps, const load&, std::span<const load_modifier>, utc_minute m) {
  return weekday(m) >= 5 ? aps * w.weekend : aps;
}

double apply(const monthly_modifier& w, double aps, const load&, std::span<const load_modifier>, utc_minute m) {
  const auto [day, last] = day_of_month(m);
  const bool inside = day >= w.first_day && (day <= w.last_day || (day == last && w.last_day >= last));
  const bool last_meant = w.first_day > last && day == last;
  return inside || last_meant ? aps * w.factor : aps;
}

double apply(const growth_modifier& g, double aps, const load&, std::span<const load_modifier>, utc_minute m) {
  const double weeks = static_cast<double>(m - g.from) / static_cast<double>(week_minutes);
  return aps * std::clamp(std::pow(1 + g.per_week, weeks), 0.01, 100.0);
}

double apply(const step_modifier& s, double aps, const load&, std::span<const load_modifier>, utc_minute m) {
  return m >= s.at && (!s.until || m < *s.until) ? aps * s.factor : aps;
}

double apply(const outage_modifier& o, double aps, const load& l, std::span<const load_modifier> before, utc_minute m) {
  const std::int64_t since = m - o.at;
  if (since < 0 || since >= o.minutes + o.catch_up_minutes) return aps;
  if (since < o.minutes) return 0;
  double held_back = 0;
  for (std::int64_t i = 0; i < o.minutes; ++i) held_back += modified_rate(l, before, o.at + i);
  return aps + held_back / static_cast<double>(o.catch_up_minutes);
}

double modified_rate(const load& l, std::span<const load_modifier> modifiers, utc_minute m) {
  double aps = 0;
  std::uint64_t salt = 0;
  for (const auto& source : l.sources) {
    aps += std::visit([&](const auto& s) { return rate(s, m, l.seed + salt); }, source);
    ++salt;
  }
  for (std::size_t i = 0; i < modifiers.size(); ++i) {
    aps =
        std::visit([&](const auto& modifier) { return apply(modifier, aps, l, modifiers.first(i), m); }, modifiers[i]);
  }
  return aps;
}

}  // namespace

std::int64_t actions_in(const load& l, utc_minute m) {
  double aps = l.scale * modified_rate(l, l.modifiers, m);
  const double rough =
      1 + l.noise.white * near_normal(l.seed, m.index, 1) + l.noise.slow * slow_noise(l.seed, m.index, 15, 2);
  aps *= std::max(rough, 0.0);
  return std::llround(std::max(aps, 0.0) * 60);
}

}  // namespace headroom::sim
