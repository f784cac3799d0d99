#include "headroom/backtest/reference.h"

#include <gtest/gtest.h>

#include "headroom/backtest/contender.h"
#include "headroom/backtest/tests/random_trace.h"

// The fast backtest against the slow one, on thousands of random traces. A failure names its seed.
namespace headroom::backtest {
namespace {

void expect_same_card(const score_card& fast, const score_card& slow) {
  const auto near = [](double a, double b) {
    return std::abs(a - b) <= 1e-9 * std::max({1.0, std::abs(a), std::abs(b)});
  };
  EXPECT_EQ(fast.scored_hours, slow.scored_hours);
  EXPECT_EQ(fast.scored_minutes, slow.scored_minutes);
  EXPECT_EQ(fast.requests, slow.requests);
  EXPECT_EQ(fast.throttled_minutes, slow.throttled_minutes);
  EXPECT_PRED2(near, fast.actions, slow.actions);
  EXPECT_PRED2(near, fast.billed_actions, slow.billed_actions);
  EXPECT_PRED2(near, fast.throttled_actions, slow.throttled_actions);
  EXPECT_PRED2(near, fast.optimum_actions, slow.optimum_actions);
  EXPECT_PRED2(near, fast.cost_actions, slow.cost_actions);
}

class reference : public testing::TestWithParam<int> {};

TEST_P(reference, agrees_with_the_fast_backtest_on_random_traces) {
  constexpr std::uint64_t traces_each = 125;
  for (std::uint64_t seed = traces_each * GetParam(); seed < traces_each * (GetParam() + 1); ++seed) {
    const auto [recorded, options] = make_random_case(seed);
    const workload load = prepare_workload(recorded, options);
    const reference_backtest slow(recorded, options);
    for (const auto name : contender_names()) {
      SCOPED_TRACE(testing::Message() << "seed " << seed << ", policy " << name);
      const auto requests = contender::find(name)->requests(load);
      // Our own policy has no second copy; its requests are scored all the same.
      if (name != "headroom") ASSERT_EQ(requests, slow.requests(name));
      const auto card = score(load, requests);
      expect_same_card(card, slow.score(requests));
      EXPECT_GE(card.cost_actions, card.optimum_actions * (1 - 1e-12)) << "hindsight was beaten";
      if (HasFailure()) return;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(seeds, reference, testing::Range(0, 16));

}  // namespace
}  // namespace headroom::backtest
