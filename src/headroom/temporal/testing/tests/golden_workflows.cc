#include "headroom/temporal/testing/tests/golden_workflows.h"

#include <chrono>

namespace temporal::tests {

namespace wf = temporal::workflow;
using namespace std::chrono_literals;

namespace {

std::string golden_greet(const std::string& name) { return "hello " + name; }
std::int64_t golden_double(std::int64_t n) { return 2 * n; }
void golden_fail() { throw application_failure("always").type("Always").non_retryable(); }

}  // namespace

wf::task<std::string> golden_steps::run(std::string name) {
  std::string text =
      co_await wf::start_activity<std::string>("golden_greet", wf::activity_options{}.start_to_close(10s), name);
  co_await wf::sleep(10ms);
  co_await wf::wait_condition([this] { return !word_.empty(); });
  co_return text + " " + word_;
}

void golden_steps::define(wf::definition<golden_steps>& d) { d.name("golden_steps").signal("go", &golden_steps::go); }

wf::task<std::int64_t> golden_mixture::run(std::int64_t n) {
  std::int64_t sum = 0;
  for (std::int64_t i = 0; i < n; ++i) {
    const std::int64_t doubled = co_await wf::start_local_activity<std::int64_t>(
        "golden_double", wf::local_activity_options{}.start_to_close(10s), i);
    sum += doubled;
  }
  const auto child_options = wf::child_options{}.workflow_id(wf::current_info().workflow_id + "-child");
  const std::int64_t from_child = co_await wf::start_child(&golden_child::run, child_options, n);
  if (wf::patched("one-more")) sum += 1;
  const bool held = co_await wf::wait_condition([] { return false; }, 10ms);
  try {
    co_await wf::start_activity("golden_fail", wf::activity_options{}.start_to_close(10s));
  } catch (const activity_failure&) {
    sum += held ? 100 : 10;
  }
  co_return sum + from_child;
}

void golden_mixture::define(wf::definition<golden_mixture>& d) { d.name("golden_mixture"); }

wf::task<std::int64_t> golden_child::run(std::int64_t n) {
  co_await wf::sleep(1ms);
  co_return n * 1000;
}

void golden_child::define(wf::definition<golden_child>& d) { d.name("golden_child"); }

wf::task<std::string> changed_steps::run(std::string name) {
  co_await wf::sleep(10ms);
  co_return name;
}

void changed_steps::define(wf::definition<changed_steps>& d) { d.name("golden_steps"); }

void register_golden_activities(worker& serving) {
  serving.register_activity("golden_greet", &golden_greet)
      .register_activity("golden_double", &golden_double)
      .register_activity("golden_fail", &golden_fail);
}

}  // namespace temporal::tests
