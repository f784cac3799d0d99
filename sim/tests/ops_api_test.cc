#include "sim/ops_api.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <set>

#include "sim/tests/a_cloud.h"

namespace headroom::sim {
namespace {

a_cloud demo() { return a_cloud(demo_world(moment(wednesday_afternoon), 0).value()); }

TEST(namespaces, come_in_pages_in_the_order_of_their_names) {
  a_cloud cloud(fleet_world(moment(wednesday_afternoon), 3, 2'345).value());
  std::vector<std::string> names;
  std::string token;
  int pages = 0;
  do {
    const json page = cloud.get_json("/cloud/namespaces?pageSize=1000&pageToken=" + token);
    for (const json& n : page["namespaces"]) names.push_back(n["namespace"]);
    token = page["nextPageToken"];
    ++pages;
  } while (!token.empty());
  EXPECT_EQ(pages, 3);
  EXPECT_EQ(names.size(), 2'345U);
  EXPECT_TRUE(std::is_sorted(names.begin(), names.end()));
  EXPECT_EQ(std::set(names.begin(), names.end()).size(), names.size());
}

TEST(namespaces, are_a_hundred_a_page_if_nothing_is_said_and_a_thousand_at_most) {
  a_cloud cloud(fleet_world(moment(wednesday_afternoon), 3, 150).value());
  EXPECT_EQ(cloud.get_json("/cloud/namespaces")["namespaces"].size(), 100U);
  EXPECT_EQ(cloud.get_json("/cloud/namespaces?pageSize=7")["namespaces"].size(), 7U);
  for (const char* wrong : {"pageSize=1001", "pageSize=-1", "pageSize=x", "pageToken=made-up"}) {
    EXPECT_EQ(cloud.get(std::string("/cloud/namespaces?") + wrong).status, 400) << wrong;
  }
}

TEST(namespaces, can_be_asked_for_by_name) {
  a_cloud cloud = demo();
  const json page = cloud.get_json("/cloud/namespaces?name=orders-prod");
  ASSERT_EQ(page["namespaces"].size(), 1U);
  EXPECT_EQ(page["namespaces"][0]["namespace"], "orders-prod.a1b2c");
  EXPECT_EQ(page["nextPageToken"], "");
}

TEST(namespace_message, has_what_the_proto_has) {
  a_cloud cloud = demo();
  const json n = cloud.get_json("/cloud/namespaces/orders-prod.a1b2c")["namespace"];
  EXPECT_EQ(n["activeRegion"], "aws-us-east-1");
  EXPECT_EQ(n["capacity"]["provisioned"]["currentValue"], 6);
  EXPECT_EQ(n["spec"]["capacitySpec"]["provisioned"]["value"], 6);
  EXPECT_TRUE(n["capacity"]["latestRequest"].is_null());
  EXPECT_EQ(n["replicas"].size(), 2U);
  EXPECT_EQ(n["limits"]["actionsPerSecondLimit"], 3000);
  EXPECT_TRUE(n["lastModifiedTime"].is_null());
  EXPECT_EQ(n["tags"]["team"], "orders");
}

TEST(api_version, decides_which_fields_there_are) {
  a_cloud cloud = demo();
  const auto read = [&](const std::string& version) {
    return json::parse(
        cloud.ask("GET", "/cloud/namespaces/orders-prod.a1b2c", "", "k", {{"temporal-cloud-api-version", version}})
            .body)["namespace"];
  };
  EXPECT_FALSE(read("v0.9.0").contains("capacity"));
  EXPECT_FALSE(read("v0.9.0")["spec"].contains("capacitySpec"));
  EXPECT_TRUE(read("v0.10.0").contains("capacity"));
  EXPECT_FALSE(read("v0.10.0").contains("replicas"));
  EXPECT_EQ(read("v0.10.0")["spec"]["regions"], (json{"aws-us-east-1", "aws-us-west-2"}));
  EXPECT_EQ(read("v0.19.1")["spec"]["regions"], json::array());
  for (const char* wrong : {"0.19.1", "v1", "v0.99.0", "v0.19.1x", "v"}) {
    EXPECT_EQ(cloud.ask("GET", "/cloud/account", "", "k", {{"temporal-cloud-api-version", wrong}}).status, 400)
        << wrong;
  }
}

TEST(api_version, of_old_callers_keeps_what_they_cannot_see) {
  a_cloud cloud = demo();
  const std::string at = "/cloud/namespaces/orders-prod.a1b2c";
  const http_headers old{{"temporal-cloud-api-version", "v0.9.0"}};
  json held = json::parse(cloud.ask("GET", at, "", "k", old).body)["namespace"];
  held["spec"]["retentionDays"] = 60;
  const json body = {{"spec", held["spec"]}, {"resourceVersion", held["resourceVersion"]}};
  const auto answer = cloud.ask("POST", at, body.dump(), "k", old);
  ASSERT_EQ(answer.status, 200) << answer.body;
  const json now = cloud.get_json(at)["namespace"];
  EXPECT_EQ(now["spec"]["retentionDays"], 60);
  EXPECT_EQ(now["spec"]["capacitySpec"]["provisioned"]["value"], 6);
  EXPECT_EQ(now["spec"]["replicas"].size(), 2U);
}

TEST(capacity_info, has_the_week_s_figures) {
  a_cloud cloud = demo();
  const json info = cloud.get_json("/cloud/namespaces/emails-prod.a1b2c/capacity-info")["capacityInfo"];
  const double mean = info["stats"]["aps"]["mean"], p90 = info["stats"]["aps"]["p90"];
  EXPECT_DOUBLE_EQ(info["modeOptions"]["onDemand"]["apsLimit"].get<double>(),
                   std::max(500.0, std::min(4 * mean, 2 * p90)));
  EXPECT_GE(info["stats"]["aps"]["p99"], p90);
  EXPECT_EQ(info["modeOptions"]["provisioned"]["maxAvailableTruValue"], 12);
  const json abroad = cloud.get_json("/cloud/namespaces/status-page-prod.a1b2c/capacity-info")["capacityInfo"];
  EXPECT_EQ(abroad["modeOptions"]["provisioned"]["maxAvailableTruValue"], 4);
}

TEST(ops_api, answers_errors_as_google_rpc_status) {
  a_cloud cloud = demo();
  struct call {
    std::string method, path;
    int status, code;
  };
  for (const call& c : std::vector<call>{{"GET", "/cloud/namespaces/nobody.a1b2c", 404, 5},
                                         {"GET", "/cloud/namespaces/orders-prod", 404, 5},
                                         {"GET", "/cloud/operations/none", 404, 5},
                                         {"GET", "/cloud/nothing", 404, 5},
                                         {"DELETE", "/cloud/account", 501, 12},
                                         {"POST", "/cloud/namespaces/orders-prod.a1b2c", 400, 3}}) {
    const auto answer = cloud.ask(c.method, c.path);
    EXPECT_EQ(answer.status, c.status) << c.path;
    EXPECT_EQ(json::parse(answer.body)["code"], c.code) << c.path;
    EXPECT_EQ(answer.content_type, "application/json");
  }
}

TEST(ops_api, asks_each_role_for_its_permission) {
  a_cloud cloud(R"(
account = "x9y8z"
[[namespace]]
name = "orders"
[[namespace]]
name = "emails"
[[key]]
token = "metrics"
role = "metrics-read"
[[key]]
token = "admin-of-orders"
role = "namespace-admin"
namespaces = "orders.*"
[[key]]
token = "finance"
role = "finance-admin"
[[key]]
token = "admin"
role = "global-admin"
)");
  struct access {
    std::string key, path;
    int status;
  };
  for (const access& a : std::vector<access>{{"", "/cloud/namespaces", 401},
                                             {"wrong", "/cloud/namespaces", 401},
                                             {"metrics", "/cloud/namespaces", 200},
                                             {"metrics", "/cloud/namespaces/orders.x9y8z", 403},
                                             {"admin-of-orders", "/cloud/namespaces/orders.x9y8z", 200},
                                             {"admin-of-orders", "/cloud/namespaces/emails.x9y8z", 403},
                                             {"admin-of-orders", "/cloud/namespaces/emails.x9y8z/capacity-info", 403},
                                             {"admin-of-orders", "/cloud/usage", 403},
                                             {"finance", "/cloud/usage", 200},
                                             {"admin", "/cloud/usage", 200},
                                             {"admin", "/cloud/billing-reports/x", 403},
                                             {"finance", "/cloud/billing-reports/x", 404}}) {
    EXPECT_EQ(cloud.ask("GET", a.path, "", a.key).status, a.status) << a.key << " " << a.path;
  }
  const json me = json::parse(cloud.ask("GET", "/cloud/current-identity", "", "admin-of-orders").body);
  EXPECT_EQ(me["serviceAccount"]["spec"]["access"]["namespaceAccesses"]["orders.x9y8z"]["permission"],
            "PERMISSION_ADMIN");
  EXPECT_FALSE(me["serviceAccount"]["spec"]["access"]["namespaceAccesses"].contains("emails.x9y8z"));
  EXPECT_EQ(me.dump().find("admin-of-orders"), std::string::npos);  // the key itself is nowhere
}

TEST(ops_api, holds_each_key_to_80_calls_a_second) {
  a_cloud cloud = demo();
  for (int i = 0; i < 80; ++i) ASSERT_EQ(cloud.get("/cloud/account").status, 200) << i;
  EXPECT_EQ(cloud.get("/cloud/account").status, 429);
  EXPECT_EQ(cloud.ask("GET", "/cloud/account", "", "another").status, 200);
  cloud.wall_ms += 1000;
  EXPECT_EQ(cloud.get("/cloud/account").status, 200);
}

TEST(demo_world, has_forty_namespaces_of_every_kind) {
  a_cloud cloud = demo();
  const json world = cloud.get_json("/sim/world");
  ASSERT_EQ(world["namespaces"].size(), 40U);
  int throttled = 0, below_limit = 0, idle = 0, standby = 0, by_operations = 0, provisioned_ones = 0;
  for (const json& n : world["namespaces"]) {
    const json& a = n["actions"];
    throttled += a["throttled"] > 0;
    below_limit += a["throttled"] > 0 && a["count"] < a["limit"];
    idle += a["count"] < 1;
    standby += n["replica"] != "";
    by_operations += n["operations"]["throttled"] > 0 && a["throttled"] == 0;
    provisioned_ones += n["trus"] > 0;
  }
  EXPECT_GE(throttled, 4);
  EXPECT_GE(below_limit, 1);
  EXPECT_GE(idle, 3);
  EXPECT_GE(standby, 3);
  EXPECT_GE(by_operations, 1);
  EXPECT_GE(provisioned_ones, 10);
}

TEST(desk, tells_the_hourly_peaks_and_means_of_the_past_week) {
  a_cloud cloud = demo();
  const json history = cloud.get_json("/sim/history?hours=168");
  EXPECT_EQ(history["start"], "2026-01-14T14:00:00Z");
  EXPECT_EQ(history["step_minutes"], 60);
  EXPECT_EQ(history["namespaces"].size(), 40U);
  const auto& peaks = history["namespaces"]["orders-prod.a1b2c"];
  const auto& means = history["mean_aps"]["orders-prod.a1b2c"];
  ASSERT_EQ(peaks.size(), 168U);
  ASSERT_EQ(means.size(), 168U);
  for (std::size_t hour = 0; hour < 168; ++hour) EXPECT_LE(means[hour], peaks[hour]) << hour;
  for (const char* wrong : {"0", "-1", "x", "99999"}) {
    EXPECT_EQ(cloud.get(std::string("/sim/history?hours=") + wrong).status, 400);
  }
}

TEST(desk, has_a_page_that_asks_only_for_pages_that_there_are) {
  a_cloud cloud = demo();
  const auto page = cloud.ask("GET", "/", "", "");
  EXPECT_EQ(page.content_type, "text/html; charset=utf-8");
  for (const char* path : {"/sim/world", "/sim/history?hours=168", "/sim/invoice"}) {
    EXPECT_NE(page.body.find(path), std::string::npos) << path;
    EXPECT_EQ(cloud.get(path).status, 200) << path;
  }
}

TEST(desk, counts_calls_by_what_is_asked_for) {
  a_cloud cloud = demo();
  cloud.get("/cloud/namespaces?pageSize=1000");
  cloud.get("/cloud/namespaces/orders-prod.a1b2c");
  cloud.get("/cloud/namespaces/emails-prod.a1b2c");
  cloud.get("/v1/metrics");
  EXPECT_EQ(cloud.get_json("/sim/calls"),
            (json{{"GET /cloud/namespaces", 1}, {"GET /cloud/namespaces/*", 2}, {"GET /v1/metrics", 1}}));
  cloud.ask("DELETE", "/sim/calls");
  EXPECT_EQ(cloud.get_json("/sim/calls"), json::object());
}

TEST(desk, moves_the_clock) {
  a_cloud cloud = demo();
  EXPECT_EQ(cloud.get_json("/sim/clock")["now"], "2026-01-21T15:00:00Z");
  EXPECT_EQ(cloud.ask("POST", "/sim/clock", R"({"advance_seconds": 90})").status, 200);
  EXPECT_EQ(cloud.get_json("/sim/clock")["now"], "2026-01-21T15:01:30Z");
  cloud.ask("POST", "/sim/clock", R"({"speed": 60})");
  cloud.wall_ms += 1000;
  EXPECT_EQ(cloud.get_json("/sim/clock")["now"], "2026-01-21T15:02:30Z");
  for (const char* wrong : {"[]", R"({"advance_seconds": -1})", R"({"advance": 1})", R"({"speed": "x"})", ""}) {
    EXPECT_EQ(cloud.ask("POST", "/sim/clock", wrong).status, 400) << wrong;
  }
}

TEST(desk, passes_a_week_in_the_time_of_its_calls) {
  a_cloud cloud = demo();
  for (int hour = 0; hour < 168; ++hour) {
    cloud.advance_seconds(3600);
    ASSERT_EQ(cloud.get("/v1/metrics?metrics=temporal_cloud_v1_action_limit").status, hour < 180 ? 200 : 429);
  }
}

}  // namespace
}  // namespace headroom::sim
