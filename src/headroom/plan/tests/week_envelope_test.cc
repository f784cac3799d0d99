#include "headroom/plan/week_envelope.h"

#include <cmath>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "headroom/base/rng.h"
#include "headroom/cost/envelope.h"

namespace headroom::plan {
namespace {

constexpr utc_hour first{491'232};
constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

std::vector<double> envelopes(const std::vector<double>& past, std::vector<double> means, utc_hour from = first) {
  return coming_envelopes({.end = start_of(first), .aps = past}, from, means);
}

TEST(week_envelope, is_the_documented_rule_in_the_first_hour) {
  // A steady 400 APS: min(4 x 400, 2 x 400) = 800.
  EXPECT_THAT(envelopes(std::vector<double>(10'080, 400), {400}), testing::ElementsAre(800));
  EXPECT_THAT(envelopes(std::vector<double>(10'080, 100), {100}), testing::ElementsAre(500)) << "never below 500";
}

TEST(week_envelope, follows_the_load_that_is_expected) {
  // After a day at 1,000 of a week else at 400, less than a tenth of the minutes is high: 2 x p90 stays 800 until 16.8
  // hours are high, then the mean's four times allow more and 2 x p90 = 2,000 decides between 4 x mean = 4 x 460 =
  // 1,840.
  const auto limits = envelopes(std::vector<double>(10'080, 400), std::vector<double>(18, 1000));
  EXPECT_EQ(limits[0], 800);
  EXPECT_EQ(limits[16], 800);
  EXPECT_NEAR(limits[17], 4 * (400 + 600 * 17.0 / 168), 1e-9);
}

TEST(week_envelope, a_week_that_repeats_itself_keeps_its_limit) {
  std::vector<double> past;
  rng random(7);
  for (int m = 0; m < 10'080; ++m) past.push_back(300 + 700 * random.uniform());
  std::vector<double> means;
  for (std::size_t h = 0; h < 48; ++h) {
    double sum = 0;
    for (std::size_t m = 0; m < 60; ++m) sum += past[h * 60 + m];
    means.push_back(sum / 60);
  }
  for (const double limit : envelopes(past, means)) EXPECT_NEAR(limit, cost::on_demand_limit_of(past), 1e-6);
}

TEST(week_envelope, unknown_minutes_count_neither_way) {
  std::vector<double> past(10'080, unknown);
  for (std::size_t m = 9'000; m < past.size(); ++m) past[m] = 400;
  EXPECT_THAT(envelopes(past, {400, 400}), testing::ElementsAre(800, 800));
}

TEST(week_envelope, minutes_drop_out_also_where_a_plan_begins_later) {
  // Seven days after the last known minute nothing is left of it.
  EXPECT_THAT(envelopes(std::vector<double>(10'080, 400), {10}, first + 168), testing::ElementsAre(500));
}

TEST(week_envelope, agrees_with_the_definition_worked_from_scratch) {
  rng random(11);
  std::vector<double> past;
  for (int m = 0; m < 4'000; ++m) past.push_back(random.below(10) == 0 ? unknown : 2'000 * random.uniform());
  std::vector<double> means;
  for (int h = 0; h < 30; ++h) means.push_back(1'000 * random.uniform());
  const auto limits = envelopes(past, means);
  std::vector<double> line = past;  // no hour a week before is known, so that every coming hour is even
  for (std::size_t h = 0; h < means.size(); ++h) {
    EXPECT_NEAR(limits[h], cost::on_demand_limit_of(line), 1e-6);
    line.insert(line.end(), 60, means[h]);
  }
}

}  // namespace
}  // namespace headroom::plan
