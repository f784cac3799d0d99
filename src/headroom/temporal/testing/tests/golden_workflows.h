#pragma once

#include <string>

#include "headroom/temporal/testing/replayer.h"
#include "headroom/temporal/worker/worker.h"
#include "headroom/temporal/workflow/workflow.h"

// Workflows whose recorded histories lie in tests/histories/temporal. Their code must not change what it commands; a
// new behaviour gets a new workflow. Recorded by HEADROOM_RECORD_HISTORIES=1 temporal_server_test
// --gtest_filter=golden*
namespace temporal::tests {

// An activity, a timer and a signal, one after the other.
class golden_steps {
 public:
  workflow::task<std::string> run(std::string name);
  void go(std::string word) { word_ = std::move(word); }
  static void define(workflow::definition<golden_steps>& d);

 private:
  std::string word_;
};

// Local activities, a child, a patch, a condition that times out and a failure that is caught.
class golden_mixture {
 public:
  workflow::task<std::int64_t> run(std::int64_t n);
  static void define(workflow::definition<golden_mixture>& d);
};

class golden_child {
 public:
  workflow::task<std::int64_t> run(std::int64_t n);
  static void define(workflow::definition<golden_child>& d);
};

// The same type as golden_steps, but it does something else: what a careless change looks like.
class changed_steps {
 public:
  workflow::task<std::string> run(std::string name);
  static void define(workflow::definition<changed_steps>& d);
};

void register_golden_activities(worker& serving);

}  // namespace temporal::tests
