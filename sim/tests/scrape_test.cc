#include "sim/scrape.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <set>

#include "sim/tests/a_cloud.h"

#include "headroom/openmetrics/reference.h"

namespace headroom::sim {
namespace {

constexpr std::string_view two_namespaces = R"(
account = "x9y8z"
[[namespace]]
name = "busy"
region = "aws-us-east-2"
replica = "aws-us-west-2"
background_share = 0.5
load = [{kind = "steady", aps = 600}, {kind = "noise", white = 0, slow = 0}]
[[namespace]]
name = "idle"
trus = 3
load = []
)";

TEST(scrape, writes_a_sample_as_the_service_does) {
  a_cloud cloud(two_namespaces);
  const auto answer = cloud.get("/v1/metrics?metrics=temporal_cloud_v1_total_action_count");
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.content_type, "application/openmetrics-text");
  EXPECT_EQ(header_of(answer, "X-Completeness"), "complete");
  // Seconds, whole minute, three minutes ago, three decimals, alphabetical labels, full id, no region.
  EXPECT_EQ(answer.body,
            "# TYPE temporal_cloud_v1_total_action_count gauge\n"
            "# HELP temporal_cloud_v1_total_action_count The total number of actions performed per second\n"
            "temporal_cloud_v1_total_action_count{is_background=\"false\",namespace_mode=\"active\","
            "temporal_account=\"x9y8z\",temporal_namespace=\"busy.x9y8z\"} 600.000 1769007420\n"
            "temporal_cloud_v1_total_action_count{is_background=\"false\",namespace_mode=\"standby\","
            "temporal_account=\"x9y8z\",temporal_namespace=\"busy.x9y8z\"} 600.000 1769007420\n"
            "temporal_cloud_v1_total_action_count{is_background=\"true\",namespace_mode=\"active\","
            "temporal_account=\"x9y8z\",temporal_namespace=\"busy.x9y8z\"} 300.000 1769007420\n"
            "# EOF\n");
}

TEST(scrape, has_no_action_count_family_at_all_in_an_idle_minute) {
  a_cloud cloud(two_namespaces);
  const std::string body = cloud.get("/v1/metrics?namespaces=idle.x9y8z").body;
  EXPECT_EQ(body.find("temporal_cloud_v1_total_action_count"), std::string::npos);
  EXPECT_NE(body.find("temporal_cloud_v1_action_limit{"), std::string::npos);
  // Other families without samples keep their headers.
  EXPECT_NE(body.find("# TYPE temporal_cloud_v1_operations_throttled_count gauge\n"), std::string::npos);
  EXPECT_EQ(body.find("temporal_cloud_v1_operations_throttled_count{"), std::string::npos);
}

TEST(scrape, leaves_region_out_where_the_reference_says_so) {
  a_cloud cloud(two_namespaces);
  const std::set<std::string> without{
      "temporal_cloud_v1_total_action_count", "temporal_cloud_v1_action_on_demand_envelope_limit",
      "temporal_cloud_v1_operations_on_demand_envelope_limit",
      "temporal_cloud_v1_service_request_on_demand_envelope_limit", "temporal_cloud_v1_provisioned_capacity_tru_count"};
  std::set<std::string> seen;
  for (const std::string& line : lines_of(cloud.get("/v1/metrics").body)) {
    if (line.starts_with('#')) continue;
    const std::string name = line.substr(0, line.find('{'));
    seen.insert(name);
    EXPECT_EQ(line.find("region=") == std::string::npos, without.contains(name)) << line;
  }
  EXPECT_TRUE(std::includes(seen.begin(), seen.end(), without.begin(), without.end()));
}

TEST(scrape, keeps_labels_in_order_and_only_those_of_the_descriptors) {
  a_cloud cloud(demo_world(moment(wednesday_afternoon), 0).value());
  std::map<std::string, std::set<std::string>> known;
  for (const auto& d : cloud.get_json("/v1/descriptors")["descriptors"]) {
    for (const auto& label : d["dimensions"]) known[d["name"]].insert(label);
  }
  for (const std::string& line : lines_of(cloud.get("/v1/metrics").body)) {
    if (line.starts_with('#')) continue;
    const std::string name = line.substr(0, line.find('{'));
    std::vector<std::string> labels;
    for (std::size_t at = line.find('{'); at != std::string::npos && line[at] != '}';) {
      labels.push_back(line.substr(at + 1, line.find('=', at) - at - 1));
      at = line.find('"', line.find('=', at) + 2) + 1;
    }
    EXPECT_TRUE(std::is_sorted(labels.begin(), labels.end())) << line;
    EXPECT_TRUE(std::adjacent_find(labels.begin(), labels.end()) == labels.end()) << line;
    for (const std::string& label : labels) EXPECT_TRUE(known[name].contains(label)) << label << " in " << line;
  }
}

TEST(scrape, keeps_every_rule_of_openmetrics) {
  for (const bool fleet : {false, true}) {
    a_cloud cloud(fleet ? fleet_world(moment(wednesday_afternoon), 2, 200).value()
                        : demo_world(moment(wednesday_afternoon), 0).value());
    const auto body = cloud.get("/v1/metrics").body;
    const auto parsed = openmetrics::parse_reference(body, openmetrics::text_format::openmetrics);
    ASSERT_TRUE(parsed) << parsed.error().message;
    EXPECT_GT(parsed->families.size(), 40U);
    for (const auto& family : parsed->families) EXPECT_EQ(family.type, openmetrics::metric_type::gauge) << family.name;
  }
}

TEST(scrape, is_the_same_bytes_for_the_same_seed_and_other_bytes_for_another) {
  const auto body = [](std::uint64_t seed) {
    return a_cloud(demo_world(moment(wednesday_afternoon), seed).value()).get("/v1/metrics").body;
  };
  EXPECT_EQ(body(5), body(5));
  EXPECT_NE(body(5), body(6));
}

