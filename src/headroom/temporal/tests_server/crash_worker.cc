#include "headroom/temporal/tests_server/crash_worker.h"

#include "headroom/temporal/tests_server/waits.h"
#include "headroom/temporal/worker/worker.h"

namespace temporal::tests {

int serve_until_signal(const std::string& target, const std::string& queue, std::uint32_t max_cached_workflows) {
  auto on = client::connect(runtime::create(), connect_options{}.target(target));
  worker serving(on, worker_options{}
                         .task_queue(queue)
                         .max_cached_workflows(max_cached_workflows)
                         .sticky_queue_timeout(std::chrono::seconds(1)));
  serving.register_workflow<waiting>().register_workflow<waiting_child>();
  register_waiting_activities(serving);
  return serving.run_until_signal();
}

}  // namespace temporal::tests
