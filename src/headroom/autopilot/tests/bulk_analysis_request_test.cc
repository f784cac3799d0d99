#include "headroom/autopilot/bulk_analysis_request.h"

#include <gtest/gtest.h>

namespace headroom::autopilot {
namespace {

TEST(bulk_analysis_request, reads_what_it_writes) {
  const bulk_analysis_request request{
      "original", {"orders-*"}, {"temporal_cloud_v1_poll_success_count"}, report_wish::with_report};
  EXPECT_EQ(read_bulk_analysis_request(json::parse(to_json_value(request).dump())), request);
}

TEST(bulk_analysis_request, nothing_and_nulls_mean_the_defaults) {
  for (const char* text : {"null", "{}", R"({"policy": null, "namespaces": null, "metrics": null, "report": null})"}) {
    EXPECT_EQ(read_bulk_analysis_request(json::parse(text)), bulk_analysis_request{}) << text;
  }
}

struct bad_argument {
  const char* text;
  const char* message;
};

TEST(bulk_analysis_request, what_cannot_be_meant_is_named) {
  for (const auto& [text, message] : std::initializer_list<bad_argument>{
           {R"({"policy": "orignal"})",
            "unknown policy 'orignal', did you mean 'original'?; there are: headroom, original"},
           {R"({"polcy": "original"})", "the analysis argument has an unknown member 'polcy', did you mean 'policy'?"},
           {R"({"namespaces": "a"})", R"(the analysis argument's 'namespaces' is "a", expected a list of texts)"},
           {R"({"metrics": [1]})", "the analysis argument's 'metrics' is [1], expected a list of texts"},
           {R"({"report": "yes"})", R"(the analysis argument's 'report' is "yes", expected true or false)"},
           {R"([])",
            "the analysis argument is array, expected one object with any of policy, namespaces, metrics, report"},
       }) {
    const auto read = read_bulk_analysis_request(json::parse(text));
    ASSERT_FALSE(read) << text;
    EXPECT_EQ(read.error().message, message);
  }
}

}  // namespace
}  // namespace headroom::autopilot
