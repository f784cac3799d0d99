#include "headroom/backtest/score.h"

#include <gtest/gtest.h>

#include "headroom/backtest/contender.h"
#include "headroom/backtest/picture.h"
#include "headroom/backtest/tests/made_trace.h"

namespace headroom::backtest {
namespace {

// A quiet week (limit 500), then the load of each minute of the hours that are scored.
workload quiet_then(std::int64_t hours, const std::function<double(std::int64_t)>& load_at,
                    const workload_options& options = {}) {
  return prepare_workload(
      made_trace(hours, [&](std::int64_t t) { return t < week_minutes ? 10.0 : load_at(t - week_minutes); }), options);
}

request at(const workload& load, std::int64_t scored_minute, capacity wanted) {
  return {load.start + week_minutes + scored_minute, wanted};
}

TEST(score, of_on_demand_bills_what_was_used_and_throttles_above_the_envelope) {
  const auto load = quiet_then(1, [](std::int64_t t) { return t < 6 ? 1500.0 : 100.0; });
  const auto card = score(load, {});
  EXPECT_EQ(card.scored_hours, 1);
  EXPECT_EQ(card.scored_minutes, 60);
  EXPECT_DOUBLE_EQ(card.actions, 60 * (6 * 1500 + 54 * 100));
  EXPECT_DOUBLE_EQ(card.billed_actions, card.actions);  // throttled work comes back and is billed
  EXPECT_DOUBLE_EQ(card.throttled_actions, 60 * 6 * 1000);
  EXPECT_EQ(card.throttled_minutes, 6);
  EXPECT_DOUBLE_EQ(card.throttled_minutes_pct(), 10);
  EXPECT_DOUBLE_EQ(card.idle_premium_pct(), 0);
  // Three TRUs would have billed 864,000 at no throttling (used: more than 720,000); two throttle 6 x 60 x 500 at 10
  // each.
  EXPECT_DOUBLE_EQ(card.optimum_actions, 60 * (6 * 1500 + 54 * 100));
  EXPECT_DOUBLE_EQ(card.score(), (864'000 + 10 * 360'000) / 864'000.0);
}

TEST(score, takes_a_request_into_effect_after_the_delay_and_bills_the_highest_count_of_the_hour) {
  const auto load = quiet_then(2, [](std::int64_t) { return 10.0; });
  // In effect 00:02 to 00:59 of the first hour; lowered just in time for the second.
  const auto in_time = score(load, std::vector{at(load, 0, provisioned(4)), at(load, 58, on_demand)});
  EXPECT_DOUBLE_EQ(in_time.billed_actions, 3 * 360'000 + 36'000);
  // A minute later it bills the second hour too.
  const auto late = score(load, std::vector{at(load, 0, provisioned(4)), at(load, 59, on_demand)});
  EXPECT_DOUBLE_EQ(late.billed_actions, 2 * 3 * 360'000);
  EXPECT_EQ(late.requests, 2);
  EXPECT_DOUBLE_EQ(late.changes_per_day(), 24);
}

TEST(score, throttles_above_the_trus_even_where_on_demand_would_allow_more) {
  // A busy week: On-Demand allows 2 x 2,000.
  const auto load = prepare_workload(made_trace(1, [](std::int64_t) { return 2000.0; }), {});
  EXPECT_DOUBLE_EQ(load.hours.back().on_demand_limit_aps, 4000);
  const auto card = score(load, std::vector{request{load.start, provisioned(2)}});
  EXPECT_DOUBLE_EQ(card.throttled_actions, 1000 * 3600);
  EXPECT_EQ(score(load, {}).throttled_minutes, 0);
}

TEST(score, counts_a_missing_minute_as_the_mean_of_its_hour) {
  const auto load = quiet_then(1, [](std::int64_t t) { return t % 2 == 0 ? 600.0 : no_row; });
  const auto card = score(load, {});
  EXPECT_EQ(card.scored_minutes, 30);
  EXPECT_DOUBLE_EQ(card.actions, 600 * 3600);
  EXPECT_DOUBLE_EQ(card.throttled_actions, 100 * 3600);
  EXPECT_EQ(card.throttled_minutes, 30);
}

TEST(score, leaves_out_hours_of_the_first_week_and_those_with_less_than_half_of_their_rows) {
  const auto sparse = quiet_then(2, [](std::int64_t t) { return t % 60 < 29 ? 10.0 : no_row; });
  EXPECT_EQ(score(sparse, {}).scored_hours, 0);
  // The first row is at 00:01: the hour that begins a week after 00:00 is a minute too early.
  auto t = made_trace(2, [](std::int64_t m) { return m == 0 ? no_row : 10.0; });
  t.first_row = t.start + 1;
  EXPECT_EQ(prepare_workload(t, {}).scored_hours, 1);
}

TEST(score, of_hindsight_is_one_and_of_no_other_policy_is_lower) {
  const auto load = quiet_then(48, [](std::int64_t t) { return t % 180 < 20 ? 700.0 + static_cast<double>(t) : 90.0; });
  for (const auto name : contender_names()) {
    const auto card = score(load, contender::find(name)->requests(load));
    EXPECT_GE(card.score(), 1 - 1e-12) << name;
    if (name == "hindsight") EXPECT_NEAR(card.score(), 1, 1e-12);
  }
}

TEST(picture, has_the_highest_load_and_limit_of_each_scored_hour) {
  const auto load = quiet_then(3, [](std::int64_t t) { return t >= 60 && t < 120 ? no_row : static_cast<double>(t); });
  EXPECT_EQ(peaks_of(load).start, load.start + week_minutes);
  EXPECT_EQ(peaks_of(load).peak_aps, (std::vector<std::optional<double>>{59, std::nullopt, 179}));
  const std::vector requests{at(load, 10, provisioned(4)), at(load, 20, provisioned(2)), at(load, 118, on_demand)};
  EXPECT_EQ(limits_of(load, requests).peak_aps, (std::vector<std::optional<double>>{2000, 1000, 500}));
}

TEST(workload, has_the_limit_of_the_seven_days_before_each_clock_hour) {
  const auto load = prepare_workload(made_trace(3, [](std::int64_t t) { return t < 60 ? 5000.0 : 100.0; }), {});
  EXPECT_EQ(load.hours[0].on_demand_limit_aps, 500);           // nothing before
  EXPECT_EQ(load.hours[1].on_demand_limit_aps, 10'000);        // min(4 x 5,000, 2 x 5,000)
  EXPECT_EQ(load.hours[2].on_demand_limit_aps, 10'000);        // mean 2,550, p90 5,000
  EXPECT_DOUBLE_EQ(load.hours[168].on_demand_limit_aps, 500);  // the busy hour is one of 168
}

}  // namespace
}  // namespace headroom::backtest
