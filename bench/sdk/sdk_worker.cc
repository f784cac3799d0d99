// Our side of the SDK benchmark.
//   sdk_worker                               serves TASK_QUEUE at TEMPORAL_ADDRESS
//   sdk_worker replay HISTORY_JSON ROUNDS    prints wall and CPU seconds of each replay
//   sdk_worker instances COUNT               resident bytes of each of COUNT sleeping workflows, without the core
#include <chrono>
#include <cstdlib>
#include <ctime>
#include <exception>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>
#include <string_view>

#include "instances.h"
#include "workflows.h"

#include "headroom/temporal/client/client.h"
#include "headroom/temporal/testing/history_json.h"
#include "headroom/temporal/testing/replayer.h"
#include "headroom/temporal/worker/worker.h"

namespace {

int serve() {
  const char* queue = std::getenv("TASK_QUEUE");
  if (queue == nullptr || *queue == '\0') throw std::runtime_error("TASK_QUEUE is not set");
  auto client = temporal::client::connect(temporal::runtime::create(), temporal::load_connect_options());
  temporal::worker worker(client, temporal::worker_options{}.task_queue(queue).max_cached_workflows(12'000));
  worker.register_workflow<bench::noop_workflow>()
      .register_workflow<bench::sleeper>()
      .register_workflow<bench::steps>()
      .register_workflow<bench::fan>()
      .register_workflow<bench::echo_workflow>()
      .register_workflow<bench::echo_text_workflow>()
      .register_activity("noop", &bench::noop)
      .register_activity("echo", &bench::echo)
      .register_activity("echo_text", &bench::echo_text);
  return worker.run_until_signal();
}

double cpu_s() {
  timespec used{};
  ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used);
  return static_cast<double>(used.tv_sec) + static_cast<double>(used.tv_nsec) * 1e-9;
}

int replay(const char* path, int rounds) {
  std::ifstream file(path);
  const std::string text(std::istreambuf_iterator<char>(file), {});
  const auto history = temporal::testing::history_from_json(text, "steps");
  auto runtime = temporal::runtime::create();
  temporal::detail::name_function(&bench::noop, "noop");
  auto replayer = temporal::testing::replayer(runtime).register_workflow<bench::steps>();
  for (int round = 0; round < rounds; ++round) {
    const auto wall = std::chrono::steady_clock::now();
    const double cpu = cpu_s();
    const auto done = replayer.replay(history);
    if (!done.ok()) throw std::runtime_error("the replay failed: " + *done.problem);
    std::cout << std::chrono::duration<double>(std::chrono::steady_clock::now() - wall).count() << ' ' << cpu_s() - cpu
              << std::endl;
  }
  return 0;
}

int dispatch(int argc, char** argv) {
  const std::string_view mode = argc > 1 ? argv[1] : "serve";
  if (mode == "serve") return serve();
  if (mode == "replay" && argc == 4) return replay(argv[2], std::stoi(argv[3]));
  if (mode == "instances" && argc == 3) return bench::measure_instances(std::stoi(argv[2]));
  std::cerr << "usage: sdk_worker [serve | replay HISTORY_JSON ROUNDS | instances COUNT]\n";
  return 2;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return dispatch(argc, argv);
  } catch (const std::exception& e) {
    std::cerr << "sdk_worker: " << e.what() << '\n';
    return 1;
  }
}
