#include "headroom/temporal/common/json_payload.h"
#include "headroom/temporal/workflow/tests/harness.h"

using namespace std::chrono_literals;
namespace wf = temporal::workflow;

namespace temporal::workflow::testing {
namespace {

// Sets its handlers from its input, before the first signal is delivered.
class from_input {
 public:
  using takes_input = void;
  explicit from_input(std::string name) {
    wf::set_signal_handler(name, [this](int n) { seen_ += std::to_string(n); });
  }
  wf::task<std::string> run(std::string) {
    co_await wf::wait_condition([this] { return seen_.size() >= 2; });
    co_return seen_;
  }
  static void define(wf::definition<from_input>& d) { d.name("W"); }

 private:
  std::string seen_;
};

TEST(handlers, of_an_object_made_from_its_input_see_the_signals_of_the_first_task) {
  auto r = run_of<from_input>();
  EXPECT_EQ(r.activate({init("s"), signal("s", 1), signal("s", 2)}), lines{"complete \"12\""});
}

class late_handlers {
 public:
  wf::task<std::string> run() {
    co_await wf::sleep(1s);
    wf::set_signal_handler("b", [this](std::string s) { seen_ += "b" + s; });
    co_await wf::sleep(1s);
    wf::set_dynamic_signal_handler(
        [this](std::string name, raw_args args) { seen_ += name + args.get<std::string>(0); });
    wf::set_dynamic_query_handler(
        [this](std::string name, raw_args args) { return name + std::to_string(args.size()) + seen_; });
    wf::set_query_handler("seen", [this] { return seen_; });
    co_await wf::wait_condition([this] { return seen_.ends_with("!"); });
    co_return seen_;
  }
  static void define(wf::definition<late_handlers>& d) { d.name("W"); }

 private:
  std::string seen_;
};

TEST(handlers, get_the_signals_that_were_kept_for_them_in_order) {
  auto r = run_of<late_handlers>();
  r.activate({init(), signal("a", "1"), signal("b", "2"), signal("c", "3"), signal("b", "4"), signal("a", "5")});
  EXPECT_EQ(r.activate({fire_timer(1)}), lines{"timer 2 1000ms"});
  r.activate({fire_timer(2)});
  EXPECT_EQ(r.activate({query("seen")}), lines{"answer q \"b2b4a1a5c3\""});
  EXPECT_EQ(r.activate({query("any", 1, 2)}), lines{"answer q \"any2b2b4a1a5c3\""});
  EXPECT_EQ(r.activate({signal("d", "!")}), lines{"complete \"b2b4a1a5c3d!\""});
  r.expect_same_in_replay();
}

class updates {
 public:
  wf::task<std::string> run() {
    wf::set_update_handler(
        "late",
        [this](int n) -> wf::task<int> {
          co_await wf::sleep(1s);
          total_ += n;
          co_return total_;
        },
        [](int n) {
          if (n < 0) throw application_failure("negative").type("Rejected").details(n);
        });
    wf::set_dynamic_update_handler([](std::string name, raw_args) { return name; });
    co_await wf::wait_condition([this] { return total_ > 4; });
    co_await wf::wait_condition(wf::all_handlers_finished);
    co_return std::to_string(total_);
  }
  void fails() { throw application_failure("refused"); }
  wf::task<> breaks() {
    co_await wf::sleep(1s);
    throw std::runtime_error("bug");
  }
  void set(int n) { total_ = n; }
  void validates_badly() const { (void)wf::sleep(1s); }
  static void define(wf::definition<updates>& d) {
    d.name("W")
        .update("fails", &updates::fails)
        .update("breaks", &updates::breaks)
        .update("bad", &updates::fails, &updates::validates_badly)
        .signal("set", &updates::set);
  }

