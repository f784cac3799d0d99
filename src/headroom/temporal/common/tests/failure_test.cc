#include "headroom/temporal/common/failure.h"

#include <gtest/gtest.h>

#include "temporal/api/failure/v1/message.pb.h"

#include "headroom/temporal/common/failure_converter.h"

namespace temporal {
namespace {

using proto = api::failure::v1::Failure;

proto written(const std::exception_ptr& e, failure_attributes attributes = failure_attributes::plain) {
  proto out;
  detail::write_failure(e, attributes, out);
  return out;
}

template <class E>
proto written(const E& e) {
  return written(std::make_exception_ptr(e));
}

TEST(failure, an_application_failure_keeps_all_its_parts) {
  const auto p = written(application_failure("no")
                             .type("Rejected")
                             .non_retryable()
                             .benign()
                             .details(1, "two")
                             .next_retry_delay(std::chrono::milliseconds(1500)));
  EXPECT_EQ(p.message(), "no");
  EXPECT_EQ(p.source(), "CppSDK");
  const auto back = detail::read_failure(p);
  const auto* app = dynamic_cast<const application_failure*>(back.get());
  ASSERT_NE(app, nullptr);
  EXPECT_EQ(app->type(), "Rejected");
  EXPECT_TRUE(app->is_non_retryable());
  EXPECT_TRUE(app->is_benign());
  EXPECT_EQ(app->next_retry_delay(), std::chrono::milliseconds(1500));
  EXPECT_EQ(from_payload<std::string>(app->details().at(1)), "two");
}

TEST(failure, a_received_chain_is_sent_on_unchanged_when_thrown_again) {
  proto p;
  p.set_message("Activity task failed");
  p.set_source("GoSDK");
  p.mutable_activity_failure_info()->set_retry_state(api::enums::v1::RETRY_STATE_MAXIMUM_ATTEMPTS_REACHED);
  p.mutable_activity_failure_info()->mutable_activity_type()->set_name("charge");
  p.mutable_cause()->set_message("card");
  p.mutable_cause()->mutable_application_failure_info()->set_type("Declined");
  const auto read = detail::read_failure(p);
  const auto* activity = dynamic_cast<const activity_failure*>(read.get());
  ASSERT_NE(activity, nullptr);
  EXPECT_EQ(activity->retry_state(), retry_state::maximum_attempts_reached);
  EXPECT_EQ(find_failure<application_failure>(*read)->type(), "Declined");
  EXPECT_EQ(written(detail::to_exception(*read)).SerializeAsString(), p.SerializeAsString());
}

TEST(failure, causes_come_from_the_failure_or_from_nested_exceptions) {
  const auto p = written(application_failure("outer").cause_by(timeout_failure("late", timeout_type::heartbeat)));
  EXPECT_EQ(p.cause().timeout_failure_info().timeout_type(), api::enums::v1::TIMEOUT_TYPE_HEARTBEAT);
  try {
    try {
      throw std::out_of_range("inner");
    } catch (...) {
      std::throw_with_nested(std::runtime_error("outer"));
    }
  } catch (...) {
    const auto nested = written(std::current_exception());
    EXPECT_EQ(nested.message(), "outer");
    EXPECT_EQ(nested.cause().application_failure_info().type(), "std::out_of_range");
  }
}

TEST(failure, encoded_attributes_hide_message_and_stack_and_come_back) {
  auto f = application_failure("secret").cause_by(cancelled_failure("deep secret"));
  f.set_stack_trace("frame");
  const auto p = written(std::make_exception_ptr(f), failure_attributes::encoded);
  EXPECT_EQ(p.message(), "Encoded failure");
  EXPECT_EQ(p.stack_trace(), "");
  EXPECT_EQ(p.cause().message(), "Encoded failure");
  const auto back = detail::read_failure(p);
  EXPECT_EQ(back->message(), "secret");
  EXPECT_EQ(back->stack_trace(), "frame");
  EXPECT_EQ(back->cause()->message(), "deep secret");
}

TEST(failure, kinds_and_enum_values_of_the_future_are_read) {
  proto p;
  p.set_message("new");
  p.mutable_nexus_handler_failure_info();
  EXPECT_EQ(detail::read_failure(p)->message(), "new");
  proto t;
  t.mutable_timeout_failure_info()->set_timeout_type(static_cast<api::enums::v1::TimeoutType>(77));
  EXPECT_EQ(dynamic_cast<const timeout_failure&>(*detail::read_failure(t)).type(), timeout_type::other);
}

TEST(failure, a_cancellation_is_told_from_other_failures) {
  auto activity = activity_failure("a", {});
  EXPECT_FALSE(is_cancellation(activity));
  activity.set_cause(std::make_shared<cancelled_failure>());
  EXPECT_TRUE(is_cancellation(activity));
  EXPECT_TRUE(is_cancellation(cancelled_failure()));
  EXPECT_FALSE(is_cancellation(application_failure("x").cause_by(cancelled_failure())));
  EXPECT_FALSE(is_cancellation(std::make_exception_ptr(std::runtime_error("x"))));
}

}  // namespace
}  // namespace temporal
