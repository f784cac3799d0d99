#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "headroom/base/secret.h"
#include "headroom/temporal/client/connect_options.h"
#include "headroom/temporal/client/errors.h"
#include "headroom/temporal/client/start_options.h"
#include "headroom/temporal/client/workflow_handle.h"
#include "headroom/temporal/common/converter_options.h"
#include "headroom/temporal/runtime/runtime.h"

namespace temporal {

namespace detail {
struct client_core;
}

// How a client and the workers made from it write payloads, and who sees its calls.
struct client_options {
  converter_options converters;
  std::vector<std::shared_ptr<client_interceptor>> interceptors;  // the first is the outermost
};

// Talks to one namespace of a Temporal service. A small value: copies share the connection. Calls block until the
// server has answered and may be made from any thread but those of workflows; they throw what errors.h names.
class client {
 public:
  // Throws connection_error, rpc_error or configuration_error.
  [[nodiscard]] static client connect(std::shared_ptr<runtime> on, const connect_options& options,
                                      client_options how = {});

  // Starts a workflow by its type's name. Throws workflow_already_started_error, configuration_error (no id, no task
  // queue).
  template <class... Arguments>
  workflow_handle start(std::string workflow_type, const start_options& options, const Arguments&... arguments) const {
    return start_with({std::move(workflow_type), detail::any_arguments(arguments...), options, {}, {}});
  }
  // Starts a workflow by its class's run(), with checked arguments: start(&move_money::run, options, transfer).
  template <workflow_member Run, class... Arguments>
  auto start(Run run, const start_options& options, const Arguments&... arguments) const {
    return typed_workflow_handle<output_of<Run>>(start_with(input_of(run, options, arguments...)));
  }
  // What a start sends, made from a class's run(); for start_with.
  template <workflow_member Run, class... Arguments>
  [[nodiscard]] static start_workflow_input input_of(Run, const start_options& options, const Arguments&... arguments) {
    using parameters = typename detail::callable_traits<Run>::arguments;
    return {
        workflow::type_name_of<owner_of<Run>>(), detail::typed_arguments<parameters>(arguments...), options, {}, {}};
  }
  workflow_handle start_with(start_workflow_input input) const;

  // Starts it and waits for its result.
  template <class Result, class... Arguments>
  Result execute(std::string workflow_type, const start_options& options, const Arguments&... arguments) const {
    return start(std::move(workflow_type), options, arguments...).template result<Result>();
  }
  template <workflow_member Run, class... Arguments>
  auto execute(Run run, const start_options& options, const Arguments&... arguments) const {
    return start(run, options, arguments...).result();
  }

  // Delivers a signal to the running workflow of that id, which is started first when there is none.
  workflow_handle signal_with_start(start_workflow_input start, handler_call signal) const;
  // Sends an update to the running workflow of that id, which is started first when there is none, both or neither. The
  // start's options must have a conflict policy. Throws like start() and start_update().
  [[nodiscard]] update_handle update_with_start(start_workflow_input start, handler_call update,
                                                const update_options& options = {}) const;

  // A handle of an execution that exists already; nothing is asked of the server yet.
  [[nodiscard]] workflow_handle handle(std::string workflow_id, std::string run_id = {}) const;

  // The bearer token of calls made from now on, of this client, its copies and its workers.
  void set_api_key(const headroom::secret& key) const;

  [[nodiscard]] const std::string& namespace_name() const;
  [[nodiscard]] const std::string& identity() const;
  [[nodiscard]] const std::shared_ptr<detail::client_core>& core() const { return core_; }

 private:
  template <class Run>
  using owner_of = typename detail::callable_traits<Run>::owner;
  template <class Run>
  using output_of = workflow::detail::task_result_t<typename detail::callable_traits<Run>::result>;

  explicit client(std::shared_ptr<detail::client_core> core) : core_(std::move(core)) {}
  std::shared_ptr<detail::client_core> core_;
};

}  // namespace temporal
