#include "headroom/forecast/forecast.h"

#include <algorithm>
#include <cmath>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <limits>

#include "headroom/forecast/tests/made_series.h"

namespace headroom::forecast {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

double mean_miss(std::span<const double> truth, const outlook& o) {
  double sum = 0;
  for (std::size_t h = 0; h < o.mean.size(); ++h) sum += std::abs(truth[h] - o.mean[h]);
  return sum / static_cast<double>(o.mean.size());
}

// What must hold of every outlook, whatever the series.
void expect_sound(const outlook& o, std::size_t horizon, std::size_t levels) {
  ASSERT_EQ(o.mean.size(), horizon);
  ASSERT_EQ(o.quantiles.size(), horizon * levels);
  for (const double v : o.mean) EXPECT_TRUE(std::isfinite(v));
  for (std::size_t i = 0; i < o.quantiles.size(); ++i) {
    EXPECT_TRUE(std::isfinite(o.quantiles[i]));
    if (i % levels > 0) EXPECT_GE(o.quantiles[i], o.quantiles[i - 1]);
  }
}

TEST(foretell, continues_a_day_and_a_week_within_the_noise) {
  const auto all = made_series{.size = 28 * 24 + 48}.values();
  const auto o = foretell(std::span(all).first(28 * 24), {.horizon = 48});
  ASSERT_TRUE(o);
  expect_sound(*o, 48, 8);
  EXPECT_THAT(o->seasons, ElementsAre(24, 168));
  EXPECT_LT(mean_miss(std::span(all).last(48), *o), 4);  // the noise alone makes 2.4
}

TEST(foretell, carries_a_short_line_on) {
  for (const std::size_t size : {5U, 12U, 40U}) {
    std::vector<double> line;
    for (std::size_t t = 0; t < size; ++t) line.push_back(10 * static_cast<double>(t));
    const auto o = foretell(line, {.horizon = 5});
    ASSERT_TRUE(o);
    expect_sound(*o, 5, 8);
    for (std::size_t h = 0; h < 5; ++h) {
      EXPECT_NEAR(o->mean[h], 10 * static_cast<double>(size + h), 0.15 * line.back()) << size << " values, step " << h;
      EXPECT_GE(o->mean[h], o->quantiles[h * 8]) << size << " values, step " << h;
      EXPECT_LE(o->mean[h], o->quantiles[h * 8 + 7]) << size << " values, step " << h;
    }
  }
}

TEST(foretell, is_unsure_with_just_two_seasons_too) {
  for (const std::size_t size : {336U, 337U, 350U, 383U}) {
    const auto o = foretell(made_series{.size = size}.values(), {.horizon = 48});
    ASSERT_TRUE(o);
    EXPECT_THAT(o->seasons, ElementsAre(24, 168)) << size;
    EXPECT_GT(o->rehearsals, 3U) << size;
    for (std::size_t h = 0; h < 48; ++h) EXPECT_LT(o->quantiles[h * 8], o->quantiles[h * 8 + 7]) << size;
  }
}

TEST(foretell, covers_as_often_as_its_levels_say) {
  int below_90 = 0;
  int all_steps = 0;
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    const auto all = made_series{.size = 28 * 24 + 48, .seed = seed}.values();
    const auto o = foretell(std::span(all).first(28 * 24), {.horizon = 48, .levels = {0.9}});
    ASSERT_TRUE(o);
    for (std::size_t h = 0; h < 48; ++h, ++all_steps) below_90 += all[28 * 24 + h] <= o->quantiles[h] ? 1 : 0;
  }
  EXPECT_NEAR(static_cast<double>(below_90) / all_steps, 0.9, 0.05);
}

TEST(foretell, is_not_led_astray_by_a_spike_or_an_outage) {
  auto all = made_series{.size = 28 * 24 + 48}.values();
  auto spoilt = all;
  spoilt[28 * 24 - 5] *= 30;
  for (std::size_t t = 300; t < 306; ++t) spoilt[t] = 0;
  const auto o = foretell(std::span(spoilt).first(28 * 24), {.horizon = 48});
  ASSERT_TRUE(o);
  EXPECT_LT(mean_miss(std::span(all).last(48), *o), 6);
}

