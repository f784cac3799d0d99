// Activities that fail, are repeated, and go on where the last attempt stopped.
#include <chrono>
#include <exception>
#include <iostream>
#include <string>

#include "headroom/temporal/activity/context.h"
#include "headroom/temporal/client/client.h"
#include "headroom/temporal/worker/worker.h"
#include "headroom/temporal/workflow/workflow.h"

namespace wf = temporal::workflow;
using namespace std::chrono_literals;

// Copies pages, and loses its network once. A heartbeat tells the server that it lives and how far it has come; the
// next attempt reads that back. It is also how the activity hears that it should stop.
std::string copy_pages(int count) {
  auto& self = temporal::activity::context::current();
  const int first = self.heartbeat_detail<int>().value_or(0);
  for (int page = first; page < count; ++page) {
    self.throw_if_cancelled();
    if (page == count / 2 && self.info().attempt == 1) throw std::runtime_error("the network is gone");
    self.heartbeat(page + 1);
  }
  return std::to_string(count - first) + " of " + std::to_string(count) + " pages in attempt " +
         std::to_string(self.info().attempt);
}

// A failure that no repetition mends says so.
void check_rights(const std::string& user) {
  if (user == "nobody") throw temporal::application_failure(user + " may not copy").type("Forbidden").non_retryable();
}

class copy {
 public:
  wf::task<std::string> run(std::string user, int pages) {
    auto checked = wf::start_activity(&check_rights, wf::activity_options{}.start_to_close(10s), user);
    co_await checked;

    auto patient = wf::activity_options{}.start_to_close(1min).heartbeat(10s).retry(
        temporal::retry_policy{}.initial_interval(100ms).backoff_coefficient(2).max_attempts(5));
    auto copied = wf::start_activity(&copy_pages, patient, pages);
    co_return co_await copied;
  }
  static void define(wf::definition<copy>& d) { d.name("Copy"); }
};

int main() try {
  auto client = temporal::client::connect(temporal::runtime::create(), temporal::load_connect_options());
  temporal::worker worker(client, temporal::worker_options{}.task_queue("guide-activities"));
  worker.register_workflow<copy>()
      .register_activity("copy_pages", &copy_pages)
      .register_activity("check_rights", &check_rights)
      .start();

  auto where = temporal::start_options{}.id("guide-activities").task_queue("guide-activities");
  std::cout << client.execute(&copy::run, where, "ada", 10) << '\n';

  try {
    client.execute(&copy::run, where, "nobody", 10);
  } catch (const temporal::workflow_failed_error& failed) {
    // The workflow failed because an activity did, because of the failure that the activity threw.
    if (const auto* reason = temporal::find_failure<temporal::application_failure>(failed.cause())) {
      std::cout << reason->type() << ": " << reason->message() << '\n';
    }
  }
} catch (const std::exception& e) {
  std::cerr << e.what() << '\n';
  return 1;
}
