#include "sim/update.h"

#include <functional>
#include <gtest/gtest.h>

#include "sim/tests/a_cloud.h"

namespace headroom::sim {
namespace {

constexpr std::string_view one_namespace = R"(
account = "x9y8z"
[[namespace]]
name = "orders"
load = [{kind = "steady", aps = 300}, {kind = "noise", white = 0, slow = 0}]
)";
constexpr std::string_view path = "/cloud/namespaces/orders.x9y8z";

json read(a_cloud& cloud) { return cloud.get_json(path)["namespace"]; }

json change_to(const json& held, const json& capacity) {
  json spec = held["spec"];
  spec["capacitySpec"] = capacity;
  return {{"spec", spec}, {"resourceVersion", held["resourceVersion"]}};
}

const json four_trus = {{"provisioned", {{"value", 4}}}};
const json on_demand_mode = {{"onDemand", json::object()}};

http_response post(a_cloud& cloud, const json& body) { return cloud.ask("POST", path, body.dump()); }

json operation_of(a_cloud& cloud, const http_response& accepted) {
  const std::string id = json::parse(accepted.body)["asyncOperation"]["id"];
  return cloud.get_json("/cloud/operations/" + id)["asyncOperation"];
}

TEST(update, goes_through_all_states_and_takes_two_minutes) {
  a_cloud cloud(one_namespace);
  const json before = read(cloud);
  const auto accepted = post(cloud, change_to(before, four_trus));
  ASSERT_EQ(accepted.status, 200) << accepted.body;
  EXPECT_EQ(operation_of(cloud, accepted)["state"], "STATE_PENDING");

  cloud.advance_seconds(5);
  EXPECT_EQ(operation_of(cloud, accepted)["state"], "STATE_IN_PROGRESS");
  json now = read(cloud);
  EXPECT_EQ(now["state"], "RESOURCE_STATE_UPDATING");
  EXPECT_NE(now["resourceVersion"], before["resourceVersion"]);
  EXPECT_EQ(now["capacity"]["latestRequest"]["state"], "STATE_CAPACITY_REQUEST_IN_PROGRESS");
  EXPECT_TRUE(now["capacity"].contains("onDemand"));

  cloud.advance_seconds(90);  // fulfilled, and the capacity is not there yet
  EXPECT_EQ(operation_of(cloud, accepted)["state"], "STATE_FULFILLED");
  now = read(cloud);
  EXPECT_EQ(now["state"], "RESOURCE_STATE_ACTIVE");
  EXPECT_EQ(now["capacity"]["latestRequest"]["state"], "STATE_CAPACITY_REQUEST_IN_PROGRESS");

  cloud.advance_seconds(25);
  now = read(cloud);
  EXPECT_EQ(now["capacity"]["latestRequest"]["state"], "STATE_CAPACITY_REQUEST_COMPLETED");
  EXPECT_EQ(now["capacity"]["provisioned"]["currentValue"], 4);
  EXPECT_EQ(now["limits"]["actionsPerSecondLimit"], 2000);
  EXPECT_EQ(now["spec"]["capacitySpec"], four_trus);
  cloud.advance_seconds(300);
  const std::string body = cloud.get("/v1/metrics").body;
  EXPECT_DOUBLE_EQ(sample_of(body, "temporal_cloud_v1_provisioned_capacity_tru_count"), 4);
  EXPECT_DOUBLE_EQ(sample_of(body, "temporal_cloud_v1_action_limit"), 2000);
  EXPECT_DOUBLE_EQ(sample_of(body, "temporal_cloud_v1_action_on_demand_envelope_limit"), 600);
}

TEST(update, goes_back_to_the_figure_of_the_last_seven_days) {
  a_cloud cloud(std::string(one_namespace) + "\n");
  post(cloud, change_to(read(cloud), four_trus));
  cloud.advance_seconds(600);
  ASSERT_EQ(post(cloud, change_to(read(cloud), on_demand_mode)).status, 200);
  cloud.advance_seconds(600);
  EXPECT_TRUE(read(cloud)["capacity"].contains("onDemand"));
  EXPECT_EQ(read(cloud)["limits"]["actionsPerSecondLimit"], 600);
}

struct refusal {
  std::string name;
  std::function<void(json&)> spoil;
  int status, code;
  std::string says;
};

TEST(update, refuses_wrong_use_and_changes_nothing) {
  for (const refusal& r : std::vector<refusal>{
           {"no version", [](json& b) { b.erase("resourceVersion"); }, 400, 3, "resource_version"},
           {"stale version", [](json& b) { b["resourceVersion"] = "old"; }, 409, 10, "mismatch"},
           {"no spec", [](json& b) { b.erase("spec"); }, 400, 3, "spec"},
           {"unknown field", [](json& b) { b["spec"]["capacity"] = 4; }, 400, 3, "unknown field \"spec.capacity\""},
           {"unknown request field", [](json& b) { b["force"] = true; }, 400, 3, "unknown field \"force\""},
           {"wrong type", [](json& b) { b["spec"]["retentionDays"] = "many"; }, 400, 3, "spec.retentionDays"},
           {"both modes",
            [](json& b) {
              b["spec"]["capacitySpec"] = {{"onDemand", json::object()}, {"provisioned", {{"value", 4}}}};
            },
            400, 3, "oneof"},
           {"another name", [](json& b) { b["spec"]["name"] = "other"; }, 400, 3, "immutable"},
           {"a dropped field is cleared", [](json& b) { b["spec"].erase("retentionDays"); }, 400, 3, "retention_days"},
           {"count not sold", [](json& b) { b["spec"]["capacitySpec"]["provisioned"]["value"] = 5; }, 400, 3,
            "valid TRU"},
           {"half a TRU", [](json& b) { b["spec"]["capacitySpec"]["provisioned"]["value"] = 2.5; }, 400, 3, "2.5"},
           {"nothing to change", [](json& b) { b["spec"]["capacitySpec"] = on_demand_mode; }, 400, 3,
            "nothing to change"},
       }) {
    a_cloud cloud(one_namespace);
    const json before = read(cloud);
    json body = change_to(before, four_trus);
    r.spoil(body);
    const auto answer = post(cloud, body);
    EXPECT_EQ(answer.status, r.status) << r.name << answer.body;
    const json status = json::parse(answer.body);
    EXPECT_EQ(status["code"], r.code) << r.name;
    EXPECT_NE(status["message"].get<std::string>().find(r.says), std::string::npos) << r.name << status;
    EXPECT_TRUE(status["details"].is_array());
    EXPECT_EQ(read(cloud), before) << r.name;
  }
}

TEST(update, clears_what_is_left_out_of_the_spec) {
  a_cloud cloud(one_namespace);
  json body = change_to(read(cloud), four_trus);
  body["spec"].erase("searchAttributes");
  body["spec"].erase("lifecycle");
  ASSERT_EQ(post(cloud, body).status, 200);
  EXPECT_EQ(read(cloud)["spec"]["searchAttributes"], json::object());
  EXPECT_TRUE(read(cloud)["spec"]["lifecycle"].is_null());
}

TEST(update, takes_snake_case_too) {
  a_cloud cloud(one_namespace);
  json body = change_to(read(cloud), four_trus);
  body["spec"].erase("capacitySpec");
  body["spec"]["capacity_spec"] = four_trus;
  body["resource_version"] = body["resourceVersion"];
  body.erase("resourceVersion");
  EXPECT_EQ(post(cloud, body).status, 200);
}

TEST(update, with_the_same_operation_id_is_done_once) {
  a_cloud cloud(one_namespace);
  json body = change_to(read(cloud), four_trus);
  body["asyncOperationId"] = "op-1";
  const auto first = post(cloud, body);
  ASSERT_EQ(first.status, 200);
  EXPECT_EQ(json::parse(first.body)["asyncOperation"]["id"], "op-1");
  const std::string version = read(cloud)["resourceVersion"];
  cloud.advance_seconds(1000);
  const auto again = post(cloud, body);
  EXPECT_EQ(again.status, 200);
  EXPECT_EQ(read(cloud)["resourceVersion"], version);
  body["spec"]["capacitySpec"] = on_demand_mode;
  EXPECT_EQ(post(cloud, body).status, 409);
}

TEST(update, waits_for_the_one_before) {
  a_cloud cloud(one_namespace);
  post(cloud, change_to(read(cloud), four_trus));
  cloud.advance_seconds(5);
  EXPECT_EQ(post(cloud, change_to(read(cloud), on_demand_mode)).status, 400);  // operation in progress
  cloud.advance_seconds(90);
  const auto answer = post(cloud, change_to(read(cloud), on_demand_mode));  // capacity request in progress
  EXPECT_EQ(answer.status, 400);
  EXPECT_EQ(json::parse(answer.body)["code"], 9);
  cloud.advance_seconds(60);
  EXPECT_EQ(post(cloud, change_to(read(cloud), on_demand_mode)).status, 200);
}

TEST(update, keeps_to_the_stock_of_the_region) {
  a_cloud cloud(R"(
account = "x9y8z"
stock = {"aws-us-east-1" = {max_trus = 8, pool_trus = 10}}
[[namespace]]
name = "orders"
[[namespace]]
name = "other"
trus = 6
)");
  const json info = cloud.get_json(std::string(path) + "/capacity-info")["capacityInfo"];
  EXPECT_EQ(info["modeOptions"]["provisioned"]["validTruValues"], (json{2, 3, 4, 6, 8, 10, 12}));
  EXPECT_EQ(info["modeOptions"]["provisioned"]["maxAvailableTruValue"], 4);  // 10 less 6
  const auto answer = post(cloud, change_to(read(cloud), {{"provisioned", {{"value", 6}}}}));
  EXPECT_EQ(json::parse(answer.body)["code"], 9) << answer.body;
  EXPECT_EQ(post(cloud, change_to(read(cloud), four_trus)).status, 200);
}

TEST(update, has_ten_places_for_changes_in_the_account) {
  std::string toml = "account = \"x9y8z\"\n[limits]\noperations_at_once = 2\n";
  for (const char* name : {"a", "b", "c"}) toml += "[[namespace]]\nname = \"" + std::string(name) + "\"\n";
  a_cloud cloud(toml);
  const auto raise = [&](const std::string& name) {
    const std::string at = "/cloud/namespaces/" + name + ".x9y8z";
    return cloud.ask("POST", at, change_to(cloud.get_json(at)["namespace"], four_trus).dump()).status;
  };
  EXPECT_EQ(raise("a"), 200);
  EXPECT_EQ(raise("b"), 200);
  EXPECT_EQ(raise("c"), 429);
  cloud.advance_seconds(95);
  EXPECT_EQ(raise("c"), 200);
}

struct ending {
  std::string fault, operation_state, request_state;
  bool arrives;
};

TEST(update, can_end_badly_in_every_way) {
  for (const ending& e : std::vector<ending>{
           {"operation_failed", "STATE_FAILED", "STATE_CAPACITY_REQUEST_FAILED", false},
           {"operation_rejected", "STATE_REJECTED", "STATE_CAPACITY_REQUEST_FAILED", false},
           {"operation_cancelled", "STATE_CANCELLED", "STATE_CAPACITY_REQUEST_FAILED", false},
           {"operation_stuck", "STATE_IN_PROGRESS", "STATE_CAPACITY_REQUEST_IN_PROGRESS", false},
           {"capacity_failed", "STATE_FULFILLED", "STATE_CAPACITY_REQUEST_FAILED", false},
           {"value_mismatch", "STATE_FULFILLED", "STATE_CAPACITY_REQUEST_COMPLETED", false},
       }) {
    a_cloud cloud(std::string(one_namespace) + "[[fault]]\nkind = \"" + e.fault + "\"\ntimes = 1\n");
    const auto accepted = post(cloud, change_to(read(cloud), four_trus));
    ASSERT_EQ(accepted.status, 200);
    cloud.advance_seconds(86'400);
    EXPECT_EQ(operation_of(cloud, accepted)["state"], e.operation_state) << e.fault;
    const json capacity = read(cloud)["capacity"];
    EXPECT_EQ(capacity["latestRequest"]["state"], e.request_state) << e.fault;
    EXPECT_TRUE(capacity.contains("onDemand")) << e.fault;
  }
}

TEST(update, resets_a_limit_that_support_had_set) {
  a_cloud cloud(std::string(one_namespace) + "support_limit_aps = 2500\n");
  EXPECT_EQ(cloud.get_json(std::string(path) + "/capacity-info")["capacityInfo"]["hasLegacyLimits"], true);
  EXPECT_EQ(read(cloud)["limits"]["actionsPerSecondLimit"], 2500);
  post(cloud, change_to(read(cloud), four_trus));
  cloud.advance_seconds(300);
  post(cloud, change_to(read(cloud), on_demand_mode));
  cloud.advance_seconds(300);
  EXPECT_EQ(cloud.get_json(std::string(path) + "/capacity-info")["capacityInfo"]["hasLegacyLimits"], false);
  EXPECT_EQ(read(cloud)["limits"]["actionsPerSecondLimit"], 600);
}

TEST(update, changes_tags_apart_from_the_spec) {
  a_cloud cloud(one_namespace);
  EXPECT_EQ(
      cloud.ask("POST", std::string(path) + "/update-tags", R"({"tagsToUpsert":{"team":"x"},"tagsToRemove":["no"]})")
          .status,
      200);
  EXPECT_EQ(read(cloud)["tags"], (json{{"team", "x"}}));
  EXPECT_EQ(cloud.ask("POST", std::string(path) + "/update-tags", "{}").status, 400);
}

TEST(small_changes, take_an_operation_id_once_and_say_what_they_were) {
  a_cloud cloud(std::string(one_namespace) + "replica = \"aws-us-west-2\"\n");
  const std::string tags = std::string(path) + "/update-tags";
  const std::string x = R"({"tagsToUpsert":{"team":"x"},"asyncOperationId":"id-1"})";
  const auto first = json::parse(cloud.ask("POST", tags, x).body)["asyncOperation"];
  EXPECT_EQ(first["operationInput"]["@type"],
            "type.googleapis.com/temporal.api.cloud.cloudservice.v1.UpdateNamespaceTagsRequest");
  EXPECT_EQ(first["operationInput"]["namespace"], read(cloud)["namespace"]);
  cloud.advance_seconds(5);
  EXPECT_EQ(json::parse(cloud.ask("POST", tags, x).body)["asyncOperation"], first);
  EXPECT_EQ(cloud.ask("POST", tags, R"({"tagsToUpsert":{"team":"y"},"asyncOperationId":"id-1"})").status, 409);
  EXPECT_EQ(read(cloud)["tags"], (json{{"team", "x"}}));
  const std::string failover = std::string(path) + "/failover-region";
  EXPECT_EQ(cloud.ask("POST", failover, R"({"region":"aws-us-west-2","asyncOperationId":"id-1"})").status, 409);
  EXPECT_EQ(cloud.ask("POST", failover, R"({"region":"aws-us-west-2","asyncOperationId":"id-2"})").status, 200);
  EXPECT_EQ(cloud.ask("POST", failover, R"({"region":"aws-us-west-2","asyncOperationId":"id-2"})").status, 200);
  EXPECT_EQ(cloud.ask("POST", failover, R"({"region":"aws-us-west-2","asyncOperationId":"id-3"})").status, 400);
}

TEST(regions, are_known_one_by_one) {
  a_cloud cloud(one_namespace);
  EXPECT_EQ(cloud.get_json("/cloud/regions/aws-us-east-1")["region"]["location"], "N. Virginia");
  EXPECT_EQ(cloud.get("/cloud/regions/mars-1").status, 404);
}

TEST(failover, changes_the_active_region_everywhere) {
  a_cloud cloud(std::string(one_namespace) + "replica = \"aws-us-west-2\"\n");
  const std::string at = std::string(path) + "/failover-region";
  EXPECT_EQ(cloud.ask("POST", at, R"({"region": "aws-eu-west-1"})").status, 400);
  EXPECT_EQ(cloud.ask("POST", at, R"({"region": "aws-us-east-1"})").status, 400);
  const auto accepted = cloud.ask("POST", at, R"({"region": "aws-us-west-2"})");
  ASSERT_EQ(accepted.status, 200) << accepted.body;
  EXPECT_EQ(read(cloud)["activeRegion"], "aws-us-east-1");
  cloud.advance_seconds(61);
  EXPECT_EQ(operation_of(cloud, accepted)["state"], "STATE_FULFILLED");
  EXPECT_EQ(read(cloud)["activeRegion"], "aws-us-west-2");
  EXPECT_EQ(read(cloud)["replicas"][1]["isPrimary"], true);
  cloud.advance_seconds(300);
  const std::string body = cloud.get("/v1/metrics").body;
  EXPECT_NE(body.find("temporal_cloud_v1_action_limit{region=\"aws-us-west-2\""), std::string::npos);
  EXPECT_NE(body.find("temporal_cloud_v1_replication_lag_p50{region=\"aws-us-east-1\""), std::string::npos);
  a_cloud alone(one_namespace);
  EXPECT_EQ(alone.ask("POST", at, R"({"region": "aws-us-west-2"})").status, 400);
}

TEST(audit_log, names_who_changed_what) {
  a_cloud cloud(one_namespace);
  post(cloud, change_to(read(cloud), four_trus));
  const json logs = cloud.get_json("/cloud/audit-logs")["logs"];
  ASSERT_EQ(logs.size(), 1U);
  EXPECT_EQ(logs[0]["operation"], "UpdateNamespace");
  EXPECT_EQ(logs[0]["principal"]["name"], "sim-account-owner");
  EXPECT_EQ(logs[0]["rawDetails"]["spec"]["capacitySpec"], four_trus);
}

}  // namespace
}  // namespace headroom::sim