TEST(scrape, shows_the_same_minute_whether_it_was_waited_for_or_jumped_to) {
  a_cloud waited(demo_world(moment(wednesday_afternoon), 0).value());
  for (int i = 0; i < 20; ++i) {
    waited.get("/v1/metrics");
    waited.advance_seconds(3600);
  }
  a_cloud jumped(demo_world(moment(wednesday_afternoon), 0).value());
  jumped.advance_seconds(20 * 3600);
  EXPECT_EQ(waited.get("/v1/metrics").body, jumped.get("/v1/metrics").body);
}

TEST(scrape, selects_namespaces_by_wildcard_and_by_bare_name) {
  a_cloud cloud(two_namespaces);
  const auto limits = [&](std::string_view query) {
    const auto body = cloud.get("/v1/metrics?metrics=temporal_cloud_v1_action_limit" + std::string(query)).body;
    return std::count(body.begin(), body.end(), '{');
  };
  EXPECT_EQ(limits(""), 2);
  EXPECT_EQ(limits("&namespaces=b*"), 1);
  EXPECT_EQ(limits("&namespaces=busy&namespaces=idle.x9y8z"), 2);
  EXPECT_EQ(limits("&namespaces=nobody-*"), 0);
}

TEST(scrape, is_limited_where_the_points_end) {
  a_cloud cloud(std::string(two_namespaces) + "[limits]\npoints_max = 7\n");
  const auto answer = cloud.get("/v1/metrics");
  EXPECT_EQ(header_of(answer, "X-Completeness"), "limited");
  EXPECT_EQ(std::count(answer.body.begin(), answer.body.end(), '{'), 7);
}

TEST(scrape, adds_opt_in_labels_when_asked) {
  a_cloud cloud(two_namespaces);
  const std::string plain = cloud.get("/v1/metrics?namespaces=busy.*").body;
  EXPECT_EQ(plain.find("temporal_activity_type"), std::string::npos);
  const std::string more =
      cloud.get("/v1/metrics?namespaces=busy.*&labels=temporal_activity_type&labels=temporal_worker_build_id").body;
  EXPECT_NE(more.find("temporal_account=\"x9y8z\",temporal_activity_type="), std::string::npos);
  EXPECT_NE(more.find("temporal_worker_build_id="), std::string::npos);
}

TEST(scrape, splits_requests_and_operations_by_operation_without_losing_any) {
  a_cloud cloud(two_namespaces);
  const std::string body = cloud.get("/v1/metrics?namespaces=busy.*").body;
  double requests = 0, foreground = 0;
  for (const std::string& line : lines_of(body)) {
    const auto value = line.find("} ");
    if (line.starts_with("temporal_cloud_v1_service_request_count{")) requests += std::stod(line.substr(value + 2));
    if (line.starts_with("temporal_cloud_v1_operations_count{is_background=\"false\",namespace_mode=\"active\"")) {
      foreground += std::stod(line.substr(value + 2));
    }
  }
  EXPECT_NEAR(requests, 600 * 1.6, 0.01);
  EXPECT_NEAR(foreground, 600 * 3.2, 0.01);
}

TEST(scrape, puts_the_replica_s_region_on_replication_lag) {
  a_cloud cloud(two_namespaces);
  const std::string body = cloud.get("/v1/metrics").body;
  EXPECT_NE(body.find("temporal_cloud_v1_replication_lag_p99{region=\"aws-us-west-2\""), std::string::npos);
}

TEST(descriptors, come_in_pages) {
  a_cloud cloud(two_namespaces);
  const json first = cloud.get_json("/v1/descriptors?limit=50");
  const json second = cloud.get_json("/v1/descriptors?limit=50&offset=50");
  EXPECT_EQ(first["descriptors"].size(), 50U);
  EXPECT_EQ(first["meta"]["pagination"]["total"], first["descriptors"].size() + second["descriptors"].size());
  EXPECT_EQ(cloud.get("/v1/descriptors?limit=101").status, 400);
}

TEST(metrics_endpoint, refuses_as_the_service_does) {
  a_cloud cloud(R"(
[[key]]
token = "m"
role = "metrics-read"
[[key]]
token = "n"
role = "namespace-admin"
namespaces = ["*"]
)");
  for (const std::string& wrong : {std::string(), std::string("other")}) {
    const auto answer = cloud.ask("GET", "/v1/metrics", "", wrong);
    EXPECT_EQ(answer.status, 401);
    EXPECT_EQ(answer.body, "Jwt is missing");
    EXPECT_EQ(answer.content_type, "text/plain");
  }
  EXPECT_EQ(cloud.ask("GET", "/v1/metrics", "", "n").status, 403);
  EXPECT_EQ(cloud.ask("GET", "/v1/metrics", "", "m").status, 200);
  EXPECT_EQ(cloud.ask("GET", "/prometheus/metrics", "", "m").status, 404);
}

TEST(metrics_endpoint, counts_180_requests_an_hour_for_the_account) {
  a_cloud cloud(two_namespaces);
  for (int i = 0; i < 180; ++i) {
    ASSERT_EQ(cloud.ask("GET", "/v1/metrics?metrics=none", "", i % 2 == 0 ? "one" : "two").status, 200) << i;
  }
  cloud.wall_ms += 600'000;
  const auto refused = cloud.get("/v1/metrics");
  EXPECT_EQ(refused.status, 429);
  EXPECT_EQ(header_of(refused, "Retry-After"), "3001");
  cloud.wall_ms += 3'001'000;
  EXPECT_EQ(cloud.get("/v1/metrics").status, 200);
}

}  // namespace
}  // namespace headroom::sim
