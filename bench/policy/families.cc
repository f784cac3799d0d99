#include "families.h"

#include <array>
#include <cmath>
#include <limits>
#include <numbers>
#include <vector>

#include "headroom/base/rng.h"

namespace headroom::bench {
namespace {

constexpr std::int64_t day = 1440, days = 35, minutes = days * day;
constexpr std::int64_t monday = 29'459'520;  // 2026-01-05T00:00Z

// A load under construction.
class load_maker {
 public:
  load_maker(std::uint64_t seed, double level_aps) : random_(seed) {
    for (std::int64_t m = 0; m < minutes; ++m) aps_.push_back(level_aps * std::exp(0.1 * normal()));
  }

  double normal() {
    const double u = random_.uniform(), v = random_.uniform();
    return std::sqrt(-2 * std::log(1 - u)) * std::cos(2 * std::numbers::pi * v);
  }
  double between(double low, double high) { return low + (high - low) * random_.uniform(); }
  std::int64_t whole(std::int64_t low, std::int64_t high) {
    return low + static_cast<std::int64_t>(random_.below(static_cast<std::uint64_t>(high - low)));
  }

  template <class F>
  load_maker& each(F&& change) {
    for (std::int64_t m = 0; m < minutes; ++m) change(m, at(m));
    return *this;
  }
  load_maker& by_day(double swing) {
    return each([&](std::int64_t m, double& x) {
      x *= 1 + swing * std::sin(2 * std::numbers::pi * (static_cast<double>(m) / day - 0.3));
    });
  }
  void burst(std::int64_t begin, std::int64_t length, double aps) {
    for (auto m = begin; m < begin + length; ++m) {
      if (m >= 0 && m < minutes) at(m) += aps * (1 + 0.05 * normal());
    }
  }
  void bursts_every(std::int64_t begin, std::int64_t end, std::int64_t period, std::int64_t length, double aps,
                    std::int64_t jitter = 0) {
    for (auto m = begin; m < end; m += period) burst(m + (jitter > 0 ? whole(-jitter, jitter + 1) : 0), length, aps);
  }
  double& at(std::int64_t minute) { return aps_[static_cast<std::size_t>(minute)]; }

  backtest::trace done() {
    for (double& x : aps_) x = x < 0 ? 0 : x;
    return {.name = "made", .start = {monday}, .first_row = {monday}, .aps = aps_};
  }

