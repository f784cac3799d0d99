#pragma once

#include <string>

#include "headroom/temporal/worker/worker.h"
#include "headroom/temporal/workflow/workflow.h"

namespace temporal::tests {

// A workflow that waits in the way it is told until it gets the signal "go" or what it waits for comes by itself, and
// then says how it was. It serves in a worker process that is killed meanwhile.
class waiting {
 public:
  workflow::task<std::string> run(std::string what);
  void go() { go_ = true; }
  bool is_waiting() const { return waiting_; }
  workflow::task<std::string> late_update(std::string text);
  static void define(workflow::definition<waiting>& d);

 private:
  workflow::task<std::string> wait(std::string what);
  bool go_ = false;
  bool waiting_ = false;
};

class waiting_child {
 public:
  workflow::task<std::string> run();
  void go() { go_ = true; }
  static void define(workflow::definition<waiting_child>& d);

 private:
  bool go_ = false;
};

void register_waiting_activities(worker& serving);

}  // namespace temporal::tests
