#include "headroom/backtest/replay.h"

#include <algorithm>
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

// What a decision may not depend on is cut off or replaced; the decisions before must stay.
TEST(replay, decides_the_same_when_all_rows_after_a_minute_minus_lag_are_others) {
  for (std::uint64_t seed = 7000; seed < 7060; ++seed) {
    const auto [recorded, options] = make_random_case(seed);
    rng random(seed);
    // Not before the first row: it says where the trace begins.
    const auto first = static_cast<std::size_t>(recorded.first_row - recorded.start);
    const auto cut = first + 1 + random.below(recorded.aps.size() - first - 1);
    trace shortened = recorded, changed = recorded;
    shortened.aps.resize((cut + 59) / 60 * 60);
    std::fill(shortened.aps.begin() + static_cast<std::ptrdiff_t>(cut), shortened.aps.end(), no_row);
    for (std::size_t m = cut; m < changed.aps.size(); ++m) changed.aps[m] = 20'000 * random.uniform();
    // The On-Demand limit of an hour is made of rows before it, so it may be used at once.
    const utc_minute known_until = recorded.start + static_cast<std::int64_t>(cut / 60 * 60);
    const utc_minute end =
        std::min(known_until + 60, recorded.start + static_cast<std::int64_t>(cut) + options.setting.lag_minutes);
    for (const auto name : plan::policy_names()) {
      const auto contender = contender::find(name);
      const auto before = [&](const trace& t) {
        auto requests = contender->requests(prepare_workload(t, options));
        std::erase_if(requests, [&](const request& r) { return r.minute >= end; });
        return requests;
      };
      const auto whole = before(recorded);
      ASSERT_EQ(before(changed), whole) << "seed " << seed << ", " << name << ", cut at " << cut;
      ASSERT_EQ(before(shortened), whole) << "seed " << seed << ", " << name << ", cut at " << cut;
    }
  }
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
