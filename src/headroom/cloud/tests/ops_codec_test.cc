#include "headroom/cloud/ops_codec.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace headroom::cloud {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

ops_namespace one_of(std::string page) {
  const auto read = decode_namespace_page(page);
  if (!read || read->namespaces.size() != 1) {
    ADD_FAILURE() << page << ": " << (read ? "not one namespace" : read.error().message);
    return {};
  }
  return read->namespaces.front();
}

ops_namespace with_capacity(const std::string& capacity_json) {
  return one_of(R"({"namespaces":[{"namespace":"n.a","capacity":)" + capacity_json + "}]}");
}

TEST(OpsCodec, ReadsAPageAsTheApiSendsIt) {
  std::string page = R"({"namespaces":[
    {"namespace":"orders.a1b2c","resourceVersion":"42","spec":{"name":"orders","regions":["aws-us-east-1"],"retentionDays":30,
       "capacitySpec":{"provisioned":{"value":8}},"unknown":{"deep":[1,{"x":null}]}},
     "state":"RESOURCE_STATE_ACTIVE","asyncOperationId":"","activeRegion":"aws-us-east-1",
     "limits":{"actionsPerSecondLimit":2000},"replicas":[{"id":"1","region":"aws-us-east-1"},{"id":"2","region":"gcp-x"}],
     "capacity":{"provisioned":{"currentValue":4},"latestRequest":{"state":"STATE_CAPACITY_REQUEST_IN_PROGRESS","asyncOperationId":"op1"}}},
    {"namespace":"idle.a1b2c","capacity":{"onDemand":{}}}],
    "nextPageToken":"more"})";
  const auto read = decode_namespace_page(page);
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(read->next_page_token, "more");
  ASSERT_EQ(read->namespaces.size(), 2u);
  const ops_namespace& orders = read->namespaces[0];
  EXPECT_EQ(orders.id, namespace_id("orders.a1b2c"));
  EXPECT_EQ(orders.resource_version, "42");
  EXPECT_EQ(orders.state, namespace_state::active);
  EXPECT_EQ(orders.active_region, "aws-us-east-1");
  EXPECT_THAT(orders.regions.all(), ElementsAre("aws-us-east-1", "gcp-x"));
  EXPECT_EQ(orders.actions_per_s_limit, 2000);
  EXPECT_EQ(orders.current, provisioned(4)) << "what is, not what the spec wants";
  EXPECT_EQ(orders.latest_request, capacity_request_state::in_progress);
  EXPECT_EQ(read->namespaces[1].current, on_demand);
}

TEST(OpsCodec, ReadsCapacityInEverySpellingThatWasMet) {
  const std::pair<const char*, std::optional<capacity>> table[] = {
      {R"({"onDemand":{}})", on_demand},
      {R"({"on_demand":{}})", on_demand},
      {R"({"onDemand":{},"provisioned":null})", on_demand},
      {R"({"onDemand":{"futureField":1}})", on_demand},
      {R"({"provisioned":{"currentValue":4}})", provisioned(4)},
      {R"({"provisioned":{"currentValue":4.0}})", provisioned(4)},
      {R"({"provisioned":{"current_value":"4"}})", provisioned(4)},
      {R"({"onDemand":null,"provisioned":{"currentValue":1e1}})", provisioned(10)},
      {R"({"provisioned":{"value":3}})", provisioned(3)},
      // What does not say.
      {R"({})", std::nullopt},
      {R"({"onDemand":null})", std::nullopt},
      {R"({"provisioned":{}})", std::nullopt},
      {R"({"provisioned":{"currentValue":0}})", std::nullopt},
      {R"({"provisioned":{"currentValue":-2}})", std::nullopt},
      {R"({"provisioned":{"currentValue":2.5}})", std::nullopt},
      {R"({"provisioned":{"currentValue":"NaN"}})", std::nullopt},
      {R"({"provisioned":{"currentValue":"Infinity"}})", std::nullopt},
      {R"({"provisioned":{"currentValue":1e300}})", std::nullopt},
      {R"({"provisioned":{"currentValue":[4]}})", std::nullopt},
      {R"({"onDemand":{},"provisioned":{"currentValue":4}})", std::nullopt},
      {R"("provisioned")", std::nullopt},
  };
  for (const auto& [json, expected] : table) EXPECT_EQ(with_capacity(json).current, expected) << json;
}

