// The smallest worker: workflow `Noop` calls activity `noop` and returns its text. TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE
// and the other TEMPORAL_* variables say where; TASK_QUEUE the task queue.
#include <chrono>
#include <cstdlib>
#include <exception>
#include <iostream>
#include <string>

#include "headroom/temporal/client/client.h"
#include "headroom/temporal/worker/worker.h"
#include "headroom/temporal/workflow/workflow.h"

namespace {

namespace wf = temporal::workflow;

std::string noop() { return "noop"; }

class noop_workflow {
 public:
  wf::task<std::string> run() {
    auto activity = wf::start_activity(&noop, wf::activity_options{}.start_to_close(std::chrono::seconds(10)));
    co_return co_await activity;
  }
  static void define(wf::definition<noop_workflow>& d) { d.name("Noop"); }
};

int serve() {
  const char* queue = std::getenv("TASK_QUEUE");
  if (queue == nullptr || *queue == '\0') {
    std::cerr << "noop_worker: TASK_QUEUE is not set; set it to the task queue to serve\n";
    return 2;
  }
  auto client = temporal::client::connect(temporal::runtime::create(), temporal::load_connect_options());
  temporal::worker worker(client, temporal::worker_options{}.task_queue(queue));
  worker.register_workflow<noop_workflow>().register_activity("noop", &noop);
  return worker.run_until_signal([&] { std::cerr << "noop_worker serves " << queue << std::endl; });
}

}  // namespace

int main() {
  try {
    return serve();
  } catch (const std::exception& e) {
    std::cerr << "noop_worker: " << e.what() << '\n';
    return 1;
  }
}
