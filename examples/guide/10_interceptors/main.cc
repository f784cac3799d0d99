// A trace id that travels with every call, without a word of it in workflows and activities.
#include <chrono>
#include <exception>
#include <iostream>
#include <memory>
#include <string>

#include "tracing.h"

#include "headroom/temporal/client/client.h"
#include "headroom/temporal/worker/worker.h"
#include "headroom/temporal/workflow/workflow.h"

namespace wf = temporal::workflow;
using namespace std::chrono_literals;

int weigh(const std::string& parcel) { return static_cast<int>(parcel.size()); }

class shipping {
 public:
  wf::task<int> run(std::string parcel) {
    auto grams = wf::start_activity(&weigh, wf::activity_options{}.start_to_close(10s), parcel);
    co_return co_await grams;
  }
  static void define(wf::definition<shipping>& d) { d.name("Shipping"); }
};

int main() try {
  temporal::client_options traced;
  traced.interceptors = {std::make_shared<tracing::client_side>("trace-4711")};
  auto client = temporal::client::connect(temporal::runtime::create(), temporal::load_connect_options(), traced);

  temporal::worker worker(client, temporal::worker_options{}.task_queue("guide-interceptors"));
  worker.register_workflow<shipping>()
      .register_activity("weigh", &weigh)
      .intercept(std::make_shared<tracing::workflow_side>())
      .intercept(std::make_shared<tracing::activity_side>())
      .start();

  auto where = temporal::start_options{}.id("guide-interceptors").task_queue("guide-interceptors");
  std::cout << client.execute(&shipping::run, where, "a book") << " grams\n";
} catch (const std::exception& e) {
  std::cerr << e.what() << '\n';
  return 1;
}
