// Which conditions wake, and when they are looked at.
#include "headroom/temporal/workflow/tests/harness.h"

using namespace std::chrono_literals;
namespace wf = temporal::workflow;

namespace temporal::workflow::testing {
namespace {

// Two wait for the same thing, and the first takes it away.
class two_wait {
 public:
  wf::task<std::string> run() {
    auto a = wf::spawn(take("a"));
    auto b = wf::spawn(take("b"));
    co_await a;
    co_await b;
    co_return trace_;
  }
  wf::task<> take(std::string name) {
    co_await wf::wait_condition([this] { return there_; });
    trace_ += name + (there_ ? " took it;" : " came late;");
    there_ = false;
  }
  void put() { there_ = true; }
  static void define(wf::definition<two_wait>& d) { d.name("W").signal("put", &two_wait::put); }

 private:
  bool there_ = false;
  std::string trace_;
};

TEST(conditions, all_that_hold_wake_together_before_any_of_them_goes_on) {
  auto r = run_of<two_wait>();
  EXPECT_EQ(r.activate({init()}), lines{});
  EXPECT_EQ(r.activate({signal("put")}), lines{"complete \"a took it;b came late;\""});
  r.expect_same_in_replay();
}

// The condition comes true with nothing but time, which queries and rejected updates move as well.
class waits_for_time {
 public:
  wf::task<std::string> run() {
    const timestamp start = wf::now();
    co_await wf::wait_condition([start] { return wf::now() > start; });
    co_return "woken";
  }
  int looked() const { return 1; }
  void poke(bool) {}
  void check(bool good) const {
    if (!good) throw application_failure("rejected");
  }
  static void define(wf::definition<waits_for_time>& d) {
    d.name("W")
        .query("looked", &waits_for_time::looked)
        .update("poke", &waits_for_time::poke, &waits_for_time::check)
        .signal("nudge", &waits_for_time::nudge);
  }
  void nudge() {}
};

TEST(conditions, what_history_does_not_show_wakes_none) {
  auto r = run_of<waits_for_time>();
  r.activate({init()});
  EXPECT_EQ(r.activate({query("looked")}), lines{"answer q 1"});
  EXPECT_EQ(r.activate({update("poke", false)}), lines{"rejected p-poke rejected"});
  EXPECT_EQ(r.activate({signal("nudge")}), lines{"complete \"woken\""});
}

TEST(conditions, an_accepted_update_wakes_those_that_hold) {
  auto r = run_of<waits_for_time>();
  r.activate({init()});
  const auto seen = r.activate({update("poke", true)});
  EXPECT_EQ(seen.back(), "complete \"woken\"");
}

}  // namespace
}  // namespace temporal::workflow::testing
