#include "headroom/temporal/client/schedule_proto.h"

#include <google/protobuf/util/message_differencer.h>
#include <gtest/gtest.h>

namespace temporal::detail {
namespace {

using namespace std::chrono_literals;
using google::protobuf::util::MessageDifferencer;
using proto = api::schedule::v1::Schedule;

// As another client may have made it, with parts that our types do not have.
proto of_another_client() {
  proto s;
  auto& action = *s.mutable_action()->mutable_start_workflow();
  action.set_workflow_id("id");
  action.mutable_workflow_type()->set_name("W");
  action.mutable_task_queue()->set_name("q");
  action.set_workflow_id_reuse_policy(api::enums::v1::WORKFLOW_ID_REUSE_POLICY_REJECT_DUPLICATE);
  action.mutable_input()->add_payloads()->set_data("1");
  action.mutable_workflow_run_timeout()->set_seconds(60);
  action.mutable_user_metadata()->mutable_summary()->set_data("\"short\"");
  action.mutable_versioning_override()->set_auto_upgrade(true);
  (*action.mutable_memo()->mutable_fields())["k"].set_data("2");
  s.mutable_spec()->add_cron_string("0 9 * * *");
  s.mutable_spec()->add_interval()->mutable_interval()->set_seconds(3600);
  s.mutable_spec()->mutable_interval(0)->mutable_phase();
  s.mutable_spec()->set_timezone_name("Europe/Berlin");
  s.mutable_spec()->set_timezone_data("TZif");
  s.mutable_policies()->set_overlap_policy(api::enums::v1::SCHEDULE_OVERLAP_POLICY_ALLOW_ALL);
  s.mutable_policies()->mutable_catchup_window()->set_seconds(60);
  s.mutable_policies()->set_keep_original_workflow_id(true);
  s.mutable_state()->set_notes("n");
  return s;
}

TEST(schedule_proto, an_update_that_changes_nothing_keeps_all) {
  const proto before = of_another_client();
  proto after = before;
  replace_in_proto(read_proto(before), after);
  EXPECT_TRUE(MessageDifferencer::Equals(after, before)) << after.DebugString();
}

TEST(schedule_proto, an_update_replaces_what_it_changes_and_nothing_else) {
  proto after = of_another_client();
  schedule changed = read_proto(after);
  changed.spec.intervals = {{2h, 0s}};
  changed.state.note = "changed";
  changed.action.arguments.clear();
  replace_in_proto(changed, after);
  proto expected = of_another_client();
  expected.mutable_spec()->mutable_interval(0)->mutable_interval()->set_seconds(7200);
  expected.mutable_state()->set_notes("changed");
  expected.mutable_action()->mutable_start_workflow()->clear_input();
  EXPECT_TRUE(MessageDifferencer::Equals(after, expected)) << after.DebugString();
}

TEST(schedule_proto, another_time_zone_drops_the_data_of_the_old_one) {
  proto after = of_another_client();
  schedule changed = read_proto(after);
  changed.spec.time_zone_name = "UTC";
  replace_in_proto(changed, after);
  EXPECT_EQ(after.spec().timezone_data(), "");
}

}  // namespace
}  // namespace temporal::detail
