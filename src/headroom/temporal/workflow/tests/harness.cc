#include "headroom/temporal/workflow/tests/harness.h"

#include <fmt/format.h>

namespace temporal::workflow::testing {
namespace {

using temporal::detail::read_proto;

std::string describe_all(const temporal::detail::payload_proto_list& arguments) {
  std::string out;
  for (const auto& p : arguments) out += " " + p.data();
  return out;
}

std::vector<std::string> lines_of(const completion& out) {
  if (out.has_failed()) return {"task failed: " + out.failed().failure().message()};
  lines all;
  for (const auto& c : out.successful().commands()) all.push_back(testing::describe(c));
  return all;
}

completion activate_through_bytes(instance& i, const activation& in) {
  completion out;
  EXPECT_TRUE(out.ParseFromString(i.activate(in.SerializeAsString())));
  EXPECT_EQ(out.run_id(), "run");
  return out;
}

failure_proto& activity_failure_in(failure_proto& f) {
  f.set_message("Activity task failed");
  f.mutable_activity_failure_info()->mutable_activity_type()->set_name("a");
  return *f.mutable_cause();
}

}  // namespace

job fire_timer(std::uint32_t seq) {
  job j;
  j.mutable_fire_timer()->set_seq(seq);
  return j;
}

job cancel(const std::string& reason) {
  job j;
  j.mutable_cancel_workflow()->set_reason(reason);
  return j;
}

job evict() {
  job j;
  j.mutable_remove_from_cache()->set_message("cache full");
  return j;
}

job patch(const std::string& id) {
  job j;
  j.mutable_notify_has_patch()->set_patch_id(id);
  return j;
}

job activity_backoff(std::uint32_t seq, std::uint32_t attempt, duration after) {
  job j;
  j.mutable_resolve_activity()->set_seq(seq);
  auto& b = *j.mutable_resolve_activity()->mutable_result()->mutable_backoff();
  b.set_attempt(attempt);
  temporal::detail::write_proto(after, *b.mutable_backoff_duration());
  b.mutable_original_schedule_time()->set_seconds(7);
  return j;
}

job activity_failed(std::uint32_t seq, const std::string& message) {
  job j;
  j.mutable_resolve_activity()->set_seq(seq);
  auto& cause =
      activity_failure_in(*j.mutable_resolve_activity()->mutable_result()->mutable_failed()->mutable_failure());
  cause.set_message(message);
  cause.mutable_application_failure_info()->set_type("T");
  return j;
}

job activity_cancelled(std::uint32_t seq) {
  job j;
  j.mutable_resolve_activity()->set_seq(seq);
  activity_failure_in(*j.mutable_resolve_activity()->mutable_result()->mutable_cancelled()->mutable_failure())
      .mutable_canceled_failure_info();
  return j;
}

job child_started(std::uint32_t seq, const std::string& run_id) {
  job j;
  j.mutable_resolve_child_workflow_execution_start()->set_seq(seq);
  j.mutable_resolve_child_workflow_execution_start()->mutable_succeeded()->set_run_id(run_id);
  return j;
}

job child_exists(std::uint32_t seq) {
  job j;
  j.mutable_resolve_child_workflow_execution_start()->set_seq(seq);
  auto& failed = *j.mutable_resolve_child_workflow_execution_start()->mutable_failed();
  failed.set_workflow_id("c");
  failed.set_cause(coresdk::child_workflow::START_CHILD_WORKFLOW_EXECUTION_FAILED_CAUSE_WORKFLOW_ALREADY_EXISTS);
  return j;
}

job child_failed(std::uint32_t seq, const std::string& message) {
  job j;
  j.mutable_resolve_child_workflow_execution()->set_seq(seq);
  auto& f = *j.mutable_resolve_child_workflow_execution()->mutable_result()->mutable_failed()->mutable_failure();
  f.mutable_child_workflow_execution_failure_info()->mutable_workflow_type()->set_name("c");
  f.mutable_cause()->set_message(message);
  f.mutable_cause()->mutable_application_failure_info();
  return j;
}

job signal_resolved(std::uint32_t seq) {
  job j;
  j.mutable_resolve_signal_external_workflow()->set_seq(seq);
  return j;
}

job signal_not_delivered(std::uint32_t seq, const std::string& message) {
  job j = signal_resolved(seq);
  auto& f = *j.mutable_resolve_signal_external_workflow()->mutable_failure();
  f.set_message(message);
  f.mutable_application_failure_info();
  return j;
}

job external_cancel_resolved(std::uint32_t seq) {
  job j;
  j.mutable_resolve_request_cancel_external_workflow()->set_seq(seq);
  return j;
}

std::string describe(const command& c) {
  using fmt::format;
  switch (c.variant_case()) {
    case command::kStartTimer:
      return format("timer {} {}ms", c.start_timer().seq(),
                    read_proto(c.start_timer().start_to_fire_timeout()).count() / 1'000'000);
    case command::kCancelTimer:
      return format("cancel timer {}", c.cancel_timer().seq());
    case command::kScheduleActivity: {
      const auto& a = c.schedule_activity();
      return format("activity {} {}{}", a.seq(), a.activity_type(), describe_all(a.arguments()));
    }
    case command::kRequestCancelActivity:
      return format("cancel activity {}", c.request_cancel_activity().seq());
    case command::kScheduleLocalActivity: {
      const auto& a = c.schedule_local_activity();
      return format("local activity {} {} attempt {}{}", a.seq(), a.activity_type(), a.attempt(),
                    describe_all(a.arguments()));
    }
    case command::kRequestCancelLocalActivity:
      return format("cancel local activity {}", c.request_cancel_local_activity().seq());
    case command::kStartChildWorkflowExecution: {
      const auto& w = c.start_child_workflow_execution();
      return format("child {} {}{}", w.seq(), w.workflow_type(), describe_all(w.input()));
    }
    case command::kCancelChildWorkflowExecution:
      return format("cancel child {}", c.cancel_child_workflow_execution().child_workflow_seq());
    case command::kSignalExternalWorkflowExecution: {
      const auto& s = c.signal_external_workflow_execution();
      const auto target =
          s.has_workflow_execution() ? s.workflow_execution().workflow_id() : "child " + s.child_workflow_id();
      return format("signal {} {} to {}{}", s.seq(), s.signal_name(), target, describe_all(s.args()));
    }
    case command::kCancelSignalWorkflow:
      return format("cancel signal {}", c.cancel_signal_workflow().seq());
    case command::kRequestCancelExternalWorkflowExecution: {
      const auto& r = c.request_cancel_external_workflow_execution();
      return format("cancel external {} {}", r.seq(), r.workflow_execution().workflow_id());
    }
    case command::kSetPatchMarker:
      return format("patch {}{}", c.set_patch_marker().patch_id(),
                    c.set_patch_marker().deprecated() ? " deprecated" : "");
    case command::kRespondToQuery:
      return c.respond_to_query().has_succeeded() ? format("answer {} {}", c.respond_to_query().query_id(),
                                                           c.respond_to_query().succeeded().response().data())
                                                  : format("query failed {}", c.respond_to_query().failed().message());
    case command::kUpdateResponse: {
      const auto& u = c.update_response();
      if (u.has_accepted()) return "accepted " + u.protocol_instance_id();
      if (u.has_rejected()) return format("rejected {} {}", u.protocol_instance_id(), u.rejected().message());
      return format("completed {} {}", u.protocol_instance_id(), u.completed().data());
    }
    case command::kContinueAsNewWorkflowExecution:
      return "continue as new" + describe_all(c.continue_as_new_workflow_execution().arguments());
    case command::kCompleteWorkflowExecution:
      return "complete " + c.complete_workflow_execution().result().data();
    case command::kFailWorkflowExecution:
      return "fail " + c.fail_workflow_execution().failure().message();
    case command::kCancelWorkflowExecution:
      return "cancelled";
    case command::kUpsertWorkflowSearchAttributes:
      return "search attributes";
    case command::kModifyWorkflowProperties:
      return "memo";
    default:
      return c.ShortDebugString();
  }
}

run::run(std::shared_ptr<instance_settings> settings, std::string type)
    : settings_(std::move(settings)), type_(std::move(type)), instance_(std::make_unique<instance>(settings_)) {}

std::vector<std::string> run::activate(std::vector<job> jobs) {
  activation in;
  in.set_run_id("run");
  in.mutable_timestamp()->set_seconds(1'700'000'000 + static_cast<std::int64_t>(in_.size()) * 10);
  in.set_history_length(static_cast<std::uint32_t>(3 + 6 * in_.size()));
  in.set_is_replaying(replaying);
  for (auto& j : jobs) {
    if (j.has_initialize_workflow()) j.mutable_initialize_workflow()->set_workflow_type(type_);
    *in.add_jobs() = std::move(j);
  }
  last_ = activate_through_bytes(*instance_, in);
  in_.push_back(std::move(in));
  out_.push_back(lines_of(last_));
  return out_.back();
}

void run::expect_same_in_replay() const {
  instance other(settings_);
  for (std::size_t i = 0; i < in_.size(); ++i) {
    auto in = in_[i];
    in.set_is_replaying(i + 1 < in_.size());
    for (auto& j : *in.mutable_jobs()) {
      if (j.has_do_update()) j.mutable_do_update()->set_run_validator(false);
    }
    for (const auto& line : out_[i]) {  // core tells of the patches that history marks
      if (line.starts_with("patch ")) *in.add_jobs() = patch(line.substr(6, line.find(' ', 6) - 6));
    }
    EXPECT_EQ(lines_of(activate_through_bytes(other, in)), out_[i]) << "activation " << i;
  }
}

void run::replay_and_evict_after(std::size_t until) const {
  instance other(settings_);
  for (std::size_t i = 0; i < until; ++i) (void)activate_through_bytes(other, in_[i]);
  activation in;
  in.set_run_id("run");
  *in.add_jobs() = evict();
  const auto out = activate_through_bytes(other, in);
  EXPECT_TRUE(out.has_successful());
  EXPECT_EQ(out.successful().commands_size(), 0);
}

}  // namespace temporal::workflow::testing
