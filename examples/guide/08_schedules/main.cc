// Workflows that start by the clock.
#include <chrono>
#include <exception>
#include <iostream>
#include <string>

#include "headroom/temporal/client/client.h"
#include "headroom/temporal/client/schedule_handle.h"
#include "headroom/temporal/worker/worker.h"
#include "headroom/temporal/workflow/workflow.h"

namespace wf = temporal::workflow;
using namespace std::chrono_literals;

class report {
 public:
  wf::task<std::string> run(std::string what) { co_return "report on " + what; }
  static void define(wf::definition<report>& d) { d.name("Report"); }
};

// Every working day at seven in the morning, Berlin time.
temporal::schedule every_morning() {
  auto where = temporal::start_options{}.id("guide-schedules-report").task_queue("guide-schedules");
  temporal::schedule_calendar working_days{.hour = {{7}}, .day_of_week = {{1, 5}}};
  return {.action = temporal::client::input_of(&report::run, where, "sales"),
          .spec = {.calendars = {working_days}, .time_zone_name = "Europe/Berlin"},
          .policies = {.overlap = temporal::schedule_overlap::buffer_one, .catchup_window = 1h}};
}

int main() try {
  auto client = temporal::client::connect(temporal::runtime::create(), temporal::load_connect_options());
  temporal::worker worker(client, temporal::worker_options{}.task_queue("guide-schedules"));
  worker.register_workflow<report>().start();

  auto schedule = temporal::create_schedule(client, "guide-schedules", every_morning());
  auto planned = schedule.describe();
  std::cout << planned.info.next_action_times.size() << " next times are known\n";

  schedule.pause("holidays");
  std::cout << "paused: " << schedule.describe().schedule.state.note << '\n';

  // An update reads the schedule, changes it and writes it back, again when somebody else was faster.
  schedule.update([](temporal::schedule& now) {
    now.spec.calendars[0].hour = {{8}};
    now.state.paused = false;
    return true;
  });
  std::cout << "now at " << schedule.describe().schedule.spec.calendars[0].hour[0].start << " o'clock\n";

  // Not waiting for tomorrow: once, now.
  schedule.trigger();
  do planned = schedule.describe();
  while (planned.info.recent_actions.empty());
  auto [workflow_id, run_id] = planned.info.recent_actions[0].started;
  std::cout << client.handle(workflow_id, run_id).result<std::string>() << '\n';
  schedule.delete_schedule();
} catch (const std::exception& e) {
  std::cerr << e.what() << '\n';
  return 1;
}
