#include "headroom/temporal/workflow/tests/harness.h"

using namespace std::chrono_literals;
namespace wf = temporal::workflow;

namespace temporal::workflow::testing {
namespace {

int live_objects = 0;
bool destructors_call_the_api = false;

// A local of user code that calls the workflow API from its destructor.
class witness {
 public:
  witness() { ++live_objects; }
  witness(const witness&) { ++live_objects; }
  ~witness() {
    --live_objects;
    if (!destructors_call_the_api || !wf::is_replaying()) return;  // an eviction counts as a replay
    EXPECT_NO_THROW({
      wf::log(log_level::info, "bye");
      (void)wf::now();
      auto t = wf::sleep(1s);
      t.cancel();
      wf::cancellation_scope().cancel();
      (void)wf::spawn(never());
      wf::upsert_memo("m", 1);
    });
  }

 private:
  static wf::task<> never() {
    co_await wf::wait_condition([] { return false; });
  }
};

// Waits in every way there is, one after the other and side by side.
class every_wait {
 public:
  wf::task<std::string> run() {
    const witness here;
    auto activity = wf::start_activity("a", wf::activity_options{}.start_to_close(1s));
    co_await activity;
    auto branch = wf::spawn(nested(3));
    (void)co_await wf::wait_condition([this, w = here] { return go_; }, 60s);
    co_await wf::sleep(1s);
    auto local = wf::start_local_activity("l", wf::local_activity_options{}.start_to_close(1s));
    co_await local;
    auto child = wf::start_child("C", wf::child_options{}.workflow_id("c"));
    co_await child.started();
    co_await child.signal("s");
    auto racing = wf::any(both());
    (void)co_await racing;
    co_await child;
    co_await branch;
    auto last = wf::shielded(nested(2));
    co_await last;
    co_return "end";
  }
  wf::task<> nested(int depth) {
    const witness here;
    if (depth == 0) {
      co_await wf::sleep(5s);
      co_return;
    }
    auto inner = nested(depth - 1);
    co_await inner;
  }
  std::vector<wf::task<>> both() {
    std::vector<wf::task<>> out;
    out.push_back(nested(1));
    out.push_back(nested(2));
    return out;
  }
  wf::task<> handle() {
    const witness here;
    co_await wf::sleep(2s);
    go_ = true;
  }
  static void define(wf::definition<every_wait>& d) { d.name("W").signal("go", &every_wait::handle); }

 private:
  witness member_;
  bool go_ = false;
};

TEST(eviction, at_every_wait_destroys_everything_and_resumes_nothing) {
  {
    auto r = run_of<every_wait>();
    EXPECT_EQ(r.activate({init()}), lines{"activity 1 a"});
    EXPECT_EQ(r.activate({activity_done(1, 0)}), (lines{"timer 1 60000ms", "timer 2 5000ms"}));
    EXPECT_EQ(r.activate({signal("go")}), lines{"timer 3 2000ms"});
    EXPECT_EQ(r.activate({fire_timer(3)}), (lines{"cancel timer 1", "timer 4 1000ms"}));
    EXPECT_EQ(r.activate({fire_timer(4)}), lines{"local activity 2 l attempt 0"});
    EXPECT_EQ(r.activate({activity_done(2, 0)}), lines{"child 1 C"});
    EXPECT_EQ(r.activate({child_started(1)}), lines{"signal 1 s to child c"});
    EXPECT_EQ(r.activate({signal_resolved(1)}), (lines{"timer 5 5000ms", "timer 6 5000ms"}));
    EXPECT_EQ(r.activate({fire_timer(6)}), lines{"cancel timer 5"});
    EXPECT_EQ(r.activate({child_done(1, 0)}), lines{});
    EXPECT_EQ(r.activate({fire_timer(2)}), lines{"timer 7 5000ms"});
    const auto waits = r.activations();
    EXPECT_EQ(r.activate({fire_timer(7)}), lines{"complete \"end\""});
    r.expect_same_in_replay();
    const int before = live_objects;
    destructors_call_the_api = true;
    for (std::size_t i = 0; i <= waits; ++i) {
      r.replay_and_evict_after(i);
      EXPECT_EQ(live_objects, before) << "evicted after activation " << i;
    }
  }
  destructors_call_the_api = false;
  EXPECT_EQ(live_objects, 0);
}

TEST(eviction, after_a_failed_task_destroys_everything) {
  {
    auto r = run_of<every_wait>();
    r.activate({init()});
    r.activate({activity_done(1, 0)});
    EXPECT_EQ(r.activate({fire_timer(99)}).size(), 1U);
    r.activate({evict()});
    EXPECT_EQ(live_objects, 0);
  }
}

}  // namespace
}  // namespace temporal::workflow::testing