 private:
  int total_ = 0;
};

TEST(handlers, of_updates_run_side_by_side_and_all_end_before_the_workflow) {
  auto r = run_of<updates>();
  r.activate({init()});
  EXPECT_EQ(r.activate({update("late", 2), update("late", 3)}),
            (lines{"accepted p-late", "timer 1 1000ms", "accepted p-late", "timer 2 1000ms"}));
  EXPECT_EQ(r.activate({update("late", -1)}), lines{"rejected p-late negative"});
  EXPECT_EQ(r.last_command(0).update_response().rejected().application_failure_info().type(), "Rejected");
  EXPECT_EQ(r.activate({signal("set", 5)}), lines{});
  EXPECT_EQ(r.activate({fire_timer(1)}), lines{"completed p-late 7"});
  EXPECT_EQ(r.activate({fire_timer(2)}), (lines{"completed p-late 10", "complete \"10\""}));
}

TEST(handlers, an_update_before_its_handler_is_set_is_rejected) {
  auto r = run_of<updates>();
  EXPECT_EQ(r.activate({init(), update("late", 2)}),
            lines{"rejected p-late update 'late' has no handler in workflow type 'W'"});
}

TEST(handlers, of_updates_reject_with_failures_and_fail_the_task_with_other_exceptions) {
  auto r = run_of<updates>();
  r.activate({init()});
  EXPECT_EQ(r.activate({update("fails")}), (lines{"accepted p-fails", "rejected p-fails refused"}));
  EXPECT_EQ(r.activate({update("whatever")}), (lines{"accepted p-whatever", "completed p-whatever \"whatever\""}));
  EXPECT_EQ(r.activate({update("breaks")}), (lines{"accepted p-breaks", "timer 1 1000ms"}));
  EXPECT_EQ(r.activate({fire_timer(1)}), lines{"task failed: bug"});
}

TEST(handlers, a_validator_that_starts_something_fails_the_task) {
  auto r = run_of<updates>();
  r.activate({init()});
  EXPECT_EQ(r.activate({update("bad")}),
            lines{"task failed: a timer was started in a query or an update's validator, which only read"});
}

class failing_signal {
 public:
  wf::task<> run() { co_await wf::sleep(60s); }
  wf::task<> fail_later() {
    co_await wf::sleep(1s);
    throw application_failure("from a handler");
  }
  int starts_something() const {
    (void)wf::random_word();
    return 1;
  }
  static void define(wf::definition<failing_signal>& d) {
    d.name("W").signal("fail", &failing_signal::fail_later).query("starts", &failing_signal::starts_something);
  }
};

TEST(handlers, a_failure_that_leaves_a_signal_handler_fails_the_workflow) {
  auto r = run_of<failing_signal>();
  r.activate({init()});
  EXPECT_EQ(r.activate({signal("fail")}), lines{"timer 2 1000ms"});
  EXPECT_EQ(r.activate({fire_timer(2)}), lines{"fail from a handler"});
}

TEST(handlers, a_query_that_changes_something_fails_alone) {
  auto r = run_of<failing_signal>();
  r.activate({init()});
  EXPECT_EQ(r.activate({query("starts")}),
            lines{"query failed a random number was started in a query or an update's validator, which only read"});
}

TEST(handlers, that_are_cut_off_by_the_end_are_named_in_a_warning) {
  auto settings = settings_for<failing_signal>();
  lines logged;
  settings->log = [&logged](const log_line& l) { logged.push_back(l.message); };
  run r(settings, "W");
  r.activate({init(), signal("fail")});
  EXPECT_EQ(r.activate({fire_timer(2)}), lines{"complete "});
  ASSERT_EQ(logged.size(), 1U);
  EXPECT_NE(logged[0].find("signal fail"), std::string::npos);
  r.replaying = true;
}

TEST(api, calls_outside_a_workflow_throw_and_say_so) {
  EXPECT_THROW((void)wf::now(), outside_workflow);
  EXPECT_THROW((void)wf::sleep(1s), outside_workflow);
  EXPECT_THROW((void)wf::current_info(), outside_workflow);
}

// What interceptors see and change.
class tracing final : public interceptor {
 public:
  task<payload> execute(inbound_call call, next_task next) override {
    seen.push_back("execute " + call.name);
    call.arguments = to_payloads("changed");
    auto running = next(std::move(call));
    auto result = co_await running;
    seen.push_back("executed");
    co_return result;
  }
  task<void> handle_signal(inbound_call call, next_signal next) override {
    seen.push_back("signal " + call.name);
    return next(std::move(call));
  }
  payload handle_query(const inbound_call& call, const next_query& next) override {
    seen.push_back("query " + call.name);
    return next(call);
  }
  void start_activity(outbound_call& call) override { call.headers.emplace("trace", to_payload("t")); }

  lines seen;
};

class intercepted {
 public:
  wf::task<std::string> run(std::string in) {
    co_await wf::start_activity("a", wf::activity_options{}.start_to_close(1s));
    co_return in;
  }
  void poke(int) {}
  int count() const { return 1; }
  static void define(wf::definition<intercepted>& d) {
    d.name("W").signal("poke", &intercepted::poke).query("count", &intercepted::count);
  }
};

TEST(interceptors, see_what_comes_in_and_change_what_goes_out) {
  auto settings = settings_for<intercepted>();
  const auto outer = std::make_shared<tracing>();
  settings->interceptors = {outer, std::make_shared<interceptor>()};
  run r(settings, "W");
  EXPECT_EQ(r.activate({init("in"), signal("poke", 1), signal("poke", "undecodable")}), lines{"activity 1 a"});
  EXPECT_EQ(r.last_command(0).schedule_activity().headers().at("trace").data(), "\"t\"");
  EXPECT_EQ(r.activate({query("count")}), lines{"answer q 1"});
  EXPECT_EQ(r.activate({activity_done(1, 0)}), lines{"complete \"changed\""});
  EXPECT_EQ(outer->seen, (lines{"signal poke", "execute W", "query count", "executed"}));
}

class flipping_codec final : public payload_codec {
 public:
  payload_list encode(payload_list in) const override { return flip(std::move(in)); }
  payload_list decode(payload_list in) const override { return flip(std::move(in)); }

 private:
  static payload_list flip(payload_list in) {
    for (auto& p : in) {
      for (auto& c : p.data) c = static_cast<char>(c ^ 1);
    }
    return in;
  }
};

TEST(codec, is_applied_to_all_that_enters_and_leaves) {
  auto settings = settings_for<intercepted>();
  settings->converter.codec = std::make_shared<flipping_codec>();
  run r(settings, "W");
  auto start = init("in");
  auto& argument = *start.mutable_initialize_workflow()->mutable_arguments(0);
  for (auto& c : *argument.mutable_data()) c = static_cast<char>(c ^ 1);
  r.activate({start});
  r.activate({activity_done(1, 0)});
  EXPECT_EQ(r.last_command(0).complete_workflow_execution().result().data(), argument.data());
}

}  // namespace
}  // namespace temporal::workflow::testing
