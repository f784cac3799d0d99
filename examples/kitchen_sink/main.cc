// A worker whose one workflow type interprets JSON programs, so that any sequence of SDK interactions can be driven
// from outside: kitchen_sink --address HOST:PORT --task-queue Q. It serves until SIGTERM or SIGINT.
#include <CLI/CLI.hpp>
#include <chrono>
#include <cstdint>
#include <iostream>
#include <string>

#include "activities.h"
#include "workflow.h"

#include "headroom/temporal/client/client.h"

namespace {

struct flags {
  std::string address = "127.0.0.1:7233", workflow_namespace = "default", task_queue;
  std::uint32_t max_cached_workflows = 1000;
  double graceful_seconds = 0;
};

int serve(const flags& f) {
  auto client = temporal::client::connect(
      temporal::runtime::create(), temporal::connect_options{}.target(f.address).namespace_name(f.workflow_namespace));
  const auto graceful = std::chrono::milliseconds(static_cast<std::int64_t>(f.graceful_seconds * 1000));
  temporal::worker worker(client, temporal::worker_options{}
                                      .task_queue(f.task_queue)
                                      .max_cached_workflows(f.max_cached_workflows)
                                      .max_activities(200)
                                      .max_local_activities(200)
                                      .graceful_shutdown(graceful));
  worker.register_workflow<kitchen_sink::kitchen_sink_workflow>();
  kitchen_sink::register_activities(worker);
  return worker.run_until_signal([&] { std::cerr << "kitchen_sink serves " << f.task_queue << std::endl; });
}

}  // namespace

int main(int argc, char** argv) {
  flags f;
  CLI::App app{"A Temporal worker that interprets JSON programs."};
  app.add_option("--address", f.address, "Temporal service, HOST:PORT");
  app.add_option("--namespace", f.workflow_namespace, "Temporal namespace");
  app.add_option("--task-queue", f.task_queue, "Task queue")->required();
  app.add_option("--max-cached-workflows", f.max_cached_workflows, "Workflows kept in memory; 0 replays every task");
  app.add_option("--graceful-seconds", f.graceful_seconds, "How long activities may go on after SIGTERM");
  CLI11_PARSE(app, argc, argv);
  try {
    return serve(f);
  } catch (const std::exception& e) {
    std::cerr << "kitchen_sink: " << e.what() << '\n';
    return 1;
  }
}
