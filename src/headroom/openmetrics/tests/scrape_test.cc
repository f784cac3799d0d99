#include "headroom/openmetrics/scrape.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace headroom::openmetrics {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

// The shape of Temporal's own sample (docs, OpenMetrics API reference), with all its slips.
constexpr std::string_view documented =
    "# TYPE temporal_cloud_v1_workflow_success_count gauge \n"
    "# HELP temporal_cloud_v1_workflow_success_count The rate of successful workflows.\n"
    "temporal_cloud_v1_workflow_success_count{temporal_namespace=\"prod\", region=\"a,\\\"b }\"} 4.2 1609459200000\n"
    "\n"
    "# TYPE temporal_cloud_v1_action_limit gauge\n"
    "temporal_cloud_v1_action_limit{temporal_namespace=\"prod\"} 500 1609459200000 \n";

TEST(parse_temporal, reads_a_real_line) {
  const auto read = parse_temporal(
      "temporal_cloud_v1_workflow_success_count{operation=\"CompletionStats\",region=\"aws-us-east-2\","
      "temporal_account=\"l2c4n\",temporal_namespace=\"clickpipes-aws-prd-apps-us-east-2.l2c4n\","
      "temporal_task_queue=\"...\",temporal_workflow_type=\"QRepPartitionWorkflow\"} 0.067 1765894320\n# EOF\n",
      scrape_options::strict());
  ASSERT_TRUE(read) << read.error().message;
  ASSERT_EQ(read->families().size(), 1U);
  const auto& sample = read->families()[0].samples[0];
  EXPECT_EQ(sample.value, 0.067);
  EXPECT_EQ(sample.timestamp_s, 1765894320);
  EXPECT_EQ(sample.label("temporal_namespace"), "clickpipes-aws-prd-apps-us-east-2.l2c4n");
  EXPECT_EQ(sample.label("namespace"), std::nullopt);
  EXPECT_TRUE(read->used().empty());
  EXPECT_FALSE(read->possibly_cut());
}

TEST(parse_temporal, lets_the_documented_slips_pass_and_names_them) {
  const auto read = parse_temporal(documented);
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_THAT(read->used(), ElementsAre(tolerance::missing_eof, tolerance::blank_lines, tolerance::trailing_blanks,
                                        tolerance::blanks_in_labels, tolerance::millisecond_timestamps));
  EXPECT_TRUE(read->possibly_cut());
  const auto* family = read->find("temporal_cloud_v1_workflow_success_count");
  ASSERT_NE(family, nullptr);
  EXPECT_EQ(family->type, metric_type::gauge);
  EXPECT_EQ(family->help, "The rate of successful workflows.");
  ASSERT_EQ(family->samples.size(), 1U);
  EXPECT_EQ(family->samples[0].label("region"), "a,\"b }");
  EXPECT_EQ(family->samples[0].timestamp_s, 1609459200);
  EXPECT_EQ(read->find("temporal_cloud_v1_action_limit")->samples[0].value, 500);
  EXPECT_EQ(read->find("temporal_cloud_v1"), nullptr);
}

TEST(parse_temporal, each_tolerance_can_be_switched_off) {
  const auto refused = [](scrape_options options) { return !parse_temporal(documented, options).has_value(); };
  EXPECT_TRUE(refused({.missing_eof = false}));
  EXPECT_TRUE(refused({.blank_lines = false}));
  EXPECT_TRUE(refused({.trailing_blanks = false}));
  EXPECT_TRUE(refused({.blanks_in_labels = false}));
  EXPECT_TRUE(refused(scrape_options::strict()));
  const auto as_written = parse_temporal(documented, {.millisecond_timestamps = false});
  ASSERT_TRUE(as_written);
  EXPECT_EQ(as_written->families()[0].samples[0].timestamp_s, 1609459200000);
}

TEST(parse_temporal, leaves_out_a_line_that_was_cut) {
  const auto read = parse_temporal("a 1 1765894320\nb 2 17658");
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(read->families().size(), 1U);
  EXPECT_THAT(read->used(), ElementsAre(tolerance::missing_eof, tolerance::cut_last_line));
  EXPECT_TRUE(read->possibly_cut());
}

TEST(parse_temporal, an_empty_body_is_a_cut_one) {
  const auto read = parse_temporal("");
  ASSERT_TRUE(read);
  EXPECT_TRUE(read->families().empty());
  EXPECT_TRUE(read->possibly_cut());
}

TEST(parse_temporal, still_refuses_what_is_wrong_and_says_where_in_the_body_as_given) {
  const auto html = parse_temporal("<html>\n</html>\n");
  ASSERT_FALSE(html);
  EXPECT_EQ(html.error().code, error_code::invalid_argument);
  EXPECT_THAT(html.error().message, HasSubstr("1:1: "));
  const auto later = parse_temporal("\n\na{b=\"1\", c=\"2\", d=3} 1\n");
  ASSERT_FALSE(later);
  EXPECT_THAT(later.error().message, HasSubstr("3:19: ")) << "blank lines and blanks before it count";
  EXPECT_FALSE(parse_temporal("a 1\na 1\n# EOF\n")) << "a series twice";
  EXPECT_FALSE(parse_temporal("a 1\n# EOF\nb 1\n# EOF\n"));
}

TEST(scrape, a_line_given_twice_counts_once) {
  const auto read = parse_temporal("# TYPE a gauge\na{n=\"x\"} 1 60\na{n=\"y\"} 2 60\na{n=\"x\"} 1 60\n# EOF\n");
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(read->families()[0].samples.size(), 2u);
  EXPECT_THAT(read->used(), ElementsAre(tolerance::repeated_lines));
}

TEST(scrape, two_values_for_one_series_and_time_are_an_error) {
  const auto read = parse_temporal("# TYPE a gauge\na{n=\"x\"} 1 60\na{n=\"x\"} 2 60\n# EOF\n");
  ASSERT_FALSE(read);
  EXPECT_NE(read.error().message.find("3:1"), std::string::npos) << read.error().message;
}

}  // namespace
}  // namespace headroom::openmetrics
