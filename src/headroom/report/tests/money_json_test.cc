#include "headroom/report/money_json.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "report_sample.h"

namespace headroom::report {
namespace {

TEST(money_json, reads_back_what_it_wrote_in_cents) {
  auto money = *sample_account().report().money;
  const auto cents = [](usd_micros m) { return usd_micros(std::llround(usd(m) * 100) * 10'000); };
  const auto back = account_money_from(parse_json(to_compact_text(to_json(money)), "money").value());
  ASSERT_TRUE(back) << back.error().message;
  money.cost_per_month = cents(money.cost_per_month);
  money.idle_per_month = cents(money.idle_per_month);
  money.change_per_month = cents(money.change_per_month);
  EXPECT_EQ(*back, money);
}

TEST(money_json, names_what_is_missing_and_survives_what_is_odd) {
  EXPECT_FALSE(account_money_from(json::array()));
  EXPECT_THAT(account_money_from(json::object()).error().message, testing::HasSubstr("cost_usd_per_month"));
  const auto odd = account_money_from(parse_json(R"({"cost_usd_per_month": 1, "idle_usd_per_month": 0,
    "change_usd_per_month": -1, "changes": "many", "namespaces": [], "actions_per_month": 1e300, "later": 1})",
                                                 "m")
                                          .value());
  ASSERT_TRUE(odd);
  EXPECT_EQ(odd->cost_per_month, usd_micros(1'000'000));
  EXPECT_EQ(odd->actions_per_month, 0);
}

}  // namespace
}  // namespace headroom::report
