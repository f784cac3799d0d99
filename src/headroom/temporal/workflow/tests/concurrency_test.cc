#include "headroom/temporal/common/json_payload.h"
#include "headroom/temporal/workflow/tests/harness.h"

using namespace std::chrono_literals;
namespace wf = temporal::workflow;

namespace temporal::workflow::testing {
namespace {

wf::task<std::string> after(duration d, std::string what) {
  co_await wf::sleep(d);
  if (what.starts_with("!")) throw application_failure(what);
  if (what.starts_with("?")) throw std::runtime_error(what);
  co_return what;
}

wf::task<std::string> guarded(duration d, std::string what, std::string& trace) {
  try {
    co_await wf::sleep(d);
  } catch (const cancelled_failure&) {
    trace += what + " cancelled;";
    throw;
  }
  co_return what;
}

template <class... T>
std::vector<wf::task<std::string>> list_of(T... tasks) {
  std::vector<wf::task<std::string>> out;
  (out.push_back(std::move(tasks)), ...);
  return out;
}

class all_of_list {
 public:
  wf::task<std::vector<std::string>> run(std::string second) {
    co_return co_await wf::all(list_of(after(3s, "a"), after(2s, second), after(1s, "!c")));
  }
  static void define(wf::definition<all_of_list>& d) { d.name("W"); }
};

TEST(all, waits_for_every_branch_and_throws_the_failure_of_the_first_in_the_list) {
  auto r = run_of<all_of_list>();
  EXPECT_EQ(r.activate({init("!b")}), (lines{"timer 1 3000ms", "timer 2 2000ms", "timer 3 1000ms"}));
  EXPECT_EQ(r.activate({fire_timer(3)}), lines{});
  EXPECT_EQ(r.activate({fire_timer(2)}), lines{});
  EXPECT_EQ(r.activate({fire_timer(1)}), lines{"fail !b"});
  r.expect_same_in_replay();
}

class all_of_types {
 public:
  wf::task<std::string> run() {
    auto [n, text] = co_await wf::all(number(), after(1s, "x"));
    co_return std::to_string(n) + text;
  }
  wf::task<int> number() {
    co_await wf::sleep(2s);
    co_return 7;
  }
  static void define(wf::definition<all_of_types>& d) { d.name("W"); }
};

TEST(all, takes_tasks_of_different_types) {
  auto r = run_of<all_of_types>();
  r.activate({init()});
  EXPECT_EQ(r.activate({fire_timer(2), fire_timer(1)}), lines{"complete \"7x\""});
}

class any_of_list {
 public:
  wf::task<std::string> run() {
    auto won = co_await wf::any(list_of(guarded(3s, "a", trace_), guarded(2s, "b", trace_), guarded(9s, "c", trace_)));
    co_return std::to_string(won.index) + won.value + " " + trace_;
  }
  static void define(wf::definition<any_of_list>& d) { d.name("W"); }

