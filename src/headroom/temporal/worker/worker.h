#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <type_traits>
#include <utility>

#include "headroom/temporal/activity/definition.h"
#include "headroom/temporal/activity/interceptor.h"
#include "headroom/temporal/client/client.h"
#include "headroom/temporal/common/function_names.h"
#include "headroom/temporal/worker/worker_options.h"
#include "headroom/temporal/workflow/definition.h"
#include "headroom/temporal/workflow/interceptor.h"

namespace temporal {

namespace detail {
struct worker_offer;
class worker_core;
}  // namespace detail

// Serves one task queue: runs workflow tasks and activities. Register first, then run. Registered activity functions
// and objects are called from several threads at once; a workflow may resume on another thread each time.
class worker {
 public:
  worker(client on, const worker_options& options);
  // Shuts down and waits, when it runs.
  ~worker();
  worker(const worker&) = delete;
  worker& operator=(const worker&) = delete;

  // A workflow class (workflow/definition.h). Throws std::invalid_argument when its name is taken.
  template <workflow::workflow_class X>
  worker& register_workflow() {
    return add(workflow::definition_of<X>().erased());
  }

  // A function, function object or lambda as activity. Throws configuration_error when the name is taken. A plain
  // function can then be named by its pointer in workflows.
  template <class F>
  worker& register_activity(std::string name, F function) {
    if constexpr (std::is_pointer_v<F>) detail::name_function(function, name);
    return add(activity::make_definition(std::move(name), std::move(function)));
  }
  // A member function of an object, which is kept alive.
  template <class Method, class Owner>
    requires std::is_member_function_pointer_v<Method>
  worker& register_activity(std::string name, Method method, std::shared_ptr<Owner> object) {
    detail::name_function(method, name);
    return add(activity::make_definition(std::move(name), method, std::move(object)));
  }
  // For tests on a server: `stand_in` runs instead, wherever a workflow calls the function.
  template <detail::plain_callable F, class Mock>
  worker& mock_activity(std::string name, F function, Mock stand_in) {
    static_assert(std::is_same_v<typename detail::callable_traits<F>::arguments,
                                 typename detail::callable_traits<Mock>::arguments>,
                  "a mock takes the arguments of the activity that it stands in for");
    detail::name_function(function, name);
    return add(activity::make_definition(std::move(name), std::move(stand_in)));
  }
  // Called for every activity type that has no registration of its own; it takes temporal::raw_args.
  template <class F>
  worker& register_dynamic_activity(F function) {
    return add_dynamic(activity::make_definition({}, std::move(function)));
  }

  // Interceptors: the first added is the outermost.
  worker& intercept(std::shared_ptr<activity::interceptor> interceptor);
  worker& intercept(std::shared_ptr<workflow::interceptor> interceptor);

  // Checks the namespace and begins to poll. Throws namespace_not_found_error, configuration_error, rpc_error.
  void start();
  // Asks a started worker to end: no new tasks are taken, running activities get the graceful period and are cancelled
  // then. Returns at once; may be called from any thread and repeatedly.
  void shutdown();
  // Waits until it has ended. Throws sdk_error when polling failed for good. Like wait_for, it may be called from
  // several threads and again.
  void wait();
  // Says whether it has ended within the limit. What has not may be waited for again; an activity that never returns
  // cannot be ended from outside, and the destructor waits for it too.
  [[nodiscard]] bool wait_for(std::chrono::milliseconds limit);
  // What a worker that does not end waits for, in words: "activity charge, a workflow task of run 01a2...".
  [[nodiscard]] std::string outstanding() const;

  // start() and wait().
  void run();
  // run(), until SIGINT or SIGTERM, and 0 as the program's exit status. A second signal has its usual meaning.
  // `on_ready` is called once polling has begun. For processes that are a worker and little else: it also tunes the
  // process's memory (worker/process_memory.h).
  int run_until_signal(const std::function<void()>& on_ready = {});

 private:
  worker& add(activity::definition definition);
  worker& add_dynamic(activity::definition definition);
  worker& add(std::shared_ptr<const workflow::detail::workflow_definition> definition);

  client client_;
  worker_options options_;
  std::unique_ptr<detail::worker_offer> offer_;
  std::unique_ptr<detail::worker_core> core_;
};

}  // namespace temporal
