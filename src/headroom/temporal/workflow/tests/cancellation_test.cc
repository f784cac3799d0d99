#include "headroom/temporal/workflow/tests/harness.h"

using namespace std::chrono_literals;
namespace wf = temporal::workflow;

namespace temporal::workflow::testing {
namespace {

wf::activity_options quick() { return wf::activity_options{}.start_to_close(1s); }

class cleanup {
 public:
  wf::task<std::string> run() {
    std::string trace;
    try {
      co_await wf::sleep(60s);
    } catch (const cancelled_failure&) {
      trace += wf::cancelled() ? "cancelled," : "?";
    }
    try {
      co_await wf::start_activity("after", quick());
    } catch (const cancelled_failure&) {
      trace += "activity refused,";
    }
    try {
      co_await wf::wait_condition([] { return true; });
    } catch (const cancelled_failure&) {
      trace += "wait refused,";
    }
    co_await wf::shielded(undo());
    co_return trace + *wf::cancel_reason();
  }
  wf::task<> undo() {
    co_await wf::start_activity("undo", quick());
    co_await wf::wait_condition([] { return true; });
  }
  static void define(wf::definition<cleanup>& d) { d.name("W"); }
};

TEST(cancellation, later_operations_throw_and_send_nothing_but_a_shielded_scope_is_not_reached) {
  auto r = run_of<cleanup>();
  r.activate({init()});
  EXPECT_EQ(r.activate({cancel("bored")}), (lines{"cancel timer 1", "activity 1 undo"}));
  EXPECT_EQ(r.activate({cancel("again")}), lines{});
  EXPECT_EQ(r.activate({activity_done(1, 0)}), lines{"complete \"cancelled,activity refused,wait refused,bored\""});
  r.expect_same_in_replay();
}

// Scopes by name, cancelled by a signal: main waits in `outer`, which holds `inner` and a shield.
class scopes {
 public:
  wf::task<std::string> run() {
    auto first = wf::spawn(outer_.emplace().run(branch("outer")));
    co_await first;
    co_return trace_;
  }
  wf::task<> branch(std::string name) {
    wf::cancellation_scope inner;
    auto in = wf::spawn(inner.run(sleeper("inner")));
    auto protected_one = wf::spawn(wf::cancellation_scope::shielded().run(sleeper("shielded")));
    try {
      co_await wf::start_activity("a", quick());
    } catch (const failure& f) {
      trace_ += name + (is_cancellation(f) ? " cancelled;" : " failed;");
    }
    co_await in;
    co_await protected_one;
  }
  wf::task<> sleeper(std::string name) {
    try {
      co_await wf::sleep(10s);
      trace_ += name + " slept;";
    } catch (const cancelled_failure&) {
      trace_ += name + " cancelled;";
    }
  }
  void stop() { outer_->cancel(); }
  static void define(wf::definition<scopes>& d) { d.name("W").signal("stop", &scopes::stop); }

