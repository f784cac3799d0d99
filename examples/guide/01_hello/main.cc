// All that a program needs: an activity, a workflow that calls it, a worker that runs both, and a client that wants the
// result. Start a server first: temporal server start-dev
#include <chrono>
#include <exception>
#include <iostream>
#include <string>

#include "headroom/temporal/client/client.h"
#include "headroom/temporal/worker/worker.h"
#include "headroom/temporal/workflow/workflow.h"

namespace wf = temporal::workflow;
using namespace std::chrono_literals;

// An activity is a function. It may block, do I/O and throw; when it fails, Temporal calls it again.
std::string greet(const std::string& name) { return "Hello, " + name + "!"; }

// A workflow is a class whose run() is a coroutine. Each step is kept by the server, so that after a crash another
// worker goes on where this one stopped.
class greeting {
 public:
  wf::task<std::string> run(std::string name) {
    auto hello = wf::start_activity(&greet, wf::activity_options{}.start_to_close(10s), name);
    co_return co_await hello;
  }
  static void define(wf::definition<greeting>& d) { d.name("Greeting"); }
};

int main() try {
  // The server is 127.0.0.1:7233 unless TEMPORAL_ADDRESS, ... or a profile of temporal.toml says otherwise.
  auto client = temporal::client::connect(temporal::runtime::create(), temporal::load_connect_options());

  temporal::worker worker(client, temporal::worker_options{}.task_queue("guide-hello"));
  worker.register_workflow<greeting>().register_activity("greet", &greet).start();

  auto where = temporal::start_options{}.id("guide-hello").task_queue("guide-hello");
  std::cout << client.execute(&greeting::run, where, "world") << '\n';
} catch (const std::exception& e) {
  std::cerr << e.what() << '\n';
  return 1;
}
