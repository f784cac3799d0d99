#pragma once

#include <chrono>
#include <string>

#include "headroom/temporal/workflow/workflow.h"

namespace noop {

namespace wf = temporal::workflow;

inline std::string noop() { return "noop"; }

class noop_workflow {
 public:
  wf::task<std::string> run() {
    auto activity = wf::start_activity(&noop, wf::activity_options{}.start_to_close(std::chrono::seconds(10)));
    co_return co_await activity;
  }
  static void define(wf::definition<noop_workflow>& d) { d.name("Noop"); }
};

}  // namespace noop
