#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "headroom/temporal/common/json_payload.h"
#include "headroom/temporal/common/value.h"
#include "headroom/temporal/workflow/workflow.h"

namespace kitchen_sink {

namespace wf = temporal::workflow;
using headroom::json;
using temporal::value;

// A spawned branch: its scope, and its end, which is what its steps returned.
struct branch {
  wf::future<value> end;
};

// What the program and all its branches and handlers share.
struct machine {
  json program;  // as it came, for continue_as_new "same"
  std::map<std::string, value> vars;
  std::map<std::string, wf::cancellation_scope> scopes;  // those under way, by name
  std::map<std::string, branch> branches;
  std::map<std::string, wf::child_handle<value>> children;

  [[nodiscard]] value variable(const std::string& name) const {
    const auto found = vars.find(name);
    return found == vars.end() ? value() : found->second;
  }
};

// Where a step stands: the shared state, the locals of its handler, and the failure that is being handled.
struct frame {
  machine* shared = nullptr;
  std::shared_ptr<const json> keep_alive;  // the steps of a handler that came with a signal or an update
  std::optional<value> arg;
  std::optional<std::string> name;
  std::shared_ptr<const temporal::failure> caught;
};

// How a list of steps ended: fell off the end, or `return`ed a value.
struct flow {
  bool returned = false;
  value result;
};

}  // namespace kitchen_sink
