#include "headroom/temporal/tests_server/waits.h"

#include <chrono>

#include "headroom/temporal/activity/context.h"

namespace temporal::tests {

namespace wf = temporal::workflow;
using namespace std::chrono_literals;

namespace {

// Its first attempt lasts beyond any test; the second, in another process, ends at once.
std::string outlive() {
  auto& self = activity::context::current();
  if (self.info().attempt > 1) return "activity, attempt " + std::to_string(self.info().attempt);
  for (;;) {
    self.heartbeat(std::string("alive"));
    self.sleep_for(50ms);
  }
}

std::string slow_local() {
  activity::context::current().sleep_for(300ms);
  return "local activity";
}

}  // namespace

wf::task<std::string> waiting::wait(std::string what) {
  if (what == "timer") {
    co_await wf::sleep(2s);
    co_return "timer";
  }
  if (what == "activity") {
    const auto options =
        wf::activity_options{}.start_to_close(60s).heartbeat(500ms).retry(retry_policy{}.initial_interval(1ms));
    co_return co_await wf::start_activity<std::string>("outlive", options);
  }
  if (what == "local") {
    co_return co_await wf::start_local_activity<std::string>("slow_local",
                                                             wf::local_activity_options{}.start_to_close(10s));
  }
  if (what == "child") {
    const auto options = wf::child_options{}.workflow_id(wf::current_info().workflow_id + "-child");
    co_return co_await wf::start_child(&waiting_child::run, options);
  }
  co_await wf::wait_condition([this] { return go_; });
  co_return what;
}

wf::task<std::string> waiting::run(std::string what) {
  waiting_ = true;
  std::string how = co_await wait(what);
  co_await wf::wait_condition([] { return wf::all_handlers_finished(); });
  co_return how;
}

wf::task<std::string> waiting::late_update(std::string text) {
  co_await wf::wait_condition([this] { return go_; });
  co_return text;
}

void waiting::define(wf::definition<waiting>& d) {
  d.name("waiting")
      .signal("go", &waiting::go)
      .query("is_waiting", &waiting::is_waiting)
      .update("late_update", &waiting::late_update);
}

wf::task<std::string> waiting_child::run() {
  co_await wf::wait_condition([this] { return go_; });
  co_return "child";
}

void waiting_child::define(wf::definition<waiting_child>& d) {
  d.name("waiting_child").signal("go", &waiting_child::go);
}

void register_waiting_activities(worker& serving) {
  serving.register_activity("outlive", &outlive).register_activity("slow_local", &slow_local);
}

}  // namespace temporal::tests