TEST(foretell, follows_a_level_that_has_shifted) {
  auto all = made_series{.size = 28 * 24 + 48}.values();
  for (std::size_t t = 20 * 24; t < all.size(); ++t) all[t] += 80;
  const auto o = foretell(std::span(all).first(28 * 24), {.horizon = 48});
  ASSERT_TRUE(o);
  EXPECT_LT(mean_miss(std::span(all).last(48), *o), 15);
}

TEST(foretell, takes_unknown_values_as_unknown_not_as_zero) {
  const auto all = made_series{.size = 28 * 24 + 48}.values();
  auto holes = all;
  for (std::size_t t = 5; t < holes.size(); t += 7) holes[t] = unknown;
  const auto o = foretell(std::span(holes).first(28 * 24), {.horizon = 48});
  ASSERT_TRUE(o);
  EXPECT_LT(mean_miss(std::span(all).last(48), *o), 6);
}

TEST(foretell, uses_the_seasons_that_are_given_and_leaves_out_those_too_long) {
  const auto all = made_series{.size = 200}.values();
  const auto given = foretell(all, {.horizon = 5, .seasons = {{168, 24}}});
  ASSERT_TRUE(given);
  EXPECT_THAT(given->seasons, ElementsAre(24));
  const auto none = foretell(all, {.horizon = 5, .seasons = std::vector<std::size_t>{}});
  ASSERT_TRUE(none);
  EXPECT_THAT(none->seasons, IsEmpty());
}

TEST(foretell, is_never_negative_where_the_series_never_was) {
  const auto all = made_series{.level = 5, .day = 5, .noise = 6}.values();
  std::vector<double> positive;
  for (const double v : all) positive.push_back(std::max(0.0, v));
  const auto o = foretell(positive, {.horizon = 60});
  ASSERT_TRUE(o);
  EXPECT_GE(*std::ranges::min_element(o->quantiles), 0);
  EXPECT_GE(*std::ranges::min_element(o->mean), 0);
  const auto negative = foretell(all, {.horizon = 60});
  ASSERT_TRUE(negative);
  EXPECT_LT(*std::ranges::min_element(negative->quantiles), 0);
}

TEST(foretell, says_something_sound_about_any_series_however_short_or_odd) {
  const std::vector<std::vector<double>> odd{{7},
                                             {0, 0},
                                             {1, 2, 3},
                                             {unknown, 4, unknown},
                                             {5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5},
                                             std::vector<double>(400, 0.0),
                                             {1e100, -1e100, 1e100, 1e-100, 0, 1, 1e100, 3},
                                             {1e-310, 2e-310, 1e-310, 3e-310, 1e-310}};
  for (const auto& series : odd) {
    for (const std::size_t horizon : {std::size_t{1}, std::size_t{30}}) {
      const auto o = foretell(series, {.horizon = horizon});
      ASSERT_TRUE(o);
      expect_sound(*o, horizon, 8);
    }
  }
}

TEST(foretell, refuses_what_cannot_be_foretold) {
  EXPECT_EQ(foretell(std::vector{unknown, unknown}, {}).error().code, error_code::failed_precondition);
  EXPECT_EQ(foretell(std::vector<double>{}, {}).error().code, error_code::failed_precondition);
  EXPECT_EQ(foretell(std::vector{1.0}, {.horizon = 0}).error().code, error_code::invalid_argument);
  EXPECT_EQ(foretell(std::vector{1.0}, {.seasons = {{1}}}).error().code, error_code::invalid_argument);
  EXPECT_EQ(foretell(std::vector{1.0}, {.levels = {0.9, 0.5}}).error().code, error_code::invalid_argument);
}

}  // namespace
}  // namespace headroom::forecast
