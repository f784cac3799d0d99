#include "headroom/temporal/testing/history_json.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stdexcept>

#include "temporal/api/history/v1/message.pb.h"

namespace temporal::testing {
namespace {

using api::history::v1::History;

History read(std::string_view text) {
  History history;
  EXPECT_TRUE(history.ParseFromString(history_from_json(text, "w").bytes));
  return history;
}

// What reading throws, as text.
std::string refusal(std::string_view text) {
  try {
    static_cast<void>(history_from_json(text, "w"));
    return {};
  } catch (const std::invalid_argument& error) {
    return error.what();
  }
}

TEST(history_json, reads_both_spellings_of_enum_values) {
  const auto history = read(R"({"events": [
    {"eventId": "1", "eventType": "WorkflowExecutionStarted",
     "workflowExecutionStartedEventAttributes": {"taskQueue": {"name": "q", "kind": "Normal"}, "initiator": "CronSchedule"}},
    {"eventId": "2", "eventType": "EVENT_TYPE_ACTIVITY_TASK_FAILED",
     "activityTaskFailedEventAttributes": {"retryState": "MaximumAttemptsReached",
       "failure": {"cause": {"timeoutFailureInfo": {"timeoutType": "StartToClose"}}}}}]})");
  using namespace temporal::api::enums::v1;
  EXPECT_EQ(history.events(0).event_type(), EVENT_TYPE_WORKFLOW_EXECUTION_STARTED);
  const auto& started = history.events(0).workflow_execution_started_event_attributes();
  EXPECT_EQ(started.task_queue().kind(), TASK_QUEUE_KIND_NORMAL);
  EXPECT_EQ(started.initiator(), CONTINUE_AS_NEW_INITIATOR_CRON_SCHEDULE);
  const auto& failed = history.events(1).activity_task_failed_event_attributes();
  EXPECT_EQ(failed.retry_state(), RETRY_STATE_MAXIMUM_ATTEMPTS_REACHED);
  EXPECT_EQ(failed.failure().cause().timeout_failure_info().timeout_type(), TIMEOUT_TYPE_START_TO_CLOSE);
}

TEST(history_json, leaves_out_fields_that_it_does_not_know) {
  EXPECT_EQ(
      read(R"({"events": [{"eventId": "1", "eventType": "TimerFired", "fromTheFuture": {"a": [1]}}]})").events_size(),
      1);
}

TEST(history_json, names_what_it_cannot_read) {
  EXPECT_THAT(refusal(R"({"events": [{"eventType": "Nonsense"}]})"),
              ::testing::HasSubstr("history.events[0].eventType"));
  EXPECT_THAT(refusal(R"({"events": [{"eventId": "7"}]})"), ::testing::HasSubstr("event 7"));
  EXPECT_THAT(refusal(R"({"events": []})"), ::testing::HasSubstr("no events"));
  EXPECT_THAT(refusal("{"), ::testing::HasSubstr("no JSON"));
  EXPECT_THAT(refusal("[]"), ::testing::HasSubstr("no object"));
}

}  // namespace
}  // namespace temporal::testing
