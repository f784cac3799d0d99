#include "workflow.h"

#include <memory>
#include <utility>

#include "expression.h"
#include "failures.h"
#include "handlers.h"
#include "steps.h"

namespace kitchen_sink {

kitchen_sink_workflow::kitchen_sink_workflow(const object_argument& program) {
  shared_.program = program.object;
  const json vars = shared_.program.value("vars", json::object());
  for (const auto& [name, v] : vars.items()) shared_.vars.emplace(name, value(v));
  for (const auto& handler : *steps_in(shared_.program, "handlers")) register_handler(shared_, handler);
}

wf::task<value> kitchen_sink_workflow::run(object_argument) {
  auto program = run_branch(frame{.shared = &shared_, .keep_alive = nullptr, .arg = {}, .name = {}, .caught = nullptr},
                            steps_in(shared_.program, "steps"));
  co_return co_await program;
}

void kitchen_sink_workflow::set(named_value in) { shared_.vars.insert_or_assign(in.name(), in.content()); }
void kitchen_sink_workflow::append(named_value in) { append_to(shared_, in.name(), in.content()); }

frame kitchen_sink_workflow::frame_of(const json& in) const {
  return {.shared = &shared_,
          .keep_alive = std::make_shared<const json>(in.value("steps", json::array())),
          .arg = value(in.value("arg", json())),
          .name = {},
          .caught = nullptr};
}

wf::task<> kitchen_sink_workflow::run_signal(steps_to_run in) {
  frame at = frame_of(in.object);
  auto running = run_steps(at, at.keep_alive.get());
  co_await running;
}

wf::task<value> kitchen_sink_workflow::run_update(steps_to_run in) {
  frame at = frame_of(in.object);
  auto running = run_branch(at, at.keep_alive.get());
  co_return co_await running;
}

void kitchen_sink_workflow::check_run_update(steps_to_run in) const {
  reject_if_asked(in.object.value("reject_if", json()), frame_of(in.object));
}

value kitchen_sink_workflow::update_set(named_value in) {
  value before = shared_.variable(in.name());
  set(std::move(in));
  return before;
}

void kitchen_sink_workflow::check_update_set(named_value in) const {
  frame at = frame_of(in.object);
  at.arg = in.content();
  reject_if_asked(in.object.value("reject_if", json()), at);
}

json kitchen_sink_workflow::vars() const {
  json out = json::object();
  for (const auto& [name, v] : shared_.vars) out[name] = json_of(v);
  return out;
}

value kitchen_sink_workflow::fail(object_argument described) const { throw failure_of(described.object); }

void kitchen_sink_workflow::define(wf::definition<kitchen_sink_workflow>& d) {
  using self = kitchen_sink_workflow;
  d.name("kitchenSink")
      .signal("set", &self::set)
      .signal("append", &self::append)
      .signal("run", &self::run_signal)
      .query("get", &self::get)
      .query("vars", &self::vars)
      .query("fail", &self::fail)
      .update("set", &self::update_set, &self::check_update_set)
      .update("run", &self::run_update, &self::check_run_update);
}

}  // namespace kitchen_sink
