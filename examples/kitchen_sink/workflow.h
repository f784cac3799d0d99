#pragma once

#include "arguments.h"
#include "frame.h"

namespace kitchen_sink {

// The workflow type kitchenSink: runs the program that is its argument.
class kitchen_sink_workflow {
 public:
  using takes_input = void;
  // Sets the variables and registers the program's handlers, before the first signal is delivered.
  explicit kitchen_sink_workflow(const object_argument& program);

  wf::task<value> run(object_argument program);

  void set(named_value in);
  void append(named_value in);
  wf::task<> run_signal(steps_to_run in);
  [[nodiscard]] value get(std::string name) const { return shared_.variable(name); }
  [[nodiscard]] json vars() const;
  [[nodiscard]] value fail(object_argument described) const;
  value update_set(named_value in);
  void check_update_set(named_value in) const;
  wf::task<value> run_update(steps_to_run in);
  void check_run_update(steps_to_run in) const;

  static void define(wf::definition<kitchen_sink_workflow>& d);

 private:
  // A frame for steps that came as an argument.
  frame frame_of(const json& in) const;

  mutable machine shared_;  // frames write through it; queries and validators only read
};

}  // namespace kitchen_sink