 private:
  std::optional<wf::cancellation_scope> outer_;
  std::string trace_;
};

TEST(cancellation, reaches_a_scope_and_those_below_but_not_the_shielded_in_the_order_of_their_beginning) {
  auto r = run_of<scopes>();
  EXPECT_EQ(r.activate({init()}), (lines{"activity 1 a", "timer 1 10000ms", "timer 2 10000ms"}));
  EXPECT_EQ(r.activate({signal("stop")}), (lines{"cancel activity 1", "cancel timer 1"}));
  EXPECT_EQ(r.activate({signal("stop")}), lines{});
  EXPECT_EQ(r.activate({activity_cancelled(1)}), lines{});
  EXPECT_EQ(r.activate({fire_timer(2)}), lines{"complete \"inner cancelled;outer cancelled;shielded slept;\""});
  r.expect_same_in_replay();
}

TEST(cancellation, of_the_workflow_reaches_all_scopes_but_the_shielded) {
  auto r = run_of<scopes>();
  r.activate({init()});
  EXPECT_EQ(r.activate({cancel()}), (lines{"cancel activity 1", "cancel timer 1"}));
}

class waits {
 public:
  wf::task<> run() {
    (void)co_await wf::wait_condition([] { return false; }, 60s);
  }
  static void define(wf::definition<waits>& d) { d.name("W"); }
};

TEST(cancellation, ends_a_condition_at_once_and_its_timer_too) {
  auto r = run_of<waits>();
  r.activate({init()});
  EXPECT_EQ(r.activate({cancel()}), (lines{"cancel timer 1", "cancelled"}));
}

TEST(cancellation, that_nobody_asked_for_fails_the_workflow) {
  class throws_cancelled {
   public:
    wf::task<> run() {
      throw cancelled_failure("mine");
      co_return;
    }
    static void define(wf::definition<throws_cancelled>& d) { d.name("W"); }
  };
  auto r = run_of<throws_cancelled>();
  EXPECT_EQ(r.activate({init()}), lines{"fail mine"});
}

// A child that was started in a scope that has ended belongs to those who wait for it.
class detached_child {
 public:
  wf::task<> run() {
    auto child = wf::start_child("C", wf::child_options{}.workflow_id("c").detached());
    co_await child.started();
    try {
      co_await wf::sleep(5s);
    } catch (const cancelled_failure&) {
      slept_ = false;
    }
    wf::cancellation_scope own = wf::cancellation_scope::shielded();
    current_ = own;
    co_await own.run(wait_for(child));
  }
  wf::task<> wait_for(wf::child_handle<void> child) { co_await child; }
  void stop() { current_->cancel(); }
  static void define(wf::definition<detached_child>& d) { d.name("W").signal("stop", &detached_child::stop); }

 private:
  bool slept_ = true;
  std::optional<wf::cancellation_scope> current_;
};

TEST(cancellation, of_whoever_waits_is_passed_on_to_a_detached_child_and_not_that_of_its_starter) {
  auto r = run_of<detached_child>();
  r.activate({init()});
  EXPECT_EQ(r.activate({child_started(1)}), lines{"timer 1 5000ms"});
  EXPECT_EQ(r.activate({cancel()}), lines{"cancel timer 1"});
  EXPECT_EQ(r.activate({signal("stop")}), lines{"cancel child 1"});
}

TEST(cancellation, while_a_child_starts_is_asked_of_the_child) {
  auto r = run_of<detached_child>();
  r.activate({init()});
  EXPECT_EQ(r.activate({cancel()}), lines{"cancel child 1"});
}

class foreign_wait {
 public:
  wf::task<std::string> run() {
    auto a = wf::start_activity("a", quick());
    wf::cancellation_scope own;
    own.cancel("over");
    try {
      co_await own.run(wait_for(a));
    } catch (const cancelled_failure& f) {
      co_return f.what();
    }
    co_return "?";
  }
  wf::task<> wait_for(wf::activity_handle<void> a) { co_await a; }
  static void define(wf::definition<foreign_wait>& d) { d.name("W"); }
};

TEST(cancellation, a_wait_in_a_cancelled_scope_for_something_outside_of_it_throws_at_once) {
  auto r = run_of<foreign_wait>();
  EXPECT_EQ(r.activate({init()}), (lines{"activity 1 a", "complete \"over\""}));
}

class signal_handler_cancelled {
 public:
  wf::task<> run() {
    co_await wf::wait_condition([] { return false; });
  }
  wf::task<> work() { co_await wf::sleep(5s); }
  wf::task<std::string> update() {
    co_await wf::sleep(5s);
    co_return "done";
  }
  static void define(wf::definition<signal_handler_cancelled>& d) {
    d.name("W").signal("work", &signal_handler_cancelled::work).update("update", &signal_handler_cancelled::update);
  }
};

TEST(cancellation, of_the_workflow_reaches_handlers_and_rejects_updates_under_way) {
  auto r = run_of<signal_handler_cancelled>();
  EXPECT_EQ(r.activate({init(), update("update")}), (lines{"accepted p-update", "timer 1 5000ms"}));
  EXPECT_EQ(r.activate({cancel()}), (lines{"cancel timer 1", "rejected p-update cancelled", "cancelled"}));
}

}  // namespace
}  // namespace temporal::workflow::testing
