#include "headroom/report/plan_commands.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "plan_sample.h"

#include "headroom/plan/week_decision.h"
#include "headroom/report/plan_documents.h"
#include "headroom/report/plan_json.h"
#include "headroom/report/plan_picture.h"
#include "headroom/report/plan_text.h"

namespace headroom::report {
namespace {

using testing::HasSubstr;

plan_report sample_report(const std::string& id = "orders.a1b2c") {
  auto in = sample_week();
  in.id = namespace_id(id);
  return {.price_note = "list prices of 2026-09-17, plan business",
          .plans = {*plan::decide_week(in)},
          .unplanned = {{.id = namespace_id("new.a1b2c"), .reason = "not enough data: wait"}}};
}

TEST(plan_commands, come_before_the_turn_of_the_hour_in_order_of_time) {
  const std::string text = plan_commands(sample_report(), command_style::temporal_cloud);
  const auto raise = text.find("# at 2026-01-15T07:58:00Z, for 4 TRUs from 2026-01-15T08:00:00Z on\n");
  const auto lower = text.find("# at 2026-01-15T17:58:00Z, for On-Demand from 2026-01-15T18:00:00Z on\n");
  ASSERT_NE(raise, std::string::npos) << text;
  ASSERT_NE(lower, std::string::npos) << text;
  EXPECT_LT(raise, lower);
  EXPECT_THAT(text, HasSubstr("\ntemporal cloud namespace capacity update -n orders.a1b2c --capacity-mode provisioned "
                              "--capacity-value 4\n"));
  EXPECT_THAT(text,
              HasSubstr("\ntemporal cloud namespace capacity update -n orders.a1b2c --capacity-mode on_demand\n"));
  EXPECT_THAT(text, HasSubstr("# new.a1b2c: no plan: not enough data: wait\n"));
}

TEST(plan_commands, tcld_and_terraform_have_their_own_words) {
  EXPECT_THAT(plan_commands(sample_report(), command_style::tcld),
              HasSubstr("\ntcld namespace capacity update --namespace orders.a1b2c --capacity-mode provisioned "
                        "--capacity-value 4\n"));
  const std::string hcl = plan_commands(sample_report(), command_style::terraform);
  EXPECT_THAT(hcl, HasSubstr("resource \"temporalcloud_namespace\" \"orders\" {\n  name     = \"orders\""));
  EXPECT_THAT(hcl, HasSubstr("  capacity = { mode = \"on_demand\" }  # from 2026-01-15T00:00:00Z\n"));
  EXPECT_THAT(hcl, HasSubstr("  # apply at 2026-01-15T07:58:00Z: capacity = { mode = \"provisioned\", value = 4 }\n"));
}

TEST(plan_commands, names_cannot_break_out_of_what_is_pasted) {
  const auto report = sample_report("a'b; rm -rf ~\n${x}");
  for (const auto style : {command_style::temporal_cloud, command_style::tcld, command_style::terraform}) {
    const std::string text = plan_commands(report, style);
    EXPECT_EQ(text.find("\n${x}"), std::string::npos) << "a line feed in a comment ends it: " << text;
    EXPECT_EQ(text.find("b; rm -rf ~\n#"), std::string::npos);
  }
  EXPECT_THAT(plan_commands(report, command_style::tcld), HasSubstr("'a'\\''b; rm -rf ~"));
}

TEST(plan_documents, every_hour_is_a_row_of_the_csv) {
  const std::string csv = plan_csv(sample_report());
  EXPECT_EQ(std::ranges::count(csv, '\n'), 1 + 30 + 1);
  EXPECT_THAT(
      csv, HasSubstr("\r\norders.a1b2c,2026-01-15T08:00:00Z,provisioned,4,2000,500,400,1800,1800,1800,actions,0.9,"));
  EXPECT_THAT(csv, HasSubstr("\r\nnew.a1b2c,,,,,,,,,,,,,,,,unknown,not enough data: wait\r\n"));
}

TEST(plan_documents, names_are_text_in_markdown_and_html) {
  const auto report = sample_report("<b>|x");
  EXPECT_THAT(plan_markdown(report), HasSubstr("## \\<b\\>\\|x\n"));
  EXPECT_THAT(plan_html(report), HasSubstr("<h2>&lt;b&gt;|x</h2>"));
  EXPECT_EQ(plan_html(report).find("<b>"), std::string::npos);
}

TEST(plan_json, unknown_capacity_is_null_and_money_is_in_cents) {
  auto in = sample_week();
  in.current = std::nullopt;
  const auto value = to_json(*plan::decide_week(in));
  EXPECT_EQ(value["current_capacity_mode"], "unknown");
  EXPECT_TRUE(value["current_trus"].is_null());
  EXPECT_EQ(value["hours"].size(), 30U);
  const double cost = value["options"][0]["cost_usd_per_month"].get<double>();
  EXPECT_NEAR(cost * 100, std::round(cost * 100), 1e-6);
}

TEST(plan_picture, has_two_lines_a_day_and_marks_where_capacities_begin) {
  const auto report = sample_report();
  const std::string picture = plan_picture(report.plans[0], colour_use::off);
  EXPECT_EQ(std::ranges::count(picture, '\n'), 1 + 2 * 2);
  EXPECT_THAT(picture, HasSubstr("OD·············· 4··················OD··········\n"));
  EXPECT_THAT(plan_text(report, colour_use::off), HasSubstr("new.a1b2c\nnot enough data: wait\n"));
}

}  // namespace
}  // namespace headroom::report