TEST(OpsCodec, WithoutACapacityTheSpecSaysIt) {
  EXPECT_EQ(
      one_of(
          R"({"namespaces":[{"namespace":"n.a","capacity":null,"spec":{"capacitySpec":{"provisioned":{"value":6}}}}]})")
          .current,
      provisioned(6));
  EXPECT_EQ(one_of(R"({"namespaces":[{"namespace":"n.a"}]})").current, std::nullopt);
}

TEST(OpsCodec, ReadsEnumsInEverySpellingThatWasMet) {
  const std::pair<const char*, capacity_request_state> requests[] = {
      {R"("STATE_CAPACITY_REQUEST_COMPLETED")", capacity_request_state::completed},
      {R"("StateCapacityRequestInProgress")", capacity_request_state::in_progress},
      {R"("FAILED")", capacity_request_state::failed},
      {R"("in_progress")", capacity_request_state::in_progress},
      {"2", capacity_request_state::in_progress},
      {"0", capacity_request_state::none},
      {R"("STATE_CAPACITY_REQUEST_UNSPECIFIED")", capacity_request_state::none},
      {R"("NOT_COMPLETED")", capacity_request_state::none},
      {"null", capacity_request_state::none},
  };
  for (const auto& [json, expected] : requests) {
    EXPECT_EQ(with_capacity(std::string(R"({"onDemand":{},"latestRequest":{"state":)") + json + "}}").latest_request,
              expected)
        << json;
  }
  const std::pair<const char*, operation_state> operations[] = {
      {R"("STATE_PENDING")", operation_state::pending},
      {R"("StatePending")", operation_state::pending},
      {R"("FULFILLED")", operation_state::fulfilled},
      {R"("fulfilled")", operation_state::fulfilled},
      {R"("STATE_IN_PROGRESS")", operation_state::in_progress},
      {R"("StateInProgress")", operation_state::in_progress},
      {R"("STATE_CANCELLED")", operation_state::cancelled},
      {R"("STATE_REJECTED")", operation_state::rejected},
      {"3", operation_state::failed},
      {R"("STATE_SOMETHING_NEW")", operation_state::unknown},
  };
  for (const auto& [json, expected] : operations) {
    const auto read = decode_operation(std::string(R"({"asyncOperation":{"id":"op","state":)") + json + "}}");
    ASSERT_TRUE(read) << json;
    EXPECT_EQ(read->state, expected) << json;
  }
  EXPECT_TRUE(is_terminal(operation_state::rejected));
  EXPECT_FALSE(is_terminal(operation_state::unknown));
  const std::pair<const char*, namespace_state> states[] = {
      {R"("RESOURCE_STATE_ACTIVE")", namespace_state::active},
      {R"("active")", namespace_state::active},
      {R"("ResourceStateUpdating")", namespace_state::active},
      {"3", namespace_state::active},
      {R"("RESOURCE_STATE_DELETING")", namespace_state::going_away},
      {"8", namespace_state::going_away},
      {R"("RESOURCE_STATE_DELETE_FAILED")", namespace_state::going_away},
      {R"("??")", namespace_state::unknown},
      {R"("RESOURCE_STATE_ACTIVATION_FAILED")", namespace_state::unknown},
  };
  for (const auto& [json, expected] : states) {
    EXPECT_EQ(one_of(std::string(R"({"namespaces":[{"namespace":"n.a","state":)") + json + "}]}").state, expected)
        << json;
  }
}

TEST(OpsCodec, SnakeCaseAndNullsAndUnknownFieldsAreRead) {
  std::string page =
      R"({"future":[1,2,{"a":"b"}],"namespaces":[{"namespace":"n.a","resource_version":7,"active_region":"r",
    "limits":{"actions_per_second_limit":"500"},"accepted_client_ca":null,"replicas":null,"spec":null}],"next_page_token":null})";
  const auto read = decode_namespace_page(page);
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(read->next_page_token, "");
  ASSERT_EQ(read->namespaces.size(), 1u);
  EXPECT_EQ(read->namespaces[0].resource_version, "7");
  EXPECT_EQ(read->namespaces[0].active_region, "r");
  EXPECT_EQ(read->namespaces[0].actions_per_s_limit, 500);
}

TEST(OpsCodec, AnAccountWithoutNamespacesIsNoError) {
  for (std::string page :
       {"{}", " {} ", R"({"namespaces":[]})", R"({"namespaces":[],"nextPageToken":""})", R"({"namespaces":null})"}) {
    const auto read = decode_namespace_page(page);
    ASSERT_TRUE(read) << page << read.error().message;
    EXPECT_TRUE(read->namespaces.empty());
  }
}

