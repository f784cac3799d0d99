#include "headroom/temporal/testing/simulated_run.h"

#include <exception>
#include <stdexcept>

#include "headroom/temporal/activity/attempt.h"
#include "headroom/temporal/common/failure_converter.h"
#include "headroom/temporal/common/payload_proto.h"
#include "headroom/temporal/workflow/instance_settings.h"
#include "headroom/temporal/workflow/registry.h"

namespace temporal::testing::detail {
namespace {

using temporal::detail::read_proto;
using temporal::detail::write_proto;
namespace commands = coresdk::workflow_commands;

// A workflow that goes on for so long has a bug, such as a retry without an end.
constexpr std::uint32_t activations_max = 200'000;

[[noreturn]] void raise(const temporal::api::failure::v1::Failure& failure) {
  std::rethrow_exception(temporal::detail::to_exception(*temporal::detail::read_failure(failure)));
}

payload result_of(const commands::WorkflowCommand& end) {
  if (end.has_complete_workflow_execution()) return read_proto(end.complete_workflow_execution().result());
  if (end.has_fail_workflow_execution()) raise(end.fail_workflow_execution().failure());
  if (end.has_cancel_workflow_execution()) throw cancelled_failure("the workflow ended as cancelled");
  const auto& next = end.continue_as_new_workflow_execution();
  throw continued_as_new(next.workflow_type(), read_proto(next.arguments()));
}

bool ends_workflow(const commands::WorkflowCommand& what) {
  return what.has_complete_workflow_execution() || what.has_fail_workflow_execution() ||
         what.has_cancel_workflow_execution() || what.has_continue_as_new_workflow_execution();
}

void describe_child(const commands::StartChildWorkflowExecution& child, temporal::api::failure::v1::Failure& failure) {
  failure.set_message("Child Workflow execution failed");
  auto& what = *failure.mutable_child_workflow_execution_failure_info();
  what.mutable_workflow_type()->set_name(child.workflow_type());
  what.mutable_workflow_execution()->set_workflow_id(child.workflow_id());
  what.mutable_workflow_execution()->set_run_id("run of " + child.workflow_id());
  what.set_retry_state(temporal::api::enums::v1::RETRY_STATE_RETRY_POLICY_NOT_SET);
}

}  // namespace

simulated_run::completion simulated_run::activate(const job& what) {
  if (++activations_ > activations_max) {
    throw std::logic_error("the workflow has not ended after " + std::to_string(activations_max) +
                           " activations; does it retry or poll without an end?");
  }
  coresdk::workflow_activation::WorkflowActivation in;
  in.set_run_id("run");
  write_proto(when_.now(), *in.mutable_timestamp());
  in.set_history_length(3 * activations_);
  *in.add_jobs() = what;
  completion out;
  instance_->activate(in, out);
  if (out.has_failed()) throw workflow_task_failed(out.failed().failure().message());
  return out;
}

void simulated_run::step(const job& what) {
  if (end_) return;  // the workflow is gone, and with it whatever this was for
  const completion out = activate(what);
  for (const auto& one : out.successful().commands()) obey(one);
}

void simulated_run::later(job what) {
  when_.after({}, [this, what = std::move(what)] { step(what); });
}

void simulated_run::obey(const command& what) {
  if (ends_workflow(what)) end_ = what;
  job answer;
  switch (what.variant_case()) {
    case command::kStartTimer:
      return start_timer(what.start_timer());
    case command::kCancelTimer:
      if (const auto timer = timers_.extract(what.cancel_timer().seq())) when_.remove(timer.mapped());
      return;
    case command::kScheduleActivity:
      return start_activity(what.schedule_activity(), false);
    case command::kScheduleLocalActivity:
      return start_activity(what.schedule_local_activity(), true);
    case command::kRequestCancelActivity:
      return cancel_activity(what.request_cancel_activity().seq());
    case command::kRequestCancelLocalActivity:
      return cancel_activity(what.request_cancel_local_activity().seq());
    case command::kStartChildWorkflowExecution:
      return start_child(what.start_child_workflow_execution());
    case command::kCancelChildWorkflowExecution:
      return cancel_child(what.cancel_child_workflow_execution().child_workflow_seq());
    case command::kSignalExternalWorkflowExecution:
      note_signal(what.signal_external_workflow_execution());
      answer.mutable_resolve_signal_external_workflow()->set_seq(what.signal_external_workflow_execution().seq());
      return later(answer);
    case command::kRequestCancelExternalWorkflowExecution:
      answer.mutable_resolve_request_cancel_external_workflow()->set_seq(
          what.request_cancel_external_workflow_execution().seq());
      return later(answer);
    case command::kUpdateResponse:
      responses_[what.update_response().protocol_instance_id()] = what.update_response();
      return;
    default:
      return;  // patches, search attributes and memo need no answer
  }
}

void simulated_run::start_timer(const commands::StartTimer& what) {
  const auto seq = what.seq();
  timers_[seq] = when_.after(read_proto(what.start_to_fire_timeout()), [this, seq] {
    timers_.erase(seq);
    job fired;
    fired.mutable_fire_timer()->set_seq(seq);
    step(fired);
  });
}

template <class Command>
void simulated_run::start_activity(const Command& what, bool is_local) {
  const auto seq = what.seq();
  auto on_end = [this, seq, is_local](const simulated_activity::resolution& result) {
    activities_.erase(seq);
    job ended;
    ended.mutable_resolve_activity()->set_seq(seq);
    ended.mutable_resolve_activity()->set_is_local(is_local);
    *ended.mutable_resolve_activity()->mutable_result() = result;
    later(ended);
  };
  const auto made = std::make_shared<simulated_activity>(what, activity_mocks_, when_, on_end);
  activities_.emplace(seq, made);
  made->start();
}

void simulated_run::cancel_activity(std::uint32_t seq) {
  const auto found = activities_.find(seq);
  if (found == activities_.end()) return;  // it has ended meanwhile
  const auto running = found->second;
  running->cancel();
}

void simulated_run::start_child(const commands::StartChildWorkflowExecution& what) {
  if (child_mocks_.functions.find(what.workflow_type()) == nullptr) {
    throw std::logic_error("the workflow started child \"" + what.workflow_type() +
                           "\", which nothing stands in for; call mock_child() for it");
  }
  job started;
  auto& start = *started.mutable_resolve_child_workflow_execution_start();
  start.set_seq(what.seq());
  start.mutable_succeeded()->set_run_id("run of " + what.workflow_id());
  later(started);
  const auto takes = child_mocks_.takes.at(what.workflow_type());
  children_[what.seq()] = {what, when_.after(takes, [this, what] { end_child(what); })};
}

void simulated_run::end_child(const commands::StartChildWorkflowExecution& what) {
  children_.erase(what.seq());
  activity::info info;
  info.activity_type = what.workflow_type();
  activity::context running(info, [](const payload_list&) {});
  const std::vector<std::shared_ptr<activity::interceptor>> no_interceptors;
  const converter_options plain;
  const auto result = temporal::detail::run_attempt({child_mocks_.functions, no_interceptors, plain}, running,
                                                    read_proto(what.input()));
  job ended;
  ended.mutable_resolve_child_workflow_execution()->set_seq(what.seq());
  auto& outcome = *ended.mutable_resolve_child_workflow_execution()->mutable_result();
  if (result.has_completed()) {
    *outcome.mutable_completed()->mutable_result() = result.completed().result();
  } else {
    describe_child(what, *outcome.mutable_failed()->mutable_failure());
    *outcome.mutable_failed()->mutable_failure()->mutable_cause() = result.failed().failure();
  }
  step(ended);
}

void simulated_run::cancel_child(std::uint32_t seq) {
  const auto found = children_.extract(seq);
  if (!found) return;  // it has ended meanwhile
  when_.remove(found.mapped().end);
  job ended;
  ended.mutable_resolve_child_workflow_execution()->set_seq(seq);
  auto& failure =
      *ended.mutable_resolve_child_workflow_execution()->mutable_result()->mutable_cancelled()->mutable_failure();
  describe_child(found.mapped().command, failure);
  failure.mutable_cause()->set_message("cancelled");
  failure.mutable_cause()->mutable_canceled_failure_info();
  later(ended);
}

void simulated_run::note_signal(const commands::SignalExternalWorkflowExecution& what) {
  const bool to_child = what.has_child_workflow_id();
  signals_.push_back({to_child ? what.child_workflow_id() : what.workflow_execution().workflow_id(), what.signal_name(),
                      read_proto(what.args())});
}

payload simulated_run::run_to_end(const std::shared_ptr<const workflow::detail::workflow_definition>& definition,
                                  const payload_list& arguments) {
  if (instance_) throw std::logic_error("an environment runs one workflow; make another one for the next");
  auto workflows = std::make_shared<workflow::registry>();
  workflows->add(definition);
  auto settings = std::make_shared<workflow::instance_settings>();
  settings->workflows = workflows;
  settings->workflow_namespace = "default";
  settings->task_queue = "test";
  instance_ = std::make_unique<workflow::instance>(std::move(settings));
  job start;
  auto& init = *start.mutable_initialize_workflow();
  init.set_workflow_type(definition->name);
  init.set_workflow_id("test");
  init.set_attempt(1);
  init.set_randomness_seed(1);
  init.set_first_execution_run_id("run");
  write_proto(when_.now(), *init.mutable_start_time());
  write_proto(arguments, *init.mutable_arguments());
  step(start);
  while (!end_) {
    if (when_.empty()) {
      throw std::logic_error(
          "the workflow waits, and no timer, activity, child or at() is to come; what it waits for must be sent in "
          "at()");
    }
    when_.advance();
  }
  return result_of(*end_);
}

void simulated_run::require_running(const char* what) const {
  if (!instance_) throw std::logic_error(std::string("the workflow has not started: ") + what + " belongs into at()");
}

void simulated_run::signal(const std::string& name, const payload_list& arguments) {
  require_running("signal()");
  job sent;
  sent.mutable_signal_workflow()->set_signal_name(name);
  write_proto(arguments, *sent.mutable_signal_workflow()->mutable_input());
  step(sent);
}

payload simulated_run::query(const std::string& name, const payload_list& arguments) {
  require_running("query()");
  job asked;
  asked.mutable_query_workflow()->set_query_id("query");
  asked.mutable_query_workflow()->set_query_type(name);
  write_proto(arguments, *asked.mutable_query_workflow()->mutable_arguments());
  const completion out = activate(asked);
  const auto& answer = out.successful().commands(0).respond_to_query();
  if (answer.has_failed()) raise(answer.failed());
  return read_proto(answer.succeeded().response());
}

payload simulated_run::update(const std::string& name, const payload_list& arguments) {
  require_running("update()");
  const std::string id = "update-" + std::to_string(++updates_);
  job sent;
  auto& update = *sent.mutable_do_update();
  update.set_id(id);
  update.set_protocol_instance_id(id);
  update.set_name(name);
  update.set_run_validator(true);
  write_proto(arguments, *update.mutable_input());
  step(sent);
  while (!responses_.contains(id) || responses_[id].has_accepted()) {
    if (end_ || when_.empty()) throw std::logic_error("update " + name + " has not ended, and nothing is to come");
    when_.advance();
  }
  if (responses_[id].has_rejected()) raise(responses_[id].rejected());
  return read_proto(responses_[id].completed());
}

void simulated_run::cancel(const std::string& reason) {
  require_running("cancel()");
  job cancelled;
  cancelled.mutable_cancel_workflow()->set_reason(reason);
  step(cancelled);
}

}  // namespace temporal::testing::detail
