// Timers, whichever comes first, and work that is cancelled on the way.
#include <chrono>
#include <exception>
#include <iostream>
#include <string>
#include <vector>

#include "headroom/temporal/activity/context.h"
#include "headroom/temporal/client/client.h"
#include "headroom/temporal/common/json_payload.h"
#include "headroom/temporal/worker/worker.h"
#include "headroom/temporal/workflow/workflow.h"

namespace wf = temporal::workflow;
using namespace std::chrono_literals;

// Searches until it is told to stop, which it hears because it heartbeats.
std::string search(const std::string& place) {
  auto& self = temporal::activity::context::current();
  for (int step = 0; place != "the drawer"; ++step) {
    self.heartbeat(step);
    self.sleep_for(50ms);  // throws a cancelled failure as soon as the activity should stop
  }
  return "found in " + place;
}

void tidy_up() {}

class lost_keys {
 public:
  wf::task<std::vector<std::string>> run() {
    co_await in_time();
    co_await give_up();
    co_await first_of_many();
    co_return log_;
  }
  static void define(wf::definition<lost_keys>& d) { d.name("LostKeys"); }

 private:
  static wf::activity_options options() {
    return wf::activity_options{}.start_to_close(1min).heartbeat(5s).cancellation(wf::activity_cancellation::wait);
  }

  // select gives the index of what is done first, and cancels nothing.
  wf::task<void> in_time() {
    auto answer = wf::start_activity(&search, options(), "the drawer");
    auto deadline = wf::sleep(30s);
    auto first = co_await wf::select(answer, deadline);
    if (first == 1) throw temporal::application_failure("nothing in 30 seconds");
    log_.push_back(co_await answer);
  }

  // A scope is a part of the workflow that can be cancelled on its own.
  wf::task<void> give_up() {
    wf::cancellation_scope attempt;
    auto searching = wf::spawn(attempt.run(search_and_tidy("the garden")));
    co_await wf::sleep(100ms);
    attempt.cancel("it is getting dark");
    try {
      co_await searching;
    } catch (const temporal::failure& ended) {
      log_.push_back(temporal::is_cancellation(ended) ? "gave up the garden" : ended.message());
    }
  }

  wf::task<std::string> search_and_tidy(std::string place) {
    std::exception_ptr ended;
    try {
      auto found = wf::start_activity(&search, options(), place);
      co_return co_await found;
    } catch (const temporal::failure&) {
      ended = std::current_exception();
    }
    // This scope is cancelled, but the clean-up must be done: a shield lets it run.
    co_await wf::shielded(tidy());
    std::rethrow_exception(ended);
  }
  wf::task<void> tidy() {
    auto done = wf::start_activity(&tidy_up, options());
    co_await done;
    log_.push_back("tidied up");
  }

  // any runs tasks side by side; the first to end wins, and the others are cancelled and waited for.
  wf::task<void> first_of_many() {
    std::vector<wf::task<std::string>> places;
    for (const auto* place : {"the car", "the drawer", "the cellar"}) places.push_back(look_in(place));
    auto winner = co_await wf::any(std::move(places));
    log_.push_back("number " + std::to_string(winner.index) + ": " + winner.value);
  }
  wf::task<std::string> look_in(std::string place) {
    auto found = wf::start_activity(&search, options(), place);
    co_return co_await found;
  }

  std::vector<std::string> log_;
};

int main() try {
  auto client = temporal::client::connect(temporal::runtime::create(), temporal::load_connect_options());
  temporal::worker worker(client, temporal::worker_options{}.task_queue("guide-timers").max_heartbeat_throttle(100ms));
  worker.register_workflow<lost_keys>()
      .register_activity("search", &search)
      .register_activity("tidy_up", &tidy_up)
      .start();

  auto where = temporal::start_options{}.id("guide-timers").task_queue("guide-timers");
  for (const auto& line : client.execute(&lost_keys::run, where)) std::cout << line << '\n';
} catch (const std::exception& e) {
  std::cerr << e.what() << '\n';
  return 1;
}
