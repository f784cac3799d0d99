#include "headroom/plan/peer_policies.h"

#include <cmath>
#include <gtest/gtest.h>
#include <vector>

#include "headroom/plan/decaying_histogram.h"
#include "headroom/plan/policy_registry.h"

namespace headroom::plan {
namespace {

constexpr utc_minute monday{29'459'520};  // 2026-01-05T00:00Z

// Shows the loads minute by minute and returns what is asked for after the last.
capacity after(policy& p, const std::vector<double>& loads_aps, capacity target, double on_demand_limit_aps = 500) {
  observation seen{.now = monday - 1, .newest_aps = {}, .on_demand_limit_aps = on_demand_limit_aps};
  for (const double load : loads_aps) {
    seen.now = seen.now + 1;
    seen.newest_aps = std::isnan(load) ? std::nullopt : std::optional(load);
    p.see(seen);
  }
  return p.decide(seen, target);
}

TEST(original_policy, is_asked_at_minutes_divisible_by_its_interval) {
  for (std::size_t minutes = 1; minutes <= 11; ++minutes) {
    const auto p = *make_policy("original");
    const bool asked = (minutes - 1) % 5 == 0;
    EXPECT_EQ(after(*p, std::vector<double>(minutes, 900), on_demand), asked ? provisioned(2) : on_demand) << minutes;
  }
}

TEST(original_policy, rounds_up_to_a_count_on_sale) {
  const auto every = [](double load, capacity target) {
    return after(**make_policy("original:every=1"), {load}, target);
  };
  EXPECT_EQ(every(2100, on_demand), provisioned(6));         // ceil(2100 / 500) = 5, not on sale
  EXPECT_EQ(every(99'999, on_demand), provisioned(12));      // none is enough
  EXPECT_EQ(every(3200, provisioned(8)), provisioned(10));   // 80 % of 8 x 500: one more is 9
  EXPECT_EQ(every(5000, provisioned(12)), provisioned(12));  // one more is not to be had
  EXPECT_EQ(every(640, provisioned(8)), provisioned(8));     // below 700: floor(6.4) + 1 = 7, on sale as 8
  EXPECT_EQ(every(500, provisioned(8)), on_demand);
}

TEST(target_tracking, goes_out_after_two_minutes_above_its_target) {
  const auto fresh = [] { return *make_policy("target-tracking"); };
  EXPECT_EQ(after(*fresh(), {400}, on_demand), on_demand);                     // before the first row there was 0
  EXPECT_EQ(after(*fresh(), {351, 349, 400}, on_demand), on_demand);           // 70 % of 500 is 350
  EXPECT_EQ(after(*fresh(), {351, 351}, on_demand), provisioned(2));           // 351 / 0.7 = 501
  EXPECT_EQ(after(*fresh(), {351, std::nan("")}, on_demand), provisioned(2));  // unknown repeats the last
  EXPECT_EQ(after(*fresh(), {5000, 5000}, on_demand, 6000), on_demand);        // no count allows more than On-Demand
}

TEST(target_tracking, comes_in_after_fifteen_calm_minutes) {
  const auto calm = [](std::size_t minutes) {
    std::vector<double> loads{2000};
    loads.insert(loads.end(), minutes, 400);
    return loads;
  };
  const auto fresh = [] { return *make_policy("target-tracking"); };
  EXPECT_EQ(after(*fresh(), calm(14), provisioned(4)), provisioned(4));
  EXPECT_EQ(after(*fresh(), calm(15), provisioned(4)), provisioned(2));  // 400 / 0.7 = 571
  EXPECT_EQ(after(*fresh(), calm(15), provisioned(4), 600), on_demand);
}

TEST(vpa, takes_the_90th_percentile_and_a_margin) {
  // One bucket: the edge at or above 1,000 is 0.1 x 1.05^189 = 1,012; x 1.15 = 1,164.
  EXPECT_EQ(after(**make_policy("vpa"), std::vector<double>(6, 1000), on_demand), provisioned(3));
  EXPECT_EQ(after(**make_policy("vpa"), std::vector<double>(6, 1000), on_demand, 1170), on_demand);
}

TEST(autopilot_window, holds_the_highest_of_an_hour) {
  std::vector<double> loads{5000};
  loads.resize(60, 100);
  EXPECT_EQ(after(**make_policy("autopilot-window:share=0"), loads, on_demand), provisioned(12));
  loads.push_back(100);
  EXPECT_EQ(after(**make_policy("autopilot-window:share=0"), loads, provisioned(12)), on_demand);
}

TEST(decaying_histogram, halves_its_weights_in_a_half_life) {
  decaying_histogram h(60);
  h.add(10);
  h.age(60);  // 10 weighs a half now
  h.add(1000);
  EXPECT_LT(h.quantile(0.33), 11);  // 0.5 of 1.5
  EXPECT_GT(h.quantile(0.34), 999);
  EXPECT_NEAR(h.quantile(0.34), 1012, 1);  // the bucket's upper edge
  EXPECT_EQ(decaying_histogram(60).quantile(0.9), 0.1);
}

}  // namespace
}  // namespace headroom::plan
