#include "sim/load.h"

#include <gtest/gtest.h>

#include "sim/load_window.h"
#include "sim/tests/a_cloud.h"

#include "headroom/cost/envelope.h"

namespace headroom::sim {
namespace {

constexpr std::int64_t day = 1440;

// Actions per second in that minute, for a load without noise.
double aps(load_source source, std::vector<load_modifier> modifiers, utc_minute m) {
  const load l{.sources = {std::move(source)}, .modifiers = std::move(modifiers), .noise = {0, 0}, .seed = 7};
  return static_cast<double>(actions_in(l, m)) / 60;
}

TEST(load, follows_the_day) {
  const daily_source daily{.low_aps = 100, .high_aps = 300, .peak_hour = 14};
  EXPECT_DOUBLE_EQ(aps(daily, {}, moment("2026-01-07T14:00:00Z")), 300);
  EXPECT_DOUBLE_EQ(aps(daily, {}, moment("2026-01-07T02:00:00Z")), 100);
  EXPECT_DOUBLE_EQ(aps(daily, {}, moment("2026-01-07T08:00:00Z")), 200);
}

TEST(load, rests_on_saturday_and_sunday) {
  const std::vector<load_modifier> weekly{weekly_modifier{.weekend = 0.25}};
  for (const auto& [date, expected] : std::vector<std::pair<std::string, double>>{{"2026-01-09T23:59:00Z", 100},
                                                                                  {"2026-01-10T00:00:00Z", 25},
                                                                                  {"2026-01-11T23:59:00Z", 25},
                                                                                  {"2026-01-12T00:00:00Z", 100}}) {
    EXPECT_DOUBLE_EQ(aps(steady_source{100}, weekly, moment(date)), expected) << date;
  }
}

TEST(load, rises_on_days_of_the_month) {
  const std::vector<load_modifier> last{monthly_modifier{.first_day = 31, .last_day = 31, .factor = 3}};
  EXPECT_DOUBLE_EQ(aps(steady_source{10}, last, moment("2026-02-28T12:00:00Z")), 30);  // the last day of February
  EXPECT_DOUBLE_EQ(aps(steady_source{10}, last, moment("2026-02-27T12:00:00Z")), 10);
  EXPECT_DOUBLE_EQ(aps(steady_source{10}, last, moment("2026-01-31T12:00:00Z")), 30);
  EXPECT_DOUBLE_EQ(aps(steady_source{10}, last, moment("2026-01-30T12:00:00Z")), 10);
  const std::vector<load_modifier> first{monthly_modifier{.first_day = 1, .last_day = 2, .factor = 3}};
  EXPECT_DOUBLE_EQ(aps(steady_source{10}, first, moment("2026-02-02T12:00:00Z")), 30);
  EXPECT_DOUBLE_EQ(aps(steady_source{10}, first, moment("2026-02-03T12:00:00Z")), 10);
}

TEST(load, repeats_by_the_clock) {
  const cron_source cron{.aps = 50, .every_minutes = 60, .offset_minutes = 30, .minutes = 5};
  EXPECT_DOUBLE_EQ(aps(cron, {}, moment("2026-01-07T10:29:00Z")), 0);
  EXPECT_DOUBLE_EQ(aps(cron, {}, moment("2026-01-07T10:30:00Z")), 50);
  EXPECT_DOUBLE_EQ(aps(cron, {}, moment("2026-01-07T10:34:00Z")), 50);
  EXPECT_DOUBLE_EQ(aps(cron, {}, moment("2026-01-07T10:35:00Z")), 0);
}

TEST(load, has_as_many_bursts_a_day_as_asked_for) {
  const burst_source bursts{.aps = 1000, .per_day = 4, .minutes = 3};
  int minutes = 0, begins = 0;
  double before = 0;
  for (std::int64_t i = 0; i < 10 * day; ++i) {
    const double now = aps(bursts, {}, moment("2026-01-05T00:00:00Z") + i);
    minutes += now > 0;
    begins += now > 0 && before == 0;
    before = now;
    EXPECT_TRUE(now == 0 || (now >= 500 && now <= 1000)) << now;
  }
  EXPECT_EQ(minutes, 10 * 4 * 3);
  EXPECT_LE(begins, 40);
  EXPECT_GE(begins, 35);  // two slots' bursts may touch
}

TEST(load, launches_rise_and_decay) {
  const utc_minute at = moment("2026-01-07T10:00:00Z");
  const launch_source launch{.at = at, .aps = 800, .rise_minutes = 10, .half_life_minutes = 60};
  EXPECT_DOUBLE_EQ(aps(launch, {}, at - 1), 0);
  EXPECT_DOUBLE_EQ(aps(launch, {}, at + 4), 400);
  EXPECT_DOUBLE_EQ(aps(launch, {}, at + 10), 800);
  EXPECT_DOUBLE_EQ(aps(launch, {}, at + 70), 400);
}

TEST(load, grows_week_by_week_and_steps) {
  const utc_minute from = moment("2026-01-05T00:00:00Z");
  const std::vector<load_modifier> growth{growth_modifier{.from = from, .per_week = 0.5}};
  EXPECT_DOUBLE_EQ(aps(steady_source{40}, growth, from), 40);
  EXPECT_DOUBLE_EQ(aps(steady_source{40}, growth, from + 7 * day), 60);
  EXPECT_DOUBLE_EQ(aps(steady_source{40}, growth, from + 14 * day), 90);
  const std::vector<load_modifier> step{step_modifier{.at = from, .until = from + 60, .factor = 2}};
  EXPECT_DOUBLE_EQ(aps(steady_source{40}, step, from - 1), 40);
  EXPECT_DOUBLE_EQ(aps(steady_source{40}, step, from + 59), 80);
  EXPECT_DOUBLE_EQ(aps(steady_source{40}, step, from + 60), 40);
}

TEST(load, catches_up_after_an_outage_without_losing_work) {
  const utc_minute at = moment("2026-01-07T10:00:00Z");
  const std::vector<load_modifier> outage{outage_modifier{.at = at, .minutes = 30, .catch_up_minutes = 60}};
  double sum = 0;
  for (int i = -10; i < 100; ++i) sum += aps(steady_source{100}, outage, at + i);
  EXPECT_DOUBLE_EQ(sum, 110 * 100);
  EXPECT_DOUBLE_EQ(aps(steady_source{100}, outage, at), 0);
  EXPECT_DOUBLE_EQ(aps(steady_source{100}, outage, at + 30), 150);
  EXPECT_DOUBLE_EQ(aps(steady_source{100}, outage, at + 90), 100);
}

TEST(load, is_the_same_in_any_order_of_asking) {
  const load l{.sources = {daily_source{.low_aps = 10, .high_aps = 500}, burst_source{.aps = 900}}, .seed = 3};
  const utc_minute begin = moment("2026-01-05T00:00:00Z");
  std::vector<std::int64_t> forwards, backwards;
  for (int i = 0; i < 500; ++i) forwards.push_back(actions_in(l, begin + i));
  for (int i = 499; i >= 0; --i) backwards.insert(backwards.begin(), actions_in(l, begin + i));
  EXPECT_EQ(forwards, backwards);
  load other = l;
  other.seed = 4;
  EXPECT_NE(actions_in(other, begin), actions_in(l, begin));
}

TEST(load_window, knows_the_trailing_week_exactly_as_cost_does) {
  const load l{.sources = {daily_source{.low_aps = 100, .high_aps = 900, .sharpness = 3}}, .seed = 5};
  load_window window(l);
  for (const std::int64_t hours : {0, 1, 30}) {
    const utc_hour h = hour_of(moment(wednesday_afternoon)) + hours;
    std::vector<double> minutes;
    for (utc_minute m = start_of(h) - 7 * day; m < start_of(h); m = m + 1) {
      minutes.push_back(static_cast<double>(actions_in(l, m)) / 60);
    }
    const week_stats& stats = window.trailing_week(h);
    EXPECT_DOUBLE_EQ(cost::envelope_of(stats.mean_aps, stats.p90_aps), cost::on_demand_limit_of(minutes));
    EXPECT_GT(stats.p99_aps, stats.p90_aps);
  }
}

TEST(load_window, sums_hours) {
  load_window window(
      {.sources = {cron_source{.aps = 10, .every_minutes = 60, .offset_minutes = 0, .minutes = 6}}, .noise = {0, 0}});
  const utc_hour h = hour_of(moment(wednesday_afternoon));
  EXPECT_EQ(window.hour_actions(h), 10 * 60 * 6);
  EXPECT_DOUBLE_EQ(window.hour_peak_aps(h), 10);
}

}  // namespace
}  // namespace headroom::sim
