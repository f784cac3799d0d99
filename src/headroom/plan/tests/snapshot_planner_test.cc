#include "headroom/plan/snapshot_planner.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <limits>

#include "snapshot_sample.h"

#include "headroom/plan/account_money.h"
#include "headroom/plan/original_rule.h"

namespace headroom::plan {
namespace {

using testing::HasSubstr;

usd_micros dollars(double amount) { return usd_micros(std::llround(amount * 1e6)); }

TEST(snapshot_planner, prices_a_month_of_a_lonely_namespace_by_hand) {
  // 20 APS x 3,600 s x 730 h = 52,560,000 actions; 2 TRUs bill 360,000 an hour = 262,800,000. The business plan
  // includes 2,500,000: 50,060,000 cost 1,925 + 0.06 x 30 = $1,926.80; 260,300,000 cost 5,925 + 60.3 x 25 = $7,432.50.
  const auto advice =
      advise(sample{.now = provisioned(2), .count_aps = 20, .limit_aps = 1000, .envelope_aps = 500}.seen());
  EXPECT_EQ(advice.option(on_demand)->cost_per_month, dollars(1'926.80));
  EXPECT_EQ(advice.option(on_demand)->idle_premium_per_month, dollars(0));
  EXPECT_EQ(advice.option(provisioned(2))->cost_per_month, dollars(7'432.50));
  EXPECT_EQ(advice.idle_per_month(), dollars(7'432.50 - 1'926.80));
  EXPECT_EQ(advice.change_per_month(), dollars(1'926.80 - 7'432.50));
}

TEST(snapshot_planner, prices_a_namespace_on_top_of_the_rest_of_its_account) {
  // With 1,000 M actions a month elsewhere every further action costs $25 a million: 52.56 M = $1,314.
  const auto seen = sample{.now = on_demand, .count_aps = 20}.seen();
  const auto planner = planner_with({.account_actions_per_month = 1'052'560'000});
  const auto advice = planner.advise(seen, planner.price_of({.namespaces = {seen}}));
  EXPECT_EQ(advice.option(on_demand)->cost_per_month, dollars(1'314));
}

TEST(snapshot_planner, bills_a_namespace_with_a_replica_twice) {
  auto seen = sample{.now = on_demand, .count_aps = 20}.seen();
  const auto planner = planner_with({.price_plan = "developer"});
  const auto cost = [&] {
    return planner.advise(seen, planner.price_of({.namespaces = {seen}})).option(on_demand)->cost_per_month;
  };
  EXPECT_EQ(cost(), dollars(52.56 * 50));
  seen.standby_aps = 20;
  EXPECT_EQ(cost(), dollars(2 * 52.56 * 50));
}

TEST(snapshot_planner, prices_past_hours_one_by_one) {
  // Half the hours at 200 APS, half idle: 2 TRUs bill (720,000 + 360,000) / 2 an hour, On-Demand 360,000.
  load_history history;
  for (int i = 0; i < 168; ++i) history.mean_aps.push_back(i % 2 ? 200.0 : 0.0);
  history.peak_aps = history.mean_aps;
  const auto seen = sample{.now = provisioned(2), .count_aps = 200, .limit_aps = 1000, .envelope_aps = 500}.seen();
  const auto planner = planner_with({.price_plan = "developer"});
  const auto price = planner.price_of({.namespaces = {seen}}, {{seen.id, history}});
  EXPECT_EQ(price.actions_per_month, 540'000 * 730);
  const auto advice = planner.advise(seen, price, &history);
  EXPECT_EQ(advice.option(provisioned(2))->cost_per_month, dollars(0.54 * 730 * 50));
  EXPECT_EQ(advice.option(on_demand)->cost_per_month, dollars(0.36 * 730 * 50));
}

TEST(snapshot_planner, sums_the_account_exactly_across_price_tiers) {
  const std::vector<namespace_snapshot> all{
      sample{.now = provisioned(2), .count_aps = 0, .limit_aps = 1000, .envelope_aps = 500}.seen("a.x"),
      sample{.now = provisioned(2), .count_aps = 0, .limit_aps = 1000, .envelope_aps = 500}.seen("b.x"),
      sample{.now = on_demand, .count_aps = 10}.seen("c.x"), namespace_snapshot{.id = namespace_id("d.x")}};
  const account_snapshot account{.namespaces = all};
  const auto planner = planner_with();
  const auto price = planner.price_of(account);
  EXPECT_EQ(price.actions_per_month, 2 * 262'800'000 + 26'280'000);
  const auto money = money_of(planner.advise(account), price);
  // 551.88 M less 2.5 M included = 549.38 M: 5,925 + 349.38 x 25 = $14,659.50; without idle TRUs 23.78 M: 875 + 3.78
  // x 35.
  EXPECT_EQ(money.cost_per_month, dollars(14'659.50));
  EXPECT_EQ(money.idle_per_month, dollars(14'659.50 - 1'007.30));
  EXPECT_EQ(money.change_per_month, dollars(1'007.30 - 14'659.50));
  EXPECT_TRUE(money.beyond_list_price);
  EXPECT_EQ(money.count(verdict::overpaying), 2);
  EXPECT_EQ(money.count(verdict::fine), 1);
  EXPECT_EQ(money.count(verdict::unknown), 1);
  EXPECT_EQ(money.changes, 2);
}

TEST(snapshot_planner, advises_no_change_on_what_is_unknown_and_says_why) {
  const auto whole = sample{.now = provisioned(8), .count_aps = 20, .limit_aps = 4000, .envelope_aps = 500}.seen();
  const auto without = [&](auto change) {
    auto seen = whole;
    change(seen);
    return seen;
  };
  const double nan = std::numeric_limits<double>::quiet_NaN();
  struct row {
    namespace_snapshot seen;
    std::string_view says;
  };
  for (const std::string policy : {"headroom", "original"}) {
    for (const row& r : {
             row{without([](auto& s) { s.minute.reset(); }), "no sample"},
             row{without([](auto& s) { s.data = completeness::limited; }), "incomplete"},
             row{without([](auto& s) { s.data = completeness::cut; }), "incomplete"},
             row{without([](auto& s) { s.data = completeness::unknown; }), "completeness is unknown"},
             row{without([](auto& s) { s.current.reset(); }), "capacity mode is unknown"},
             row{without([](auto& s) { s.actions.count_per_s.reset(); }), "its actions are unknown"},
             row{without([](auto& s) { s.actions.limit_per_s.reset(); }), "limit of actions is unknown"},
             row{without([](auto& s) { s.actions.limit_per_s = 0; }), "limit of actions is unknown"},
             row{without([&](auto& s) { s.actions.limit_per_s = nan; }), "limit of actions is unknown"},
             row{without([&](auto& s) { s.actions.count_per_s = -1; }), "limit of actions"},
             row{without([](auto& s) {
                   s.actions.count_per_s.reset();
                   s.faults = {"two series with the same labels"};
                 }),
                 "two series with the same labels"},
         }) {
      const auto advice = advise(r.seen, {.policy = policy});
      EXPECT_FALSE(advice.changes()) << r.says;
      EXPECT_EQ(advice.advised, r.seen.current.value_or(on_demand));
      EXPECT_EQ(advice.state, verdict::unknown) << r.says;
      EXPECT_EQ(advice.trust, confidence::unknown);
      EXPECT_THAT(advice.reason, HasSubstr(std::string(r.says)));
      EXPECT_THAT(advice.brief, HasSubstr("not enough data"));
      EXPECT_EQ(advice.change_per_month(), std::nullopt);
    }
  }
}

TEST(snapshot_planner, answers_exactly_as_the_original_rule_when_asked_to) {
  for (double limit = 400; limit <= 7'000; limit += 130) {
    for (double count = 0; count < 7'000; count += 97.5) {
      const auto seen =
          sample{.now = provisioned(4), .count_aps = count, .limit_aps = limit, .throttled_aps = 50}.seen();
      const auto advice = advise(seen, {.policy = "original", .trus_min = 2, .trus_max = 4});
      const auto expected = original_rule_trus({.limit_aps = limit, .count_aps = count});
      ASSERT_EQ(advice.advised.rung(), expected) << limit << " " << count;
      ASSERT_EQ(advice.policy, "original");
      ASSERT_TRUE(advice.change_per_month());
    }
  }
}

TEST(snapshot_planner, ranks_the_advice_first_and_what_cannot_be_judged_last) {
  const auto advice = advise(sample{.now = provisioned(8), .count_aps = 700, .limit_aps = 4000}.seen());
  ASSERT_EQ(advice.options.size(), 8U);
  EXPECT_EQ(advice.options.front().choice, advice.advised);
  EXPECT_EQ(advice.options.back().choice, on_demand) << "no envelope: nobody knows what it would allow";
  EXPECT_EQ(advice.options.back().risk, throttle_risk::unknown);
  EXPECT_EQ(advice.option(provisioned(2))->risk, throttle_risk::medium) << "70 %";
}

TEST(snapshot_planner, names_the_nearest_policy_plan_and_sensible_bounds) {
  const auto error_of = [](const snapshot_settings& s) {
    return snapshot_planner::make(s, cost::list_prices(), {}).error().message;
  };
  EXPECT_THAT(error_of({.policy = "orignal"}), HasSubstr("'original'"));
  EXPECT_THAT(error_of({.policy = ""}), HasSubstr("headroom"));
  EXPECT_THAT(error_of({.price_plan = "busines"}), HasSubstr("did you mean 'business'"));
  EXPECT_THAT(error_of({.throttle_cost = -1}), HasSubstr("throttle_cost is -1"));
  EXPECT_THAT(error_of({.trus_min = 6, .trus_max = 4}), HasSubstr("TRU bounds 6 to 4"));
}

TEST(snapshot_words, are_plain_sentences) {
  struct row {
    sample s;
    std::string_view sentence, brief;
  };
  for (const row& r : {
           row{{.now = provisioned(4), .count_aps = 1000, .limit_aps = 2000, .throttled_aps = 967, .envelope_aps = 500},
               "Throttled 967 actions/s, though the minute's average is 50 % of its limit of 2,000 APS (bursts hide "
               "inside a minute): 6 TRUs allow 3,000 APS and cost nothing extra at this load.",
               "throttled 967/s; 6 TRUs allow 3,000 APS"},
           row{{.now = on_demand, .count_aps = 410},
               "Uses 82 % of its limit of 500 APS: 3 TRUs allow 1,500 APS and cost nothing extra at this load.",
               "82 % of 500 APS used; 3 TRUs allow 1,500 APS"},
           row{{.now = provisioned(8), .count_aps = 20, .limit_aps = 4000, .envelope_aps = 500},
               "Uses 20 of 4,000 APS and pays $44,926 a month for idle TRUs: On-Demand allows 500 APS, enough for the "
               "minute seen, so check the week's peak first.",
               "idle TRUs; On-Demand allows 500 APS (one minute seen)"},
           row{{.now = on_demand, .count_aps = 5, .throttled_aps = 0.02},
               "Throttled 0.02 actions/s, though the minute's average is 1 % of its limit of 500 APS (bursts hide "
               "inside a minute): too little to pay for, as 2 TRUs add $6,932 a month; spread the bursts, or raise "
               "throttle_cost.",
               "throttled 0.02/s; 2 TRUs add $6,932 a month"},
           row{{.now = on_demand, .count_aps = 60},
               "Uses 12 % of its limit of 500 APS, and On-Demand covers it.",
               "On-Demand covers it"},
           row{{.now = provisioned(4), .count_aps = 900, .limit_aps = 2000, .envelope_aps = 900},
               "Uses 45 % of its limit of 2,000 APS, and the load pays for its 4 TRUs.",
               "its load pays for its TRUs"},
           row{{.now = provisioned(12), .count_aps = 5990, .limit_aps = 6000, .throttled_aps = 40},
               "Throttled 40 actions/s at a limit of 6,000 APS with 12 TRUs, and no more can be had: ask Temporal for "
               "a "
               "higher limit.",
               "throttled 40/s; no more can be had"},
       }) {
    const auto advice = advise(r.s.seen());
    EXPECT_EQ(advice.reason, r.sentence);
    EXPECT_EQ(advice.brief, r.brief);
  }
}

}  // namespace
}  // namespace headroom::plan