 private:
  std::string trace_;
};

TEST(any, gives_the_first_to_end_and_cancels_and_awaits_the_others) {
  auto r = run_of<any_of_list>();
  r.activate({init()});
  EXPECT_EQ(r.activate({fire_timer(2)}),
            (lines{"cancel timer 1", "cancel timer 3", "complete \"1b a cancelled;c cancelled;\""}));
  r.expect_same_in_replay();
}

TEST(any, throws_what_the_winner_threw) {
  auto r = run_of<any_of_list>();
  r.activate({init()});
  EXPECT_EQ(r.activate({cancel()}), (lines{"cancel timer 1", "cancel timer 2", "cancel timer 3", "cancelled"}));
}

class selecting {
 public:
  wf::task<std::string> run() {
    auto answer = wf::start_activity<std::string>("ask", wf::activity_options{}.start_to_close(9s));
    auto deadline = wf::sleep(5s);
    const auto index = co_await wf::select(answer, deadline);
    if (index == 1) co_return "late";
    deadline.cancel();
    co_return co_await answer;
  }
  static void define(wf::definition<selecting>& d) { d.name("W"); }
};

TEST(select, tells_which_was_done_first_and_cancels_nothing) {
  auto in_time = run_of<selecting>();
  in_time.activate({init()});
  EXPECT_EQ(in_time.activate({activity_done(1, "42")}), (lines{"cancel timer 1", "complete \"42\""}));
  auto late = run_of<selecting>();
  late.activate({init()});
  EXPECT_EQ(late.activate({fire_timer(1)}), lines{"complete \"late\""});
  auto both = run_of<selecting>();
  both.activate({init()});
  EXPECT_EQ(both.activate({fire_timer(1), activity_done(1, "42")}), lines{"complete \"42\""});
}

class selects_one_twice {
 public:
  wf::task<int> run() {
    auto t = wf::sleep(1s);
    auto index = co_await wf::select(t, t);
    co_await wf::sleep(1s);
    co_return static_cast<int>(index);
  }
  static void define(wf::definition<selects_one_twice>& d) { d.name("W"); }
};

TEST(select, takes_one_handle_twice) {
  auto r = run_of<selects_one_twice>();
  r.activate({init()});
  EXPECT_EQ(r.activate({fire_timer(1)}), lines{"timer 2 1000ms"});
  EXPECT_EQ(r.activate({fire_timer(2)}), lines{"complete 0"});
}

class joins {
 public:
  wf::task<std::string> run(std::string what) {
    auto branch = wf::spawn(after(1s, what));
    std::string out;
    for (int i = 0; i < 2; ++i) {
      try {
        out += co_await branch;
      } catch (const failure& f) {
        out += f.what();
      }
    }
    co_return out;
  }
  static void define(wf::definition<joins>& d) { d.name("W"); }
};

TEST(spawn, a_branch_can_be_joined_again_and_again) {
  auto good = run_of<joins>();
  good.activate({init("x")});
  EXPECT_EQ(good.activate({fire_timer(1)}), lines{"complete \"xx\""});
  auto bad = run_of<joins>();
  bad.activate({init("!x")});
  EXPECT_EQ(bad.activate({fire_timer(1)}), lines{"complete \"!x!x\""});
}

class forgets {
 public:
  wf::task<> run(std::string what) {
    {
      auto nobody = wf::spawn(after(1s, what));
    }
    co_await wf::sleep(9s);
  }
  static void define(wf::definition<forgets>& d) { d.name("W"); }
};

TEST(spawn, a_failure_that_nobody_looks_at_is_logged_and_a_bug_fails_the_task) {
  auto settings = settings_for<forgets>();
  lines logged;
  settings->log = [&logged](const log_line& l) { logged.push_back(l.message); };
  run unseen(settings, "W");
  unseen.activate({init("!x")});
  EXPECT_EQ(unseen.activate({fire_timer(2)}), lines{});
  EXPECT_EQ(logged, lines{"a spawned task failed and nobody waited for it: temporal::application_failure: !x"});
  run bug(settings, "W");
  bug.activate({init("?x")});
  EXPECT_EQ(bug.activate({fire_timer(2)}), lines{"task failed: ?x"});
}

// Millions of awaits and deep chains need no stack.
wf::task<std::int64_t> immediately(std::int64_t n) { co_return n; }

wf::task<std::int64_t> nested(std::int64_t depth) {
  if (depth == 0) {
    co_await wf::sleep(1s);
    co_return 0;
  }
  auto inner = nested(depth - 1);
  co_return 1 + co_await inner;
}

class deep {
 public:
  wf::task<std::int64_t> run(std::int64_t loops, std::int64_t depth) {
    std::int64_t sum = 0;
    for (std::int64_t i = 0; i < loops; ++i) sum += co_await immediately(1);
    co_return sum + co_await nested(depth);
  }
  static void define(wf::definition<deep>& d) { d.name("W"); }
};

TEST(task, a_million_awaits_and_two_hundred_thousand_nested_tasks_need_no_stack) {
  auto r = run_of<deep>();
  EXPECT_EQ(r.activate({init(1'000'000, 200'000)}), lines{"timer 1 1000ms"});
  EXPECT_EQ(r.activate({fire_timer(1)}), lines{"complete 1200000"});
}

TEST(task, two_hundred_thousand_nested_tasks_are_evicted_without_a_stack) {
  auto r = run_of<deep>();
  r.activate({init(0, 200'000)});
  EXPECT_EQ(r.activate({evict()}), lines{});
}

class awaits_twice {
 public:
  wf::task<> run() {
    auto t = immediately(1);
    co_await t;
    co_await t;
  }
  static void define(wf::definition<awaits_twice>& d) { d.name("W"); }
};

TEST(task, awaited_twice_fails_the_workflow_task) {
  auto r = run_of<awaits_twice>();
  EXPECT_EQ(r.activate({init()}),
            lines{"task failed: this task was moved from or already awaited; a task is awaited once"});
}

}  // namespace
}  // namespace temporal::workflow::testing
