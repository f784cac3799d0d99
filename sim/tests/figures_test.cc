#include "sim/figures.h"

#include <gtest/gtest.h>

#include "sim/tests/a_cloud.h"

namespace headroom::sim {
namespace {

TEST(throttling, is_what_is_above_the_limit) {
  EXPECT_DOUBLE_EQ(throttled_per_s(500, 500, 0, 1), 0);
  EXPECT_DOUBLE_EQ(throttled_per_s(512, 500, 0, 1), 12);
}

TEST(throttling, of_a_burst_happens_below_the_limit_as_the_docs_say) {
  // docs/cloud/service-health: 60,000 actions in one second on a limit of 2,000 reads as 1,000 APS and 967/s throttled.
  EXPECT_NEAR(throttled_per_s(1000, 2000, 1, 1), 966.667, 0.001);
  EXPECT_DOUBLE_EQ(throttled_per_s(1000, 2000, 1, 60), 0);
  // Half of 12,000 actions within 10 seconds is 600 a second on top of 100: 200 above a limit of 500, for 10 seconds.
  EXPECT_NEAR(throttled_per_s(200, 500, 0.5, 10), 200.0 * 10 / 60, 1e-9);
}

TEST(envelope, is_the_example_of_the_docs) {
  // docs/cloud/capacity-modes: mean 200, 90th percentile 500: 800.
  EXPECT_DOUBLE_EQ(envelope_per_s({.mean_aps = 200, .p90_aps = 500}, 1, floor_aps), 800);
  EXPECT_DOUBLE_EQ(envelope_per_s({.mean_aps = 400, .p90_aps = 500}, 1, floor_aps), 1000);
  EXPECT_DOUBLE_EQ(envelope_per_s({.mean_aps = 10, .p90_aps = 20}, 1, floor_aps), 500);
  EXPECT_DOUBLE_EQ(envelope_per_s({.mean_aps = 10, .p90_aps = 20}, 3, floor_rps), 2000);
}

struct limits_case {
  std::string_view toml;
  double action_limit, request_limit, operation_limit, envelope;
};

TEST(figures, hold_the_limits_of_both_modes) {
  // A steady 300 APS: mean and 90th percentile are 300, so the envelope is 2 x 300.
  const std::string steady = R"(load = [{kind = "steady", aps = 300}, {kind = "noise", white = 0, slow = 0}])";
  for (const auto& [keys, actions, requests, operations, envelope] : std::vector<limits_case>{
           {"", 600, 2000, 4000, 600},
           {"requests_per_action = 5", 600, 3000, 4000, 600},
           {"operations_per_action = 10", 600, 2000, 6000, 600},
           {"trus = 4", 2000, 6000, 16000, 600},
           {"support_limit_aps = 2500", 2500, 2000, 4000, 2500},
       }) {
    a_cloud cloud("[[namespace]]\nname = \"a\"\n" + std::string(keys) + "\n" + steady);
    auto& n = cloud.sim.cloud().namespaces().front();
    const minute_figures f = cloud.sim.cloud().figures(n, moment(wednesday_afternoon));
    EXPECT_DOUBLE_EQ(f.actions.count, 300) << keys;
    EXPECT_DOUBLE_EQ(f.actions.limit, actions) << keys;
    EXPECT_DOUBLE_EQ(f.requests.limit, requests) << keys;
    EXPECT_DOUBLE_EQ(f.operations.limit, operations) << keys;
    EXPECT_DOUBLE_EQ(f.actions.envelope, envelope) << keys;
  }
}

TEST(capacity_timeline, gives_the_highest_count_of_an_hour) {
  capacity_timeline t(on_demand);
  const auto ms = [](std::string_view text) { return start_ms(moment(text)); };
  t.set(ms("2026-01-07T10:58:00Z"), provisioned(4));
  t.set(ms("2026-01-07T12:00:00Z"), provisioned(2));
  t.set(ms("2026-01-07T12:30:00Z"), on_demand);
  EXPECT_EQ(t.at(ms("2026-01-07T10:57:00Z")), on_demand);
  EXPECT_EQ(t.at(ms("2026-01-07T10:58:00Z")), provisioned(4));
  const auto highest = [&](std::string_view text) { return t.highest_trus_in(hour_of(moment(text))); };
  EXPECT_EQ(highest("2026-01-07T09:00:00Z"), 0);
  EXPECT_EQ(highest("2026-01-07T10:00:00Z"), 4);  // raised at 10:58: the ending hour pays too
  EXPECT_EQ(highest("2026-01-07T11:00:00Z"), 4);
  EXPECT_EQ(highest("2026-01-07T12:00:00Z"), 2);  // lowered exactly at the turn
  EXPECT_EQ(highest("2026-01-07T13:00:00Z"), 0);
}

}  // namespace
}  // namespace headroom::sim
