#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "headroom/temporal/client/workflow_description.h"
#include "headroom/temporal/common/converter_options.h"
#include "headroom/temporal/runtime/runtime.h"
#include "headroom/temporal/workflow/definition.h"
#include "headroom/temporal/workflow/interceptor.h"

namespace temporal::workflow {
class registry;
}

namespace temporal::testing {

// What became of one replayed history.
struct replay_result {
  std::string workflow_id;
  std::string run_id;
  std::optional<std::string> problem;  // what differs; empty when the code still does what the history says
  bool nondeterministic = false;       // the problem is a difference between code and history

  [[nodiscard]] bool ok() const { return !problem.has_value(); }
};

struct replayer_options {
  std::string namespace_name = "replay";
  std::string task_queue = "replay";
  converter_options converters;
  std::vector<std::shared_ptr<workflow::interceptor>> interceptors;
};

// Runs workflow code against histories, without a server: it finds out whether a change of the code would break runs
// that are under way. Activities do not run; their results come from the history.
class replayer {
 public:
  explicit replayer(std::shared_ptr<runtime> on, replayer_options options = {});
  ~replayer();

  template <workflow::workflow_class X>
  replayer& register_workflow() {
    return add(workflow::definition_of<X>().erased());
  }

  // One after the other; a history that cannot be replayed does not stop the rest.
  [[nodiscard]] std::vector<replay_result> replay(const std::vector<workflow_history>& histories) const;
  [[nodiscard]] replay_result replay(const workflow_history& history) const {
    return replay(std::vector{history}).front();
  }

 private:
  replayer& add(std::shared_ptr<const workflow::detail::workflow_definition> definition);

  std::shared_ptr<runtime> runtime_;
  replayer_options options_;
  std::shared_ptr<workflow::registry> workflows_;
};

}  // namespace temporal::testing
