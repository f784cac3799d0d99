#include "instances.h"

#include <cstdint>
#include <fstream>
#include <iostream>
#include <memory>
#include <string>
#include <unistd.h>
#include <vector>

#include "temporal/sdk/core/workflow_activation/workflow_activation.pb.h"
#include "workflows.h"

#include "headroom/temporal/workflow/instance.h"
#include "headroom/temporal/workflow/registry.h"

namespace bench {
namespace {

std::int64_t resident_bytes() {
  std::ifstream file("/proc/self/statm");
  std::int64_t total = 0;
  std::int64_t resident = 0;
  file >> total >> resident;
  return resident * ::sysconf(_SC_PAGESIZE);
}

// What the core sends first, with the fields that a real server fills.
std::string first_activation(int number) {
  coresdk::workflow_activation::WorkflowActivation activation;
  activation.set_run_id("01a2b3c4-d5e6-7f80-9a0b-" + std::to_string(100000000000 + number));
  activation.mutable_timestamp()->set_seconds(1'790'000'000);
  activation.set_history_length(3);
  auto& start = *activation.add_jobs()->mutable_initialize_workflow();
  start.set_workflow_type("Sleeper");
  start.set_workflow_id("sleeper-" + std::to_string(number));
  start.set_randomness_seed(static_cast<std::uint64_t>(number));
  start.set_identity("12345@bench-host");
  start.set_first_execution_run_id(activation.run_id());
  start.set_attempt(1);
  start.mutable_workflow_task_timeout()->set_seconds(10);
  start.mutable_start_time()->set_seconds(1'790'000'000);
  return activation.SerializeAsString();
}

}  // namespace

int measure_instances(int count) {
  namespace wf = temporal::workflow;
  auto settings = std::make_shared<wf::instance_settings>();
  settings->workflows = std::make_shared<wf::registry>();
  settings->workflow_namespace = "default";
  settings->task_queue = "bench";
  auto workflows = std::make_shared<wf::registry>();
  workflows->add(wf::definition_of<sleeper>().erased());
  settings->workflows = workflows;
  std::vector<std::unique_ptr<wf::instance>> all;
  all.reserve(static_cast<std::size_t>(count));
  auto one = [&](int number) {
    auto instance = std::make_unique<wf::instance>(settings);
    if (instance->activate(first_activation(number)).empty()) throw std::runtime_error("no completion");
    return instance;
  };
  for (int i = 0; i < 100; ++i) (void)one(i);  // what is made once
  const std::int64_t before = resident_bytes();
  for (int i = 0; i < count; ++i) all.push_back(one(i));
  std::cout << (resident_bytes() - before) / count << " bytes for each of " << count << " sleeping workflows\n";
  return 0;
}

}  // namespace bench
