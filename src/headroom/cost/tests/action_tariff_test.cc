#include "headroom/cost/action_tariff.h"

#include <gtest/gtest.h>

#include "headroom/base/rng.h"
#include "headroom/cost/hour_bill.h"
#include "headroom/cost/price_book.h"

namespace headroom::cost {
namespace {

constexpr std::int64_t million = 1'000'000;

constexpr usd_micros dollars(double amount) { return usd_micros(static_cast<std::int64_t>(amount * 1e6)); }

action_tariff list_without_allowance() {
  const auto plan = list_prices().editions.back().plan("business").value();
  return action_tariff::make(0, plan.actions.tiers()).value();
}

TEST(action_tariff, adds_each_tier_up_as_on_the_price_page) {
  struct row {
    std::int64_t actions;
    double usd;
  };
  for (const row& r : {
           row{0, 0},
           row{1, 0.00005},
           row{5 * million, 250},
           row{10 * million, 475},             // 250 + 5 x 45
           row{11'250'000, 525},               // the page's own example: 250 + 225 + 50
           row{20 * million, 875},             // + 10 x 40
           row{50 * million, 1'925},           // + 30 x 35
           row{100 * million, 3'425},          // + 50 x 30
           row{200 * million, 5'925},          // + 100 x 25
           row{300 * million, 5'925 + 2'500},  // the last price goes on
           row{-5, 0},
       }) {
    EXPECT_EQ(list_without_allowance().cost(r.actions), dollars(r.usd)) << r.actions;
  }
}

TEST(action_tariff, charges_nothing_for_what_the_plan_includes) {
  const auto business = list_prices().editions.back().plan("business").value();
  EXPECT_EQ(business.actions.cost(2'500'000), dollars(0));
  EXPECT_EQ(business.actions.cost(2'500'000 + 11'250'000), dollars(525));
  EXPECT_EQ(business.actions.marginal_per_million(2'499'999), dollars(0));
  EXPECT_EQ(business.actions.marginal_per_million(2'500'000), dollars(50));
}

TEST(action_tariff, is_flat_on_the_developer_plan) {
  const auto developer = list_prices().editions.back().plan("developer").value();
  EXPECT_EQ(developer.actions.cost(10'000), dollars(0.5)) << "the page's own example";
  EXPECT_EQ(developer.actions.cost(1'000 * million), dollars(50'000));
  EXPECT_FALSE(developer.actions.beyond_list(1'000 * million));
}

TEST(action_tariff, prices_an_idle_tru_hour_by_the_volume_of_the_account) {
  const auto tariff = list_without_allowance();
  const auto idle = static_cast<std::int64_t>(hour_floor_actions(2));
  EXPECT_EQ(idle, 360'000);
  EXPECT_EQ(tariff.cost_of_more(0, idle), dollars(18)) << "first tier";
  EXPECT_EQ(tariff.cost_of_more(150 * million, idle), dollars(9)) << "last tier";
  const auto twelve_idle = static_cast<std::int64_t>(hour_floor_actions(12));
  EXPECT_EQ(tariff.cost_of_more(0, twelve_idle), dollars(198));
  EXPECT_EQ(tariff.cost_of_more(150 * million, twelve_idle), dollars(99));
}

TEST(action_tariff, knows_the_price_of_the_next_million_at_each_bound) {
  const auto tariff = list_without_allowance();
  struct row {
    std::int64_t volume;
    double usd;
  };
  for (const row& r :
       {row{0, 50}, row{5 * million - 1, 50}, row{5 * million, 45}, row{10 * million, 40}, row{20 * million, 35},
        row{50 * million, 30}, row{100 * million, 25}, row{10'000 * million, 25}}) {
    EXPECT_EQ(tariff.marginal_per_million(r.volume), dollars(r.usd)) << r.volume;
  }
  EXPECT_FALSE(tariff.beyond_list(200 * million));
  EXPECT_TRUE(tariff.beyond_list(200 * million + 1));
}

TEST(action_tariff, rounds_once_to_the_nearest_micro_dollar) {
  const auto tariff = action_tariff::make(0, {{.per_million = usd_micros(23'250'000)}}).value();
  EXPECT_EQ(tariff.cost(1), usd_micros(23)) << "23.25 micro-dollars";
  EXPECT_EQ(tariff.cost(2), usd_micros(47)) << "46.5";
  EXPECT_EQ(tariff.cost(4), usd_micros(93));
}

TEST(action_tariff, stays_within_its_integers_at_absurd_volumes) {
  const auto tariff =
      action_tariff::make(0, {{.per_million = usd_micros(action_tariff::most_micros_per_million)}}).value();
  const auto most = tariff.cost(std::numeric_limits<std::int64_t>::max());
  EXPECT_EQ(most, tariff.cost(action_tariff::most_actions));
  EXPECT_EQ(usd(most), 1e12);
  EXPECT_EQ(tariff.cost_of_more(action_tariff::most_actions, action_tariff::most_actions), dollars(0));
}

TEST(action_tariff, more_actions_never_cost_less_and_parts_add_up) {
  const auto tariff = list_without_allowance();
  rng random(20261124);
  for (int i = 0; i < 2'000; ++i) {
    const auto a = static_cast<std::int64_t>(random.below(300 * million));
    const auto b = static_cast<std::int64_t>(random.below(300 * million));
    EXPECT_LE(tariff.cost(a), tariff.cost(a + b));
    EXPECT_EQ(tariff.cost(a) + tariff.cost_of_more(a, b), tariff.cost(a + b)) << a << " and " << b;
  }
}

TEST(action_tariff, refuses_tiers_that_make_no_sense) {
  using tiers = std::vector<price_tier>;
  const auto price = usd_micros(50'000'000);
  struct row {
    tiers given;
    std::string_view says;
  };
  for (const row& r : {
           row{{}, "no price tier"},
           row{{{.per_million = price}, {.per_million = price}}, "tier 1 has no upper bound"},
           row{{{5 * million, price}, {5 * million, price}}, "tier 2 ends at 5000000"},
           row{{{0, price}}, "tier 1 ends at 0"},
           row{{{.per_million = usd_micros(-1)}}, "tier 1 costs"},
           row{{{.per_million = usd_micros(1'000'000'001)}}, "expected $0 to $1000"},
       }) {
    const auto made = action_tariff::make(0, r.given);
    ASSERT_FALSE(made) << r.says;
    EXPECT_NE(made.error().message.find(r.says), std::string::npos) << made.error().message;
  }
  EXPECT_FALSE(action_tariff::make(-1, {{.per_million = price}}));
}

}  // namespace
}  // namespace headroom::cost
