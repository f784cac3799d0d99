#pragma once

#include <gtest/gtest.h>
#include <initializer_list>
#include <memory>
#include <string>
#include <vector>

#include "temporal/sdk/core/workflow_activation/workflow_activation.pb.h"
#include "temporal/sdk/core/workflow_completion/workflow_completion.pb.h"

#include "headroom/temporal/common/payload_proto.h"
#include "headroom/temporal/workflow/instance.h"
#include "headroom/temporal/workflow/workflow.h"

// A workflow instance with hand-made activations: no server, no worker.
namespace temporal::workflow::testing {

using activation = coresdk::workflow_activation::WorkflowActivation;
using job = coresdk::workflow_activation::WorkflowActivationJob;
using completion = coresdk::workflow_completion::WorkflowActivationCompletion;
using command = coresdk::workflow_commands::WorkflowCommand;
using failure_proto = temporal::api::failure::v1::Failure;

// Jobs as core sends them.
template <class... A>
job init(const A&... arguments) {
  job j;
  auto& i = *j.mutable_initialize_workflow();
  i.set_workflow_id("w");
  i.set_attempt(1);
  i.set_randomness_seed(42);
  temporal::detail::write_proto(to_payloads(arguments...), *i.mutable_arguments());
  return j;
}
job fire_timer(std::uint32_t seq);
job cancel(const std::string& reason = "enough");
job evict();
job patch(const std::string& id);
job activity_backoff(std::uint32_t seq, std::uint32_t attempt, duration after);
job activity_failed(std::uint32_t seq, const std::string& message);
job activity_cancelled(std::uint32_t seq);
job child_started(std::uint32_t seq, const std::string& run_id = "child-run");
job child_exists(std::uint32_t seq);
job child_failed(std::uint32_t seq, const std::string& message);
job signal_resolved(std::uint32_t seq);
job signal_not_delivered(std::uint32_t seq, const std::string& message);
job external_cancel_resolved(std::uint32_t seq);

template <class T>
job activity_done(std::uint32_t seq, const T& result) {
  job j;
  j.mutable_resolve_activity()->set_seq(seq);
  temporal::detail::write_proto(to_payload(result),
                                *j.mutable_resolve_activity()->mutable_result()->mutable_completed()->mutable_result());
  return j;
}
template <class T>
job child_done(std::uint32_t seq, const T& result) {
  job j;
  j.mutable_resolve_child_workflow_execution()->set_seq(seq);
  temporal::detail::write_proto(
      to_payload(result),
      *j.mutable_resolve_child_workflow_execution()->mutable_result()->mutable_completed()->mutable_result());
  return j;
}
template <class... A>
job signal(const std::string& name, const A&... arguments) {
  job j;
  j.mutable_signal_workflow()->set_signal_name(name);
  temporal::detail::write_proto(to_payloads(arguments...), *j.mutable_signal_workflow()->mutable_input());
  return j;
}
template <class... A>
job query(const std::string& name, const A&... arguments) {
  job j;
  j.mutable_query_workflow()->set_query_id("q");
  j.mutable_query_workflow()->set_query_type(name);
  temporal::detail::write_proto(to_payloads(arguments...), *j.mutable_query_workflow()->mutable_arguments());
  return j;
}
template <class... A>
job update(const std::string& name, const A&... arguments) {
  job j;
  auto& u = *j.mutable_do_update();
  u.set_id("u-" + name);
  u.set_protocol_instance_id("p-" + name);
  u.set_name(name);
  u.set_run_validator(true);
  temporal::detail::write_proto(to_payloads(arguments...), *u.mutable_input());
  return j;
}

// "timer 1 5000ms", "activity 1 charge", "complete \"done\"": one line a command, easy to compare.
std::string describe(const command& c);

// One run. Everything that goes in is recorded, so that it can be replayed.
class run {
 public:
  explicit run(std::shared_ptr<instance_settings> settings, std::string type = {});

  // Runs one activation and returns its commands' descriptions; a failed task is "task failed: MESSAGE".
  std::vector<std::string> activate(std::vector<job> jobs);
  // The completion of the last activation.
  [[nodiscard]] const completion& last() const { return last_; }
  [[nodiscard]] const command& last_command(int index) const { return last_.successful().commands(index); }

  // Replays all activations so far on a new instance, evicted after `until` of them (all by default), and expects the
  // same commands.
  void expect_same_in_replay() const;
  [[nodiscard]] std::size_t activations() const { return in_.size(); }
  void replay_and_evict_after(std::size_t until) const;

  bool replaying = false;

 private:
  std::shared_ptr<instance_settings> settings_;
  std::string type_;
  std::unique_ptr<instance> instance_;
  std::vector<activation> in_;
  std::vector<std::vector<std::string>> out_;
  completion last_;
};

// Settings with the given workflow classes.
template <class... X>
std::shared_ptr<instance_settings> settings_for() {
  auto workflows = std::make_shared<registry>();
  (workflows->add<X>(), ...);
  auto out = std::make_shared<instance_settings>();
  out->workflows = workflows;
  out->workflow_namespace = "ns";
  out->task_queue = "tq";
  return out;
}

template <class X>
run run_of() {
  return run(settings_for<X>(), type_name_of<X>());
}

using lines = std::vector<std::string>;

}  // namespace temporal::workflow::testing
