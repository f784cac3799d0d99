// The smallest worker: workflow `Noop` calls activity `noop` and returns its text. TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE
// and the other TEMPORAL_* variables say where; TASK_QUEUE the task queue.
#include <cstdlib>
#include <exception>
#include <iostream>
#include <string>

#include "noop_workflow.h"

#include "headroom/temporal/client/client.h"
#include "headroom/temporal/worker/worker.h"

namespace {

int serve() {
  const char* queue = std::getenv("TASK_QUEUE");
  if (queue == nullptr || *queue == '\0') {
    std::cerr << "noop_worker: TASK_QUEUE is not set; set it to the task queue to serve\n";
    return 2;
  }
  auto client = temporal::client::connect(temporal::runtime::create(), temporal::load_connect_options());
  temporal::worker worker(client, temporal::worker_options{}.task_queue(queue));
  worker.register_workflow<noop::noop_workflow>().register_activity("noop", &noop::noop);
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
