#include "headroom/backtest/replay.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <gtest/gtest.h>

#include "headroom/backtest/contender.h"
#include "headroom/backtest/tests/made_trace.h"
#include "headroom/backtest/tests/random_trace.h"

namespace headroom::backtest {
namespace {

// Writes down what it is shown, and wants what the test says.
class recorder final : public plan::policy {
 public:
  void see(const plan::observation& seen) override { seen_.push_back(seen); }
  capacity decide(const plan::observation& seen, capacity target) override {
    asked_.push_back(seen.now);
    return target == on_demand ? provisioned(2) : on_demand;
  }
  std::vector<plan::observation> seen_;
  std::vector<utc_minute> asked_;
};

TEST(replay, shows_every_minute_once_with_the_row_that_is_lag_minutes_old) {
  const auto t = made_trace(1, [](std::int64_t m) { return m == 7 ? no_row : static_cast<double>(m); });
  const auto load = prepare_workload(t, {.setting = {.lag_minutes = 3}});
  recorder r;
  replay(load, r);
  ASSERT_EQ(r.seen_.size(), t.aps.size());
  EXPECT_EQ(r.seen_[0].now, t.start);
  EXPECT_EQ(r.seen_[2].newest_aps, std::nullopt);
  EXPECT_EQ(r.seen_[3].newest_aps, 0.0);
  EXPECT_EQ(r.seen_[9].newest_aps, 6.0);
  EXPECT_EQ(r.seen_[10].newest_aps, std::nullopt);  // minute 7 has no row
}

TEST(replay, does_not_ask_while_a_request_is_in_progress) {
  const auto load =
      prepare_workload(made_trace(1, [](std::int64_t) { return 1.0; }), {.setting = {.actuation_minutes = 4}});
  recorder r;
  const auto requests = replay(load, r);
  ASSERT_EQ(requests.size(), r.asked_.size());
  for (std::size_t i = 1; i < requests.size(); ++i) EXPECT_EQ(requests[i].minute - requests[i - 1].minute, 4);
}

TEST(replay, of_a_rule_equals_the_replay_of_its_stream) {
  for (std::uint64_t seed = 5000; seed < 5100; ++seed) {
    const auto [recorded, options] = make_random_case(seed);
    const auto load = prepare_workload(recorded, options);
    for (const char* name : {"original", "original:every=1", "original:every=7", "target-tracking",
                             "target-tracking:target=0.4", "target-tracking:target=1.5", "on-demand"}) {
      const auto make = plan::find_policy(name);
      ASSERT_TRUE(make && make->rule() != nullptr) << name;
      ASSERT_EQ(replay(load, *make->rule()), replay(load, *(*make)(options.setting)))
          << "seed " << seed << ", " << name;
    }
  }
}

// Decisions that were made before anything at or after the minute `cut` could be seen: its rows are hidden by the lag,
// and the On-Demand limit of an hour is made of the rows before it.
std::vector<request> decided_before(std::size_t cut, const contender& policy, const trace& t,
                                    const workload_options& options) {
  const auto by_lag = cut + static_cast<std::size_t>(options.setting.lag_minutes);
  const auto by_limit = (cut / 60 + 1) * 60;
  auto requests = policy.requests(prepare_workload(t, options));
  std::erase_if(requests, [&](const request& r) {
    return r.minute >= t.start + static_cast<std::int64_t>(std::min(by_lag, by_limit));
  });
  return requests;
}

// The trace without the rows from the minute `cut` on; with others in their place.
trace shortened(const trace& t, std::size_t cut) {
  trace out = t;
  out.aps.resize((cut + 59) / 60 * 60);
  std::fill(out.aps.begin() + static_cast<std::ptrdiff_t>(cut), out.aps.end(), no_row);
  return out;
}
trace changed(const trace& t, std::size_t cut, rng& random) {
  trace out = t;
  for (std::size_t m = cut; m < out.aps.size(); ++m) out.aps[m] = 20'000 * random.uniform();
  return out;
}

// All that see minute by minute; the week's plan, which is slow in a build without optimisation, has a test of its own.
std::vector<std::string_view> quick_policies() {
  std::vector<std::string_view> out;
  for (const auto name : plan::policy_names()) {
    if (name != "week-plan") out.push_back(name);
  }
  return out;
}

void expect_no_look_ahead(std::span<const std::string_view> policies, const trace& t, const workload_options& options,
                          rng& random) {
  // Not before the first row: it says where the trace begins.
  const auto first = static_cast<std::size_t>(t.first_row - t.start);
  const auto cut = first + 1 + random.below(t.aps.size() - first - 1);
  const trace others = changed(t, cut, random);
  for (const auto name : policies) {
    SCOPED_TRACE(testing::Message() << name << ", cut at minute " << cut);
    const auto policy = contender::find(name);
    const auto whole = decided_before(cut, *policy, t, options);
    EXPECT_EQ(decided_before(cut, *policy, others, options), whole);
    EXPECT_EQ(decided_before(cut, *policy, shortened(t, cut), options), whole);
  }
}

TEST(replay, of_sparse_traces_does_not_depend_on_what_cannot_be_seen_yet) {
  for (std::uint64_t seed = 7000; seed < 7060; ++seed) {
    SCOPED_TRACE(testing::Message() << "seed " << seed);
    const auto [recorded, options] = make_random_case(seed);
    rng random(seed);
    expect_no_look_ahead(quick_policies(), recorded, options, random);
  }
}

TEST(replay, of_loads_with_habits_does_not_depend_on_what_cannot_be_seen_yet) {
  for (std::uint64_t seed = 1; seed <= 12; ++seed) {
    SCOPED_TRACE(testing::Message() << "seed " << seed);
    rng random(seed);
    const auto batch_at = static_cast<std::int64_t>(random.below(1440));
    const auto recorded = made_trace(7 * 24, [&](std::int64_t m) {
      const double day = 1 + 0.5 * std::sin(static_cast<double>(m) * 6.2832 / 1440);
      const bool batch = (m - batch_at + 1440) % 1440 < 12 || (m % 60 < 3 && m / 60 % 4 == 0);
      return 250 * day * (0.9 + 0.2 * random.uniform()) + (batch ? 2800 : 0);
    });
    expect_no_look_ahead(quick_policies(), recorded, {}, random);
  }
}

TEST(replay, of_the_weeks_plan_does_not_depend_on_what_cannot_be_seen_yet) {
  rng random(3);
  const auto recorded = made_trace(
      5 * 24, [&](std::int64_t m) { return 250 * (0.9 + 0.2 * random.uniform()) + (m % 1440 / 60 == 9 ? 2800 : 0); });
  expect_no_look_ahead(std::array<std::string_view, 1>{"week-plan"}, recorded, {}, random);
}

TEST(replay, tests_of_look_ahead_notice_a_policy_that_knows_the_future) {
  const auto hindsight = contender::find("hindsight");
  int noticed = 0;
  for (std::uint64_t seed = 7000; seed < 7020; ++seed) {
    const auto [recorded, options] = make_random_case(seed);
    rng random(seed);
    const std::size_t cut = recorded.aps.size() - 30;
    const auto whole = decided_before(cut, *hindsight, recorded, options);
    noticed += decided_before(cut, *hindsight, changed(recorded, cut, random), options) != whole;
  }
  EXPECT_GT(noticed, 0);
}

TEST(contender, knows_every_policy_of_the_table) {
  for (const auto name : contender_names()) EXPECT_TRUE(contender::find(name)) << name;
  EXPECT_EQ(contender::find("original:every=15")->name(), "original:every=15");
  EXPECT_FALSE(contender::find("peak:every=15"));
  const auto unknown = contender::find("hindsigt");
  ASSERT_FALSE(unknown);
  EXPECT_NE(unknown.error().message.find("did you mean 'hindsight'?"), std::string::npos) << unknown.error().message;
}

}  // namespace
}  // namespace headroom::backtest
