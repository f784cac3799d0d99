#include "headroom/cloud/ops_client.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fake_account.h"

#include "headroom/cloud/spec_edit.h"

namespace headroom::cloud {
namespace {

using testing::fake_account;
using ::testing::HasSubstr;
using testing::json_answer;
using ::testing::SizeIs;

// One question to an Ops API that answers as the test says.
class OpsClient : public ::testing::Test {
 protected:
  void answer_with(testing::answer_for ops) {
    account_.emplace(1, testing::answer_for{}, std::move(ops));
    api_.emplace(ops_caller(account_->with(), account_->what, account_->tell, std::chrono::seconds(60)));
  }

  std::optional<fake_account> account_;
  std::optional<caller> api_;
};

TEST_F(OpsClient, AsksForOneNamespaceByItsFullId) {
  answer_with([](const std::string&) {
    return json_answer(
        200,
        R"({"namespace":{"namespace":"n.a","resourceVersion":"7","spec":{"name":"n"},"capacity":{"onDemand":{}}}})");
  });
  const auto read = get_namespace(*api_, namespace_id("n.a"));
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(read->seen.resource_version, "7");
  EXPECT_EQ(read->spec_json, R"({"name":"n"})");
  EXPECT_THAT(account_->ops_requests().at(0), HasSubstr("GET /cloud/namespaces/n.a HTTP/1.1"));
}

TEST_F(OpsClient, ANamespaceThatIsNotThereIsNotFound) {
  answer_with([](const std::string&) { return json_answer(404, R"({"code":5,"message":"namespace not found"})"); });
  const auto read = get_namespace(*api_, namespace_id("a/../b"));
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().code, error_code::not_found);
  EXPECT_THAT(account_->ops_requests().at(0), HasSubstr("GET /cloud/namespaces/a%2F..%2Fb HTTP/1.1"));
}

TEST_F(OpsClient, AsksWhatCanBeBoughtAndWhoseKeyItIs) {
  answer_with([](const std::string& request) {
    return request.starts_with("GET /cloud/current-identity")
               ? json_answer(200, R"({"user":{"id":"u","spec":{"email":"me@example.com"}}})")
               : json_answer(
                     200,
                     R"({"capacityInfo":{"namespace":"n.a","modeOptions":{"provisioned":{"validTruValues":[2,3]}}}})");
  });
  const auto offer = get_capacity_info(*api_, namespace_id("n.a"));
  ASSERT_TRUE(offer) << offer.error().message;
  EXPECT_THAT(offer->offer.valid_trus, SizeIs(2));
  EXPECT_THAT(account_->ops_requests().at(0), HasSubstr("GET /cloud/namespaces/n.a/capacity-info "));
  const auto me = get_current_identity(*api_);
  ASSERT_TRUE(me) << me.error().message;
  EXPECT_EQ(me->name, "me@example.com");
}

TEST_F(OpsClient, AnUpdateSendsTheWholeSpecWithVersionAndOperationId) {
  answer_with([](const std::string&) {
    return json_answer(200, R"({"asyncOperation":{"id":"op1","state":"STATE_PENDING"}})");
  });
  const auto spec =
      replace_capacity_spec(R"({"name":"n","future":{"x":1e3},"capacitySpec":{"onDemand":{}}})", provisioned(4));
  ASSERT_TRUE(spec);
  const auto started = update_namespace(
      *api_,
      {.id = namespace_id("n.a"), .spec_json = *spec, .resource_version = "rv\"7", .async_operation_id = "headroom-1"});
  ASSERT_TRUE(started) << started.error().message;
  ASSERT_TRUE(*started);
  EXPECT_EQ((*started)->id, "op1");
  const std::string request = account_->ops_requests().at(0);
  EXPECT_THAT(request, HasSubstr("POST /cloud/namespaces/n.a HTTP/1.1"));
  EXPECT_THAT(request, HasSubstr("Content-Type: application/json\r\n"));
  EXPECT_THAT(
      request,
      HasSubstr(
          R"({"spec":{"name":"n","future":{"x":1e3},"capacitySpec":{"provisioned":{"value":4}}},"resourceVersion":"rv\"7","asyncOperationId":"headroom-1"})"));
}

TEST_F(OpsClient, AnUpdateIsSentAgainWithTheSameIdWhenItsAnswerIsLost) {
  answer_with([n = std::make_shared<std::atomic<int>>(0)](const std::string&) {
    return (*n)++ == 0 ? std::string("HTTP/1.1 200 OK\r\nContent-Length: 99\r\nConnection: close\r\n\r\n{")
                       : json_answer(200, R"({"asyncOperation":{"id":"op1","state":"STATE_FULFILLED"}})");
  });
  const namespace_update change{
      .id = namespace_id("n.a"), .spec_json = "{}", .resource_version = "1", .async_operation_id = "headroom-1"};
  const auto started = update_namespace(*api_, change);
  ASSERT_TRUE(started) << started.error().message;
  ASSERT_THAT(account_->ops_requests(), SizeIs(2));
  for (const std::string& request : account_->ops_requests())
    EXPECT_THAT(request, HasSubstr(R"("asyncOperationId":"headroom-1")"));
}

TEST_F(OpsClient, NothingToChangeIsASuccessAndAConflictIsNot) {
  answer_with([](const std::string&) { return json_answer(400, R"({"code":3,"message":"nothing to change"})"); });
  const namespace_update change{.id = namespace_id("n.a"), .spec_json = "{}", .resource_version = "1"};
  const auto nothing = update_namespace(*api_, change);
  ASSERT_TRUE(nothing) << nothing.error().message;
  EXPECT_FALSE(*nothing);
  answer_with(
      [](const std::string&) { return json_answer(409, R"({"code":10,"message":"resource version mismatch"})"); });
  const auto conflict = update_namespace(*api_, change);
  ASSERT_FALSE(conflict);
  EXPECT_EQ(conflict.error().code, error_code::aborted);
  EXPECT_THAT(account_->ops_requests(), SizeIs(1)) << "a conflict is not sent again";
}

TEST_F(OpsClient, AnOperationIsReadByItsId) {
  answer_with([](const std::string&) {
    return json_answer(200, R"({"asyncOperation":{"id":"op 1","state":"StateRejected","failureReason":"no stock"}})");
  });
  const auto operation = get_operation(*api_, "op 1");
  ASSERT_TRUE(operation) << operation.error().message;
  EXPECT_TRUE(is_terminal(operation->state));
  EXPECT_EQ(to_string(operation->state), "rejected");
  EXPECT_THAT(account_->ops_requests().at(0), HasSubstr("GET /cloud/operations/op%201 "));
}

}  // namespace
}  // namespace headroom::cloud