 private:
  rng random_;
  std::vector<double> aps_;
};

backtest::trace odd_period(std::uint64_t seed) {
  load_maker load(seed, 70);
  load.bursts_every(100, minutes, load.whole(340, 900), 14, 1'700);
  return load.done();
}
backtest::trace odd_period_jittered(std::uint64_t seed) {
  load_maker load(seed, 70);
  load.bursts_every(100, minutes, load.whole(400, 1'300), 18, 1'500, 12);
  return load.done();
}
backtest::trace moving_daily(std::uint64_t seed) {
  load_maker load(seed, 60);
  load.bursts_every(300, minutes, day + load.whole(7, 25), 25, 1'600);
  return load.done();
}
backtest::trace two_schedules(std::uint64_t seed) {
  load_maker load(seed, 60);
  load.bursts_every(50, minutes, load.whole(300, 500), 10, 900);
  load.bursts_every(90, minutes, load.whole(700, 1'000), 20, 2'400);
  return load.done();
}
backtest::trace holidays(std::uint64_t seed) {
  load_maker load(seed, 60);
  std::array<bool, days> off{};
  for (int i = 0; i < 5; ++i) off[static_cast<std::size_t>(load.whole(7, days))] = true;
  for (std::int64_t d = 0; d < days; ++d) {
    if (d % 7 < 5 && !off[static_cast<std::size_t>(d)]) load.burst(d * day + 540, 480, 1'100);
  }
  return load.done();
}
backtest::trace launches(std::uint64_t seed) {
  load_maker load(seed, 220);
  load.by_day(0.6);
  for (const std::int64_t d : {9, 16, 23, 30}) {
    const auto begin = d * day + load.whole(0, day);
    load.each([&](std::int64_t m, double& x) {
      if (m >= begin) x = 1.25 * x + 2'400 * std::exp(-static_cast<double>(m - begin) / 90);
    });
  }
  return load.done();
}
backtest::trace growth(std::uint64_t seed) {
  load_maker load(seed, 90);
  load.by_day(0.6).each([](std::int64_t m, double& x) { x *= std::exp(2.6 * static_cast<double>(m) / minutes); });
  load.bursts_every(620, minutes, day, 15, 900);
  return load.done();
}
backtest::trace schedule_break(std::uint64_t seed) {
  load_maker load(seed, 60);
  load.bursts_every(load.whole(0, day), minutes / 2, day, 20, 1'500);
  load.bursts_every(minutes / 2 + load.whole(0, day), minutes, day / 2, 15, 1'300);
  return load.done();
}
backtest::trace outages_with_catch_up(std::uint64_t seed) {
  load_maker load(seed, 320);
  load.by_day(0.6);
  for (int i = 0; i < 10; ++i) {
    const auto begin = load.whole(3 * day, minutes - 200);
    for (auto m = begin; m < begin + 60; ++m) load.at(m) = 0;
    for (auto m = begin + 60; m < begin + 110; ++m) load.at(m) *= 4;
  }
  return load.done();
}
backtest::trace daylight_saving(std::uint64_t seed) {
  load_maker load(seed, 60);
  const auto minute = load.whole(120, 1'200), shifted = load.whole(18, 24);
  for (std::int64_t d = 0; d < days; ++d) load.burst(d * day + minute - (d >= shifted ? 60 : 0), 25, 1'600);
  return load.done();
}
backtest::trace gaps(std::uint64_t seed) {
  load_maker load(seed, 60);
  load.bursts_every(load.whole(0, day), minutes, day, 30, 1'400);
  for (int i = 0; i < 60; ++i) {
    const auto begin = load.whole(0, minutes - 300), end = begin + load.whole(5, 250);
    for (auto m = begin; m < end; ++m) load.at(m) = std::numeric_limits<double>::quiet_NaN();
  }
  return load.done();
}
backtest::trace plateau_at_the_limit(std::uint64_t seed) {
  load_maker load(seed, 60);
  for (std::int64_t d = 0; d < days; ++d) {
    const auto begin = d * day + load.whole(500, 560);
    for (auto m = begin; m < begin + 300; ++m) load.at(m) = 1'000 + 8 * load.normal();
  }
  return load.done();
}
backtest::trace adversary_of_break_even(std::uint64_t seed) {
  load_maker load(seed, 60);
  for (std::int64_t h = 0; h < minutes; h += 60) {
    if (load.between(0, 1) < 0.2) load.burst(h + load.whole(3, 52), 6, 1'500);
  }
  return load.done();
}
backtest::trace surprises(std::uint64_t seed) {
  load_maker load(seed, 60);
  for (int i = 0; i < 90; ++i) load.burst(load.whole(0, minutes), load.whole(3, 30), load.between(700, 2'600));
  return load.done();
}
backtest::trace hourly_job(std::uint64_t seed) {
  load_maker load(seed, 60);
  load.bursts_every(load.whole(0, 60), minutes, 60, 4, load.between(700, 1'300));
  return load.done();
}
backtest::trace weekday_job(std::uint64_t seed) {
  load_maker load(seed, 60);
  const auto minute = load.whole(120, 1'200);
  for (std::int64_t d = 0; d < days; ++d) {
    if (d % 7 < 5) load.burst(d * day + minute + load.whole(-3, 4), 40, 1'400);
  }
  return load.done();
}
backtest::trace weekly_job(std::uint64_t seed) {
  load_maker load(seed, 60);
  load.bursts_every(load.whole(0, 7 * day), minutes, 7 * day, 120, 1'800);
  return load.done();
}
backtest::trace chained_bursts(std::uint64_t seed) {
  load_maker load(seed, 60);
  for (int i = 0; i < 70; ++i) {
    const auto begin = load.whole(0, minutes);
    load.burst(begin, 10, 1'500);
    load.burst(begin + 40, 10, 1'500);
  }
  return load.done();
}
backtest::trace flash_crowds(std::uint64_t seed) {
  load_maker load(seed, 250);
  load.by_day(0.6);
  for (int i = 0; i < 35; ++i) {
    const auto begin = load.whole(0, minutes - 400);
    const double height = load.between(500, 4'000), fade = load.between(10, 90);
    for (std::int64_t m = 0; m < 400; ++m) load.at(begin + m) += height * std::exp(-static_cast<double>(m) / fade);
  }
  return load.done();
}
backtest::trace calm(std::uint64_t seed) {
  load_maker load(seed, 150);
  load.by_day(0.6);
  return load.done();
}

constexpr std::array<load_family, 20> all{{{"odd period", &odd_period},
                                           {"odd period, jittered", &odd_period_jittered},
                                           {"moving through the day", &moving_daily},
                                           {"two schedules", &two_schedules},
                                           {"holidays", &holidays},
                                           {"launches", &launches},
                                           {"growth", &growth},
                                           {"schedule that breaks", &schedule_break},
                                           {"outages, catching up", &outages_with_catch_up},
                                           {"daylight saving", &daylight_saving},
                                           {"gaps", &gaps},
                                           {"plateau at the limit", &plateau_at_the_limit},
                                           {"adversary of break-even", &adversary_of_break_even},
                                           {"surprises", &surprises},
                                           {"hourly", &hourly_job},
                                           {"weekdays", &weekday_job},
                                           {"weekly", &weekly_job},
                                           {"bursts in pairs", &chained_bursts},
                                           {"flash crowds", &flash_crowds},
                                           {"calm", &calm}}};

}  // namespace

std::span<const load_family> load_families() { return all; }

}  // namespace headroom::bench
