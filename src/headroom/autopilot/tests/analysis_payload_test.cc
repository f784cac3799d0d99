#include "headroom/autopilot/analysis_payload.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace headroom::autopilot {
namespace {

account_analysis analysis_of(int count) {
  account_analysis out{.account = {},
                       .advice = {},
                       .price = {.tariff = cost::list_prices().editions.back().plan()->actions},
                       .policy = "headroom",
                       .price_note = {}};
  out.account.left_out.push_back({namespace_id("gone.a1b2c"), "being deleted"});
  out.account.warnings.emplace_back("a warning");
  for (int i = 0; i < count; ++i) {
    recommendation advice;
    advice.seen.id = namespace_id(fmt::format("namespace-{:05}.a1b2c", i));
    advice.seen.actions.limit_per_s = 500;
    advice.seen.actions.count_per_s = 123.456;
    advice.seen.current = on_demand;
    advice.advised = i == 0 ? provisioned(2) : on_demand;
    advice.state = i == 0 ? verdict::throttled : verdict::fine;
    advice.brief = "well within its limit; nothing to do";
    advice.trust = confidence::high;
    out.advice.push_back(std::move(advice));
  }
  return out;
}

TEST(analysis_payload, a_client_reads_back_the_rows) {
  const auto found = analysis_of(3);
  const auto text = write_analysis(found, report_wish::rows_only);
  ASSERT_TRUE(text);
  const auto value = json::parse(*text);
  ASSERT_TRUE(value.is_array());
  const auto read = read_analysis(value);
  ASSERT_TRUE(read) << read.error().message;
  ASSERT_EQ(read->recommendations.size(), 3u);
  EXPECT_EQ(read->recommendations[0].id.value(), "namespace-00000.a1b2c");
  EXPECT_EQ(read->recommendations[0].recommended_trus, 2);
  EXPECT_EQ(read->recommendations[0].reason, found.advice[0].brief);
}

TEST(analysis_payload, with_a_report_left_out_namespaces_are_named) {
  const auto text = write_analysis(analysis_of(1), report_wish::with_report);
  ASSERT_TRUE(text);
  const auto read = read_analysis(json::parse(*text));
  ASSERT_TRUE(read) << read.error().message;
  ASSERT_EQ(read->left_out.size(), 1u);
  EXPECT_EQ(read->left_out[0].id.value(), "gone.a1b2c");
  EXPECT_EQ(read->warnings, std::vector<std::string>{"a warning"});
  EXPECT_EQ(report_of(*read).left_out, read->left_out);
  ASSERT_TRUE(report_of(*read).money) << "the account's money line travels too";
  EXPECT_EQ(report_of(*read).money->count(verdict::throttled), 1);
}

TEST(analysis_payload, too_large_a_result_loses_our_fields_before_any_row) {
  const auto found = analysis_of(200);
  const auto whole = write_analysis(found, report_wish::rows_only);
  ASSERT_TRUE(whole);
  const auto smaller = write_analysis(found, report_wish::rows_only, whole->size() - 1);
  ASSERT_TRUE(smaller);
  const auto rows = json::parse(*smaller);
  ASSERT_EQ(rows.size(), 200u);
  EXPECT_TRUE(rows[0].contains("reason")) << "the namespace that needs something keeps its reason";
  EXPECT_FALSE(rows[1].contains("reason"));
  const auto bare = write_analysis(found, report_wish::rows_only, smaller->size() - 1);
  ASSERT_TRUE(bare);
  EXPECT_FALSE(json::parse(*bare)[0].contains("reason"));
  EXPECT_TRUE(read_analysis(json::parse(*bare)));
}

TEST(analysis_payload, what_cannot_fit_fails_and_says_how_to_ask_for_less) {
  const auto text = write_analysis(analysis_of(100), report_wish::rows_only, 1000);
  ASSERT_FALSE(text);
  EXPECT_EQ(text.error().code, error_code::out_of_range);
  EXPECT_NE(text.error().message.find("100 namespaces"), std::string::npos);
}

TEST(analysis_payload, ten_thousand_namespaces_fit) {
  EXPECT_TRUE(write_analysis(analysis_of(10'000), report_wish::rows_only));
}

}  // namespace
}  // namespace headroom::autopilot
