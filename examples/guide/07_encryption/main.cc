// Payloads that only those who have the key can read.
#include <chrono>
#include <exception>
#include <iostream>
#include <memory>
#include <string>

#include "aes_codec.h"

#include "headroom/temporal/client/client.h"
#include "headroom/temporal/worker/worker.h"
#include "headroom/temporal/workflow/workflow.h"

namespace wf = temporal::workflow;
using namespace std::chrono_literals;

std::string diagnose(const std::string& patient) { return patient + " is well"; }

class consultation {
 public:
  wf::task<std::string> run(std::string patient) {
    auto answer = wf::start_activity(&diagnose, wf::activity_options{}.start_to_close(10s), patient);
    co_return co_await answer;
  }
  static void define(wf::definition<consultation>& d) { d.name("Consultation"); }
};

int main() try {
  auto runtime = temporal::runtime::create();
  auto address = temporal::load_connect_options();

  // A real key comes from a key store. Client and workers must have the same.
  const aes_codec::key key{1, 2, 3};
  temporal::client_options encrypted;
  encrypted.converters.codec = std::make_shared<aes_codec>("key-2026", key);
  // Failure messages and stack traces are encrypted too.
  encrypted.converters.attributes = temporal::failure_attributes::encoded;
  auto client = temporal::client::connect(runtime, address, encrypted);

  temporal::worker worker(client, temporal::worker_options{}.task_queue("guide-encryption"));
  worker.register_workflow<consultation>().register_activity("diagnose", &diagnose).start();

  auto where = temporal::start_options{}.id("guide-encryption").task_queue("guide-encryption");
  auto handle = client.start(&consultation::run, where, "Ada");
  std::cout << "with the key: " << handle.result() << '\n';

  // Another client, which has no key, sees what the server sees.
  auto stranger = temporal::client::connect(runtime, address);
  auto seen = stranger.handle("guide-encryption").result_payload();
  std::cout << "without: " << seen.encoding() << ", readable: " << std::boolalpha
            << (seen.data.find("Ada") != std::string::npos) << '\n';
} catch (const std::exception& e) {
  std::cerr << e.what() << '\n';
  return 1;
}
