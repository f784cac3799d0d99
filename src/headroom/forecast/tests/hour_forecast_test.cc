#include "headroom/forecast/hour_forecast.h"

#include <algorithm>
#include <cmath>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <limits>

#include "headroom/base/rng.h"

namespace headroom::forecast {
namespace {

using testing::HasSubstr;

constexpr utc_minute monday{29'459'520};  // 2026-01-05T00:00:00Z
constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

// A load with a day in it and noise; minute by minute.
std::vector<double> minutes_of(std::size_t days, std::uint64_t seed = 1) {
  rng random(seed);
  std::vector<double> out;
  for (std::size_t m = 0; m < days * 1440; ++m) {
    const double day = 100 + 50 * std::sin(2 * 3.14159265 * static_cast<double>(m % 1440) / 1440);
    out.push_back(day * (0.9 + 0.2 * random.uniform()));
  }
  return out;
}

TEST(foretell_hours, gives_each_coming_hour_rising_quantiles_of_its_peak_and_total) {
  const auto load = minutes_of(28);
  const auto f = foretell_hours({.start = monday, .per_second = load}, {});
  ASSERT_TRUE(f);
  ASSERT_EQ(f->hours.size(), 168U);
  EXPECT_EQ(f->hours.front().hour, hour_of(monday + 28 * 1440));
  EXPECT_EQ(f->rests_on, basis::weeks);
  EXPECT_EQ(f->known_hours, 28U * 24U);
  for (const auto& h : f->hours) {
    ASSERT_EQ(h.peak_per_second.size(), f->levels.size());
    ASSERT_EQ(h.total.size(), f->levels.size());
    EXPECT_TRUE(std::ranges::is_sorted(h.peak_per_second));
    EXPECT_TRUE(std::ranges::is_sorted(h.total));
    EXPECT_GE(h.total.front(), 0);
  }
  // At 06:00 the wave is at its top, 150 with a tenth of noise.
  EXPECT_NEAR(f->hours[6].peak_per_second[3], 163, 5);
  EXPECT_NEAR(f->hours[6].expected_total, 149.5 * 3600, 5 * 3600);
}

TEST(foretell_hours, begins_at_the_next_turn_of_the_hour_or_where_it_is_told) {
  const auto load = minutes_of(10);
  const std::span late(load.data(), load.size() - 3);  // three minutes are not yet known
  const auto f = foretell_hours({.start = monday, .per_second = late}, {.hours = 2});
  ASSERT_TRUE(f);
  EXPECT_EQ(f->hours.front().hour, hour_of(monday + 10 * 1440));
  const auto later =
      foretell_hours({.start = monday, .per_second = late}, {.hours = 2, .first_hour = hour_of(monday + 11 * 1440)});
  ASSERT_TRUE(later);
  EXPECT_EQ(later->hours.front().hour, hour_of(monday + 11 * 1440));
  const auto past = foretell_hours({.start = monday, .per_second = late}, {.first_hour = hour_of(monday)});
  ASSERT_FALSE(past);
  EXPECT_EQ(past.error().code, error_code::invalid_argument);
  const auto far = foretell_hours({.start = monday, .per_second = late}, {.first_hour = hour_of(monday) + 100'000});
  ASSERT_FALSE(far);
  EXPECT_EQ(far.error().code, error_code::invalid_argument);
}

TEST(foretell_hours, says_how_much_is_missing_when_there_is_not_enough) {
  auto load = minutes_of(1);
  const auto two_hours = foretell_hours({.start = monday, .per_second = std::span(load).first(120)}, {});
  ASSERT_FALSE(two_hours);
  EXPECT_EQ(two_hours.error().code, error_code::failed_precondition);
  EXPECT_THAT(two_hours.error().message, HasSubstr("saw 2 hours"));
  EXPECT_THAT(two_hours.error().message, HasSubstr("wait for 1 more"));
  const auto nothing = foretell_hours({.start = monday, .per_second = {}}, {});
  EXPECT_EQ(nothing.error().code, error_code::failed_precondition);
}

TEST(foretell_hours, is_wider_from_hours_of_data_than_from_weeks) {
  const auto load = minutes_of(28);
  const auto cold = foretell_hours({.start = monday, .per_second = std::span(load).first(6 * 60)}, {.hours = 1});
  ASSERT_TRUE(cold);
  EXPECT_EQ(cold->rests_on, basis::hours);
  const auto& row = cold->hours.front().peak_per_second;
  EXPECT_GT(row[7], 1.5 * row[3]);
}

TEST(foretell_hours, holds_an_hour_with_few_known_minutes_for_unknown) {
  auto load = minutes_of(28);
  for (std::size_t m = 27 * 1440; m < 27 * 1440 + 600; ++m) load[m] = m % 60 < 29 ? 0.0 : unknown;
  const auto f = foretell_hours({.start = monday, .per_second = load}, {.hours = 24});
  ASSERT_TRUE(f);
  EXPECT_EQ(f->known_hours, 28U * 24U - 10U);
  EXPECT_NEAR(f->hours[6].peak_per_second[3], 163, 8);
}

TEST(foretell_hours, learns_an_event_from_its_past_and_keeps_it_out_of_other_hours) {
  auto load = minutes_of(28);
  hour_forecast_options asked{.hours = 24};
  for (const std::int64_t day : {5, 13, 22}) {
    for (std::int64_t m = day * 1440 + 600; m < day * 1440 + 660; ++m) load[static_cast<std::size_t>(m)] *= 4;
    asked.events.push_back({.name = "sale", .start = monday + day * 1440 + 600, .expected_peak_per_second = {}});
  }
  const auto without = foretell_hours({.start = monday, .per_second = load}, asked);
  asked.events.push_back({.name = "sale", .start = monday + 28 * 1440 + 900, .expected_peak_per_second = {}});
  const auto with = foretell_hours({.start = monday, .per_second = load}, asked);
  ASSERT_TRUE(without && with);
  EXPECT_FALSE(without->hours[15].event);
  EXPECT_TRUE(with->hours[15].event);
  EXPECT_NEAR(with->hours[15].peak_per_second[3] / without->hours[15].peak_per_second[3], 4, 0.4);
  EXPECT_EQ(with->hours[10].peak_per_second, without->hours[10].peak_per_second);
}

TEST(foretell_hours, takes_a_known_events_expected_peak_as_a_floor) {
  const auto load = minutes_of(28);
  const known_event launch{
      .name = "launch", .start = monday + 28 * 1440 + 90, .length_minutes = 60, .expected_peak_per_second = 900.0};
  const auto f = foretell_hours({.start = monday, .per_second = load}, {.hours = 5, .events = {launch}});
  ASSERT_TRUE(f);
  EXPECT_LT(f->hours[0].peak_per_second.back(), 900);
  EXPECT_GE(f->hours[1].peak_per_second.front(), 900);
  EXPECT_GE(f->hours[2].peak_per_second.front(), 900);
  EXPECT_LT(f->hours[3].peak_per_second.back(), 900);
}

}  // namespace
}  // namespace headroom::forecast
