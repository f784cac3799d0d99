// The steps that cancellation reaches: timers, waits, activities, children, signals to others.
#include <stdexcept>

#include "attributes.h"
#include "expression.h"
#include "steps.h"
#include "times.h"

namespace kitchen_sink {
namespace {

std::string text_field(const json& step, const char* field) { return step.value(field, std::string()); }

wf::task<value> sleep_step(const json* step, frame) {
  auto timer = wf::sleep(duration_of(step->at("seconds")), text_field(*step, "summary"));
  co_await timer;
  co_return value();
}

wf::task<value> wait_step(const json* step, frame at) {
  const auto holds = [step, &at] { return truth(evaluate(step->at("until"), at)); };
  const auto timeout = optional_duration(*step, "timeout");
  if (!timeout) {
    co_await wf::wait_condition(holds);
    co_return json(true);
  }
  const bool in_time = co_await wf::wait_condition(holds, *timeout);
  co_return json(in_time);
}

wf::task<value> wait_handlers_step(const json*, frame) {
  co_await wf::wait_condition([] { return wf::all_handlers_finished(); });
  co_return value();
}

wf::task<value> activity_step(const json* step, frame at) {
  const std::string type = step->at("type").get<std::string>();
  const auto arguments = evaluate_arguments(*step, at);
  if (step->value("local", false)) {
    auto local = wf::start_local_activity<value>(type, local_activity_options_of(*step), arguments);
    co_return co_await local;
  }
  auto remote = wf::start_activity<value>(type, activity_options_of(*step), arguments);
  co_return co_await remote;
}

// A child's arguments: a program whose `vars` are computed, or plain ones.
temporal::raw_args child_arguments(const json& step, const frame& at) {
  if (!step.contains("program")) return evaluate_arguments(step, at);
  json program = step.at("program");
  if (program.contains("vars")) program["vars"] = evaluate_json(program.at("vars"), at);
  return temporal::raw_args({temporal::to_payload(value(std::move(program)))});
}

wf::task<value> child_step(const json* step, frame at) {
  auto options = child_options_of(*step, at);
  const bool only_start = text_field(*step, "wait") == "start";
  // Cancellation reaches a child through those who wait for it, so one that was only started lives on.
  options.detached();
  auto child =
      wf::start_child<value>(step->value("type", std::string("kitchenSink")), options, child_arguments(*step, at));
  if (const auto name = step->find("name"); name != step->end())
    at.shared->children.insert_or_assign(name->get<std::string>(), child);
  if (!only_start) co_return co_await child;
  auto started = child.started();
  co_await started;
  co_return json{{"id", child.workflow_id()}, {"run_id", child.run_id()}};
}

const wf::child_handle<value>& child_named(const frame& at, const std::string& name) {
  const auto found = at.shared->children.find(name);
  if (found == at.shared->children.end()) throw std::runtime_error("no child was started under the name " + name);
  return found->second;
}

wf::task<value> child_result_step(const json* step, frame at) {
  const auto child = child_named(at, step->at("name").get<std::string>());
  wf::throw_if_cancelled();  // an operation, even when the child has ended already
  co_return co_await child;
}

wf::external_workflow external_of(const json& step, const frame& at) {
  const bool has_run = step.contains("run_id") && !step.at("run_id").is_null();
  return wf::external_workflow(evaluate_text(step.at("workflow_id"), at),
                               has_run ? evaluate_text(step.at("run_id"), at) : std::string());
}

wf::task<value> signal_step(const json* step, frame at) {
  const std::string name = step->at("signal").get<std::string>();
  const auto arguments = evaluate_arguments(*step, at);
  if (const auto child = step->find("child"); child != step->end()) {
    const auto to = child_named(at, child->get<std::string>());
    auto sent = to.signal(name, arguments);
    co_await sent;
  } else {
    auto sent = external_of(*step, at).signal(name, arguments);
    co_await sent;
  }
  co_return value();
}

wf::task<value> cancel_external_step(const json* step, frame at) {
  auto requested = external_of(*step, at).cancel();
  co_await requested;
  co_return value();
}

}  // namespace

wf::task<value> run_operation(const std::string& kind, const json* step, frame at) {
  if (kind == "sleep") return sleep_step(step, std::move(at));
  if (kind == "wait") return wait_step(step, std::move(at));
  if (kind == "wait_handlers") return wait_handlers_step(step, std::move(at));
  if (kind == "activity") return activity_step(step, std::move(at));
  if (kind == "child") return child_step(step, std::move(at));
  if (kind == "child_result") return child_result_step(step, std::move(at));
  if (kind == "signal") return signal_step(step, std::move(at));
  return cancel_external_step(step, std::move(at));
}

}  // namespace kitchen_sink
