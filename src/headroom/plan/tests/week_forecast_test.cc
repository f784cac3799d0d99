#include "headroom/plan/week_forecast.h"

#include <cmath>
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "week_sample.h"

#include "headroom/plan/week_decision.h"

namespace headroom::plan {
namespace {

using testing::HasSubstr;
constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

// About 80 APS by night, 700 from 8 to 18.
std::vector<double> days_of_load(int days) {
  std::vector<double> out;
  rng random(3);
  for (int m = 0; m < days * 1440; ++m) {
    const int hour = m / 60 % 24;
    out.push_back((hour >= 8 && hour < 18 ? 700 : 80) * (0.9 + 0.2 * random.uniform()));
  }
  return out;
}

result<week_case> foretold(const std::vector<double>& minutes, std::optional<utc_hour> first = {}) {
  const utc_minute start = start_of(sample_start);
  const utc_minute end = start + static_cast<std::int64_t>(minutes.size());
  week_case out = sample_case({});
  out.rows.clear();
  auto done =
      foretell_case({.start = start, .rows = {{.kind = limit_kind::actions, .per_second = minutes}}, .events = {}},
                    {.first = first.value_or(hour_of(end + 59))}, out);
  if (!done) return fail(done.error());
  return out;
}

TEST(week_forecast, fills_in_a_week_with_rounded_quantiles) {
  const auto in = foretold(days_of_load(15));
  ASSERT_TRUE(in) << in.error().message;
  EXPECT_EQ(in->hours(), 168U);
  EXPECT_EQ(in->first, sample_start + 15 * 24);
  EXPECT_EQ(in->basis.known_hours, 360);
  EXPECT_EQ(in->basis.history_end, in->first);
  EXPECT_NEAR(in->basis.highest_seen_aps, 770, 1);
  EXPECT_NEAR(in->rows[0].hours[10].peak_per_s[3], 765, 40);
  EXPECT_NEAR(in->rows[0].hours[2].peak_per_s[3], 87, 10);
  for (const auto& hour : in->rows[0].hours) {
    ASSERT_TRUE(hour.on_demand_limit_per_s);
    for (const double v : hour.peak_per_s) ASSERT_EQ(v, std::stod(fmt::format("{:.5g}", v)));
  }
  EXPECT_TRUE(decide_week(*in));
}

TEST(week_forecast, says_what_is_known_and_when_more_can_be_said) {
  const auto none = foretold(std::vector<double>(600, unknown));
  ASSERT_FALSE(none);
  EXPECT_EQ(none.error().code, error_code::failed_precondition);
  EXPECT_THAT(none.error().message, HasSubstr("nothing is known yet"));

  auto an_hour = std::vector<double>(60, 321);
  const auto little = foretold(an_hour);
  ASSERT_FALSE(little);
  EXPECT_THAT(little.error().message, HasSubstr("highest of 60 known minutes is 321 APS"));
  EXPECT_THAT(little.error().message, HasSubstr("after 2026-01-15T04:00:00Z"));
}

TEST(week_forecast, gives_no_advice_when_the_last_week_is_unknown) {
  const auto in = foretold(days_of_load(10), sample_start + 24 * 20);
  ASSERT_TRUE(in) << "ten days old: still foretold, but";
  EXPECT_EQ(decide_week(*in)->trust, confidence::low);
  auto minutes = days_of_load(10);
  minutes.resize(minutes.size() + 8 * 1440, unknown);
  const auto gone = foretold(minutes);
  ASSERT_FALSE(gone);
  EXPECT_THAT(gone.error().message, HasSubstr("no known minute in the last seven days"));
}

TEST(week_forecast, never_takes_a_forecast_without_spread_for_certain) {
  for (const int days : {3, 7, 14, 21}) {
    const auto in = foretold(days_of_load(days));
    ASSERT_TRUE(in) << days;
    for (const auto& hour : in->rows[0].hours) {
      ASSERT_GT(hour.peak_per_s.back(), hour.peak_per_s.front()) << days << " days";
      ASSERT_GT(hour.mean_per_s.back(), hour.mean_per_s.front()) << days << " days";
    }
  }
}

TEST(week_forecast, uses_nothing_from_the_first_hour_on) {
  auto minutes = days_of_load(15);
  const auto before = foretold(minutes);
  minutes.insert(minutes.end(), 5'000, 5'000.0);
  const auto after = foretold(minutes, sample_start + 15 * 24);
  ASSERT_TRUE(before && after);
  EXPECT_EQ(before->rows, after->rows);
  EXPECT_EQ(before->basis, after->basis);
}

TEST(week_forecast, a_limit_without_data_is_left_out) {
  const auto minutes = days_of_load(5);
  const std::vector<double> nothing(minutes.size(), unknown);
  week_case in = sample_case({});
  in.rows.clear();
  ASSERT_TRUE(
      foretell_case({.start = start_of(sample_start),
                     .rows = {{.kind = limit_kind::actions, .per_second = minutes},
                              {.kind = limit_kind::requests, .per_second = nothing},
                              {.kind = limit_kind::operations, .per_second = minutes, .on_demand_limit_per_s = 4000}},
                     .events = {}},
                    {.first = sample_start + 5 * 24, .hours = 24}, in));
  ASSERT_EQ(in.rows.size(), 2U);
  EXPECT_EQ(in.rows[1].kind, limit_kind::operations);
  EXPECT_EQ(in.rows[1].hours[5].on_demand_limit_per_s, 4000);
}

}  // namespace
}  // namespace headroom::plan