TEST(OpsCodec, WhatIsCutOrNoJsonIsDataLossWithABeginning) {
  for (std::string page :
       {"", "null", "[]", "7", "\"x\"", "<html>", R"({"namespaces":[{"namespace":"n.a")", R"({"namespaces":[)",
        R"({"namespaces":[]} trailing)", R"({"something":"else"})", R"({"namespaces":7})", R"({"namespaces":["a"]} {})",
        "{\"namespaces\":[{\"namespace\":\"\xff\"}]}"}) {
    const std::string copy = page;
    const auto read = decode_namespace_page(page);
    ASSERT_FALSE(read) << copy;
    EXPECT_EQ(read.error().code, error_code::data_loss) << copy;
    EXPECT_EQ(read.error().retry, retryable::yes) << copy;
  }
}

TEST(OpsCodec, KeepsTheSpecByteForByte) {
  const std::string spec =
      R"({ "name" : "orders", "big": 12345678901234567890123, "x":"é\u00e9", "future": {"a":[ ]} })";
  const auto read =
      decode_namespace(R"({"namespace":{"namespace":"orders.a","resourceVersion":"rv","spec":)" + spec +
                       R"(,"capacity":{"onDemand":{},"latestRequest":{"asyncOperationId":"op9","state":1}}}})");
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(read->spec_json, spec);
  EXPECT_EQ(read->seen.resource_version, "rv");
  EXPECT_EQ(read->seen.current, on_demand);
  EXPECT_EQ(read->latest_request_operation_id, "op9");
}

TEST(OpsCodec, ReadsWhatCanBeBought) {
  const auto read = decode_capacity_info(R"({"capacityInfo":{"namespace":"n.a","hasLegacyLimits":true,
    "currentCapacity":{"provisioned":{"currentValue":2}},
    "modeOptions":{"provisioned":{"validTruValues":[4,2,"3",6.0,null,-1],"maxAvailableTruValue":10},"onDemand":{"apsLimit":750}},
    "stats":{"aps":{"mean":12.5,"p90":"40","p99":99}}}})");
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_THAT(read->offer.valid_trus, ElementsAre(tru_count(2), tru_count(3), tru_count(4), tru_count(6)));
  EXPECT_EQ(read->offer.max_available_trus, tru_count(10));
  EXPECT_EQ(read->offer.on_demand_limit_aps, 750);
  EXPECT_EQ(read->current, provisioned(2));
  EXPECT_TRUE(read->has_legacy_limits);
  EXPECT_EQ(read->mean_aps, 12.5);
  EXPECT_EQ(read->p90_aps, 40);
}

TEST(OpsCodec, AFieldOfAWrongTypeCountsAsAbsent) {
  const auto read = decode_capacity_info(R"({"capacityInfo":{"namespace":["n"],"hasLegacyLimits":"true","modeOptions":7,
    "stats":[1],"currentCapacity":{"provisioned":"x"}}})");
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_FALSE(read->has_legacy_limits);
  EXPECT_EQ(read->current, std::nullopt);
  for (const char* duration : {R"("soon")", R"("-1s")", R"("1e9s")", R"("s")", "5", "{}"}) {
    const auto operation = decode_operation(std::string(R"({"asyncOperation":{"checkDuration":)") + duration + "}}");
    ASSERT_TRUE(operation) << duration;
    EXPECT_EQ(operation->check_after_s, std::nullopt) << duration;
  }
}

TEST(OpsCodec, ReadsOperationsAndIdentities) {
  const auto operation = decode_operation(
      R"({"asyncOperation":{"id":"op1","state":"STATE_FAILED","failureReason":"no stock","checkDuration":"1.5s"}})");
  ASSERT_TRUE(operation);
  EXPECT_EQ(operation->failure_reason, "no stock");
  EXPECT_EQ(operation->check_after_s, 1.5);
  const auto robot = decode_identity(
      R"({"serviceAccount":{"id":"s1","spec":{"name":"headroom","access":{"accountAccess":{"role":"ROLE_METRICS_READ"}}}}})");
  ASSERT_TRUE(robot) << robot.error().message;
  EXPECT_EQ(robot->kind, "service account");
  EXPECT_EQ(robot->name, "headroom");
  EXPECT_EQ(robot->account_role, "ROLE_METRICS_READ");
  const auto person = decode_identity(R"({"user":{"id":"u1","spec":{"email":"me@example.com"}}})");
  ASSERT_TRUE(person);
  EXPECT_EQ(person->kind, "user");
  EXPECT_EQ(person->name, "me@example.com");
}

}  // namespace
}  // namespace headroom::cloud
