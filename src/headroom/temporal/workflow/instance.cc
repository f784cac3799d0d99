#include "headroom/temporal/workflow/instance.h"

#include <algorithm>
#include <fmt/format.h>
#include <stdexcept>

#include "temporal/sdk/core/workflow_activation/workflow_activation.pb.h"
#include "temporal/sdk/core/workflow_completion/workflow_completion.pb.h"

#include "headroom/temporal/common/codec_visitor.h"
#include "headroom/temporal/common/failure_converter.h"
#include "headroom/temporal/common/payload_proto.h"
#include "headroom/temporal/workflow/determinism_guard.h"
#include "headroom/temporal/workflow/jobs.h"
#include "headroom/temporal/workflow/runtime.h"

namespace temporal::workflow {
namespace {

using activation_proto = coresdk::workflow_activation::WorkflowActivation;
using completion_proto = coresdk::workflow_completion::WorkflowActivationCompletion;
using coresdk::workflow_activation::InitializeWorkflow;

const InitializeWorkflow* find_initialize(const activation_proto& in) {
  for (const auto& job : in.jobs()) {
    if (job.has_initialize_workflow()) return &job.initialize_workflow();
  }
  return nullptr;
}

bool evicts(const activation_proto& in) {
  for (const auto& job : in.jobs()) {
    if (job.has_remove_from_cache()) return true;
  }
  return false;
}

// Whether history will show that this activation happened. Queries and rejected updates leave nothing, so a condition
// that they let through, say one on the time, would stay shut in a replay.
bool leaves_a_trace(const activation_proto& in, const detail::command_list& commands) {
  const auto lasting = [](const auto& job) { return !job.has_query_workflow() && !job.has_do_update(); };
  return std::ranges::any_of(in.jobs(), lasting) || commands.accept_an_update();
}

std::unique_ptr<detail::runtime> make_run(const std::shared_ptr<const instance_settings>& settings,
                                          const std::string& type) {
  const auto* definition = settings->workflows->find(type);
  if (definition == nullptr) {
    throw application_failure(
        application_failure(fmt::format("workflow type '{}' is not registered on this worker; it serves: {}", type,
                                        settings->workflows->names()))
            .type("NotFoundError"));
  }
  auto run = std::make_unique<detail::runtime>(settings);
  run->definition = definition;
  run->info.workflow_namespace = settings->workflow_namespace;
  run->info.task_queue = settings->task_queue;
  return run;
}

void read_task(const activation_proto& in, detail::runtime& run) {
  run.now = temporal::detail::read_proto(in.timestamp());
  run.replaying = in.is_replaying();
  auto& info = run.info;
  info.run_id = in.run_id();
  info.history_length = in.history_length();
  info.history_size_bytes = in.history_size_bytes();
  info.continue_as_new_suggested = in.continue_as_new_suggested();
  info.deployment_name = in.deployment_version_for_current_task().deployment_name();
  info.build_id = in.deployment_version_for_current_task().build_id();
}

temporal::api::enums::v1::VersioningBehavior to_proto(versioning v) {
  switch (v) {
    case versioning::pinned:
      return temporal::api::enums::v1::VERSIONING_BEHAVIOR_PINNED;
    case versioning::auto_upgrade:
      return temporal::api::enums::v1::VERSIONING_BEHAVIOR_AUTO_UPGRADE;
    case versioning::unspecified:
      break;
  }
  return temporal::api::enums::v1::VERSIONING_BEHAVIOR_UNSPECIFIED;
}

void write_success(detail::runtime& run, completion_proto& out) {
  auto& success = *out.mutable_successful();
  run.commands.move_to(success);
  const auto own = run.definition->behavior;
  success.set_versioning_behavior(to_proto(own != versioning::unspecified ? own : run.settings->default_behavior));
}

bool cancels_something(const completion_proto& out) {
  return std::ranges::any_of(
      out.successful().commands(), [](const coresdk::workflow_commands::WorkflowCommand& command) {
        return command.has_request_cancel_activity() || command.has_request_cancel_local_activity() ||
               command.has_cancel_child_workflow_execution() || command.has_cancel_signal_workflow();
      });
}

void write_task_failure(const instance_settings& settings, const std::exception_ptr& why, completion_proto& out) {
  temporal::detail::write_failure(why, settings.converter.attributes, *out.mutable_failed()->mutable_failure());
}

}  // namespace

instance::instance(std::shared_ptr<const instance_settings> settings) : settings_(std::move(settings)) {}
instance::~instance() = default;

std::string instance::activate(std::string_view activation) {
  activation_proto in;
  completion_proto out;
  if (in.ParseFromArray(activation.data(), static_cast<int>(activation.size()))) {
    activate(in, out);
  } else {
    write_task_failure(*settings_,
                       std::make_exception_ptr(std::invalid_argument("the activation is no WorkflowActivation")), out);
  }
  return out.SerializeAsString();
}

void instance::activate(activation_proto& in, completion_proto& out) {
  out.set_run_id(in.run_id());
  if (evicts(in)) {
    run_.reset();
    out.mutable_successful();
    return;
  }
  try {
    work(in, out);
  } catch (...) {
    broken_ = true;
    out.clear_status();
    write_task_failure(*settings_, std::current_exception(), out);
  }
  awaits_cancelled_ = cancels_something(out);
  try {
    temporal::detail::encode_payloads(settings_->converter.codec.get(), out);
  } catch (...) {  // even a failing codec must not keep the answer back, nor may its failure need encoding
    broken_ = true;
    out.clear_status();
    write_task_failure({}, std::current_exception(), out);
  }
}

bool instance::holds_task() const {
  bool held = false;
  if (run_) run_->activities.for_each([&held](const detail::activity_operation& a) { held = held || a.holds_task(); });
  return held;
}

bool instance::awaits_local_activity(std::string_view activity_id) const {
  bool found = false;
  if (run_) {
    run_->activities.for_each(
        [&](const detail::activity_operation& a) { found = found || a.is_local_under_way(activity_id); });
  }
  return found;
}

void instance::work(activation_proto& in, completion_proto& out) {
  temporal::detail::decode_payloads(settings_->converter.codec.get(), in);
  if (const auto* start = find_initialize(in)) {
    run_ = make_run(settings_, start->workflow_type());
    broken_ = false;
  }
  if (!run_) throw std::logic_error("the first activation of a run does not initialize it");
  if (broken_) throw std::logic_error("an earlier activation of this run failed; it must be evicted first");
  auto& run = *run_;
  const detail::current_guard guard(run);
  (void)detail::take_outside_call();
  read_task(in, run);
  detail::apply_jobs(run, in);
  run.sched.run(run.conditions, [&] { return leaves_a_trace(in, run.commands); });
  if (const auto what = detail::take_outside_call(); !what.empty()) {
    throw std::logic_error(
        fmt::format("workflow code called {}, whose answer no replay can repeat; use temporal::workflow::now, "
                    "sleep, random_* or an activity",
                    what));
  }
  if (run.stray_error) std::rethrow_exception(std::exchange(run.stray_error, nullptr));
  detail::answer_queries(run, in);
  write_success(run, out);
}

}  // namespace temporal::workflow
