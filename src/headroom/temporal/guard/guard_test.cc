#include <chrono>
#include <ctime>
#include <gtest/gtest.h>
#include <random>
#include <thread>

#include "headroom/temporal/workflow/tests/harness.h"

namespace temporal::workflow::testing {
namespace {

using namespace std::chrono_literals;

class asks_the_outside {
 public:
  task<> run(std::string what) {
    if (what == "clock") (void)std::chrono::system_clock::now();
    if (what == "steady clock") (void)std::chrono::steady_clock::now();
    if (what == "time") (void)std::time(nullptr);
    if (what == "rand") (void)std::rand();
    if (what == "sleep") std::this_thread::sleep_for(1ms);
    if (what == "thread") std::thread([] {}).join();
    if (what == "log") log(log_level::info, "a line");
    co_await temporal::workflow::sleep(1s);
  }
  static void define(definition<asks_the_outside>& d) { d.name("W"); }
};

TEST(determinism_guard, fails_the_task_of_workflow_code_that_asks_the_outside) {
  const std::pair<const char*, const char*> cases[] = {{"clock", "clock_gettime"}, {"steady clock", "clock_gettime"},
                                                       {"time", "time"},           {"rand", "rand"},
                                                       {"sleep", "nanosleep"},     {"thread", "pthread_create"}};
  for (const auto& [what, function] : cases) {
    auto r = run_of<asks_the_outside>();
    const auto out = r.activate({init(what)}).at(0);
    EXPECT_EQ(out.find("task failed: workflow code called "), 0U) << what << ": " << out;
    EXPECT_NE(out.find(function), std::string::npos) << what << ": " << out;
  }
}

TEST(determinism_guard, lets_everything_else_pass_and_the_logs_sink_too) {
  auto settings = settings_for<asks_the_outside>();
  settings->log = [](const log_line&) { (void)std::chrono::system_clock::now(); };
  run r(settings, "W");
  EXPECT_EQ(r.activate({init("log")}), lines{"timer 1 1000ms"});
  (void)std::chrono::system_clock::now();
  EXPECT_EQ(r.activate({fire_timer(1)}), lines{"complete "});
}

}  // namespace
}  // namespace temporal::workflow::testing
