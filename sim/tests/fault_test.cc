#include "sim/fault.h"

#include <algorithm>
#include <gtest/gtest.h>

#include "sim/fault_book.h"
#include "sim/tests/a_cloud.h"

namespace headroom::sim {
namespace {

constexpr std::string_view two = R"(
account = "x9y8z"
[[namespace]]
name = "orders"
load = [{kind = "steady", aps = 300}, {kind = "noise", white = 0, slow = 0}]
[[namespace]]
name = "emails"
load = [{kind = "steady", aps = 50}, {kind = "noise", white = 0, slow = 0}]
)";

std::string faulty(std::string_view keys) { return std::string(two) + "[[fault]]\n" + std::string(keys) + "\n"; }

constexpr std::string_view count =
    "temporal_cloud_v1_total_action_count{is_background=\"false\",namespace_mode=\"active\"";

TEST(fault, status_speaks_each_api_s_language) {
  a_cloud cloud(faulty("kind = \"status\"\nstatus = 429\nretry_after_seconds = 7"));
  const auto metrics = cloud.get("/v1/metrics");
  EXPECT_EQ(metrics.status, 429);
  EXPECT_EQ(metrics.content_type, "text/plain");
  EXPECT_EQ(header_of(metrics, "Retry-After"), "7");
  const auto ops = cloud.get("/cloud/namespaces");
  EXPECT_EQ(ops.status, 429);
  EXPECT_EQ(json::parse(ops.body)["code"], 8);
}

TEST(fault, begins_and_ends_by_the_number_of_calls) {
  a_cloud cloud(faulty("kind = \"status\"\nstatus = 500\nskip = 1\ntimes = 2\npath = \"/v1/metrics\""));
  std::vector<int> statuses;
  for (int i = 0; i < 5; ++i) statuses.push_back(cloud.get("/v1/metrics").status);
  EXPECT_EQ(statuses, (std::vector<int>{200, 500, 500, 200, 200}));
  EXPECT_EQ(cloud.get("/v1/descriptors").status, 200);
}

TEST(fault, of_one_api_leaves_the_other_alone) {
  a_cloud cloud(faulty("kind = \"status\"\napi = \"ops\""));
  EXPECT_EQ(cloud.get("/v1/metrics").status, 200);
  EXPECT_EQ(cloud.get("/cloud/account").status, 503);
}

TEST(fault, with_a_probability_meets_that_share_and_the_same_calls_each_time) {
  const auto met = [] {
    fault_book book({fault{.kind = fault_kind::status, .probability = 0.3}}, 11);
    std::vector<bool> out;
    for (int i = 0; i < 2000; ++i) out.push_back(!book.meet_call(api::ops, "/cloud/account").empty());
    return out;
  };
  const auto first = met();
  EXPECT_EQ(first, met());
  EXPECT_NEAR(static_cast<double>(std::count(first.begin(), first.end(), true)), 600, 80);
}

TEST(fault, html_empty_and_garbage_replace_the_body) {
  EXPECT_TRUE(a_cloud(faulty("kind = \"html\"")).get("/v1/metrics").body.starts_with("<!DOCTYPE html>"));
  EXPECT_EQ(a_cloud(faulty("kind = \"html\"\nstatus = 502")).get("/cloud/account").status, 502);
  EXPECT_EQ(a_cloud(faulty("kind = \"empty\"")).get("/v1/metrics").body, "");
  EXPECT_THROW(static_cast<void>(json::parse(a_cloud(faulty("kind = \"garbage\"")).get("/cloud/account").body)),
               json::exception);
}

TEST(fault, redirect_points_elsewhere) {
  a_cloud cloud(faulty("kind = \"redirect\"\nurl = \"http://127.0.0.1:1/x\""));
  const auto answer = cloud.get("/cloud/namespaces");
  EXPECT_EQ(answer.status, 302);
  EXPECT_EQ(header_of(answer, "Location"), "http://127.0.0.1:1/x");
}

TEST(fault, limited_leaves_out_half_and_says_so) {
  a_cloud cloud(faulty("kind = \"limited\""));
  const auto answer = cloud.get("/v1/metrics");
  EXPECT_EQ(header_of(answer, "X-Completeness"), "limited");
  EXPECT_NE(answer.body.find("emails.x9y8z"), std::string::npos);
  EXPECT_EQ(answer.body.find("orders.x9y8z"), std::string::npos);
}

TEST(fault, unknown_only_says_so) {
  a_cloud cloud(faulty("kind = \"unknown\""));
  EXPECT_EQ(header_of(cloud.get("/v1/metrics"), "X-Completeness"), "unknown");
}

TEST(fault, spoils_the_samples_it_names) {
  for (const auto& [kind, line] : std::vector<std::pair<std::string, std::string>>{
           {"nan", "\",temporal_namespace=\"orders.x9y8z\"} NaN "},
           {"negative", "\",temporal_namespace=\"orders.x9y8z\"} -301.000 "}}) {
    a_cloud cloud(faulty("kind = \"" + kind + "\"\nnamespace = \"orders.*\"\nmetric = \"*total_action_count\""));
    const std::string body = cloud.get("/v1/metrics").body;
    EXPECT_NE(body.find(line), std::string::npos) << kind;
    EXPECT_NE(body.find("emails.x9y8z\"} 50.000 "), std::string::npos);
  }
}

TEST(fault, duplicate_and_absent_change_how_often_a_series_is_there) {
  const auto times = [](const std::string& body) {
    std::int64_t out = 0;
    for (const std::string& line : lines_of(body)) {
      out += line.starts_with(count) && line.find("orders.x9y8z") != std::string::npos;
    }
    return out;
  };
  EXPECT_EQ(times(a_cloud(faulty("kind = \"duplicate\"\nmetric = \"*total_action_count\"")).get("/v1/metrics").body),
            2);
  EXPECT_EQ(times(a_cloud(faulty("kind = \"absent\"\nmetric = \"*total_action_count\"")).get("/v1/metrics").body), 0);
}

TEST(fault, changes_times) {
  const auto stamp = [](std::string_view keys) {
    const std::string body = a_cloud(faulty(keys)).get("/v1/metrics?metrics=temporal_cloud_v1_action_limit").body;
    const auto line = lines_of(body).at(2);
    return line.substr(line.rfind(' ') + 1);
  };
  EXPECT_EQ(stamp("kind = \"stale\"\nseconds = 1800"), "1769005620");
  EXPECT_EQ(stamp("kind = \"clock_skew\"\nseconds = 600"), "1769008020");
  EXPECT_EQ(stamp("kind = \"milliseconds\""), "1769007420000");
}

TEST(fault, docs_style_is_the_sample_of_the_reference_page) {
  const std::string body =
      a_cloud(faulty("kind = \"docs_style\"")).get("/v1/metrics?metrics=temporal_cloud_v1_workflow_success_count").body;
  EXPECT_EQ(body.find("# EOF"), std::string::npos);
  EXPECT_NE(body.find("gauge \n"), std::string::npos);
  EXPECT_NE(body.find("temporal_namespace=\"orders\""), std::string::npos);
  EXPECT_NE(body.find(", region="), std::string::npos);
}

TEST(fault, can_be_set_and_taken_back_at_run_time) {
  a_cloud cloud(two);
  EXPECT_EQ(cloud.ask("POST", "/sim/faults", R"([{"kind": "status", "status": 502}, {"kind": "no_eof"}])").status, 200);
  EXPECT_EQ(cloud.get_json("/sim/faults").size(), 2U);
  EXPECT_EQ(cloud.get("/v1/metrics").status, 502);
  EXPECT_EQ(cloud.ask("DELETE", "/sim/faults").status, 200);
  EXPECT_EQ(cloud.get("/v1/metrics").status, 200);
}

TEST(fault, that_is_not_known_is_refused_with_the_list) {
  a_cloud cloud(two);
  for (const char* body :
       {R"({"kind": "earthquake"})", R"({"kind": "status", "statsu": 500})", "[1]", "{", R"({"kind": true})"}) {
    EXPECT_EQ(cloud.ask("POST", "/sim/faults", body).status, 400) << body;
  }
  EXPECT_NE(cloud.ask("POST", "/sim/faults", R"({"kind": "earthquake"})").body.find("lost_reply"), std::string::npos);
}

}  // namespace
}  // namespace headroom::sim
