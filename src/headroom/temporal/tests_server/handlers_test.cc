#include <thread>

#include "headroom/temporal/common/json_payload.h"
#include "headroom/temporal/tests_server/sdk_test.h"
#include "headroom/temporal/workflow/workflow.h"

namespace temporal::tests {
namespace {

namespace wf = temporal::workflow;

// A counter that lives until it is told to end.
class counter {
 public:
  wf::task<std::int64_t> run(std::int64_t start) {
    value_ += start;
    // A first task without any command would be merged with the next one when the core replays it, and an update of
    // that next task would then be handled before this line.
    wf::upsert_memo("start", start);
    co_await wf::wait_condition([this] { return ended_; });
    co_await wf::wait_condition([] { return wf::all_handlers_finished(); });
    co_return value_;
  }
  void add(std::int64_t amount) { value_ += amount; }
  wf::task<> add_later(std::int64_t amount) {
    co_await wf::sleep(50ms);
    value_ += amount;
  }
  void end() { ended_ = true; }
  std::int64_t value() const { return value_; }
  std::int64_t failing() const { throw application_failure("cannot say").type("Mute"); }

  std::int64_t set(std::int64_t wanted) { return std::exchange(value_, wanted); }
  void check_set(std::int64_t wanted) const {
    if (wanted < 0) throw application_failure("negative").type("Rejected").details(wanted);
  }
  wf::task<std::int64_t> set_slowly(std::int64_t wanted) {
    co_await wf::sleep(100ms);
    value_ = wanted;
    co_return wanted;
  }
  std::int64_t fail_update(std::int64_t) { throw application_failure("update broke").type("Broken"); }

  static void define(wf::definition<counter>& d) {
    d.name("counter")
        .signal("add", &counter::add)
        .signal("add_later", &counter::add_later)
        .signal("end", &counter::end)
        .query("value", &counter::value)
        .query("failing", &counter::failing)
        .update("set", &counter::set, &counter::check_set)
        .update("set_slowly", &counter::set_slowly)
        .update("fail_update", &counter::fail_update);
  }

 private:
  std::int64_t value_ = 0;
  bool ended_ = false;
};

class handlers : public sdk_test {
 protected:
  void SetUp() override {
    sdk_test::SetUp();
    with_workflow<counter>();
    serve();
  }
};
TEMPORAL_WITH_AND_WITHOUT_CACHE(handlers);

TEST_P(handlers, signals_arrive_in_order_and_queries_see_them) {
  const auto handle = start(&counter::run, 1);
  handle.signal(&counter::add, 2);
  handle.signal("add", std::int64_t{3});
  EXPECT_EQ(handle.query(&counter::value), 6);
  handle.signal(&counter::add_later, 10);
  handle.signal(&counter::end);
  EXPECT_EQ(handle.result({.timeout = 20s}), 16);
  EXPECT_EQ(handle.query(&counter::value), 16) << "a closed workflow answers queries too";
}

TEST_P(handlers, a_failing_query_gives_its_failure) {
  const auto handle = start(&counter::run, 1);
  try {
    handle.query(&counter::failing);
    FAIL() << "the query did not fail";
  } catch (const query_failed_error& error) {
    EXPECT_THAT(error.what(), ::testing::HasSubstr("cannot say"));
  }
  EXPECT_THROW(handle.query<int>("unknown"), query_failed_error);
  handle.terminate();
}

TEST_P(handlers, a_query_can_be_refused_for_a_closed_workflow) {
  const auto handle = start(&counter::run, 1);
  handle.terminate();
  try {
    static_cast<void>(handle.query_with(workflow_handle::call_of(&counter::value), query_reject::not_open));
    FAIL() << "the query was not refused";
  } catch (const query_rejected_error& error) {
    EXPECT_EQ(error.status(), "TERMINATED");
  }
}

TEST_P(handlers, an_update_returns_its_result) {
  const auto handle = start(&counter::run, 5);
  EXPECT_EQ(handle.query(&counter::value),
            5);  // run() has begun: an update that comes with the start is handled before it
  EXPECT_EQ(handle.update(&counter::set, 7), 5);
  EXPECT_EQ(handle.update(&counter::set_slowly, 8), 8);
  EXPECT_EQ(handle.query(&counter::value), 8);
  handle.signal(&counter::end);
  EXPECT_EQ(handle.result({.timeout = 20s}), 8);
}

TEST_P(handlers, a_rejected_update_says_why_and_changes_nothing) {
  const auto handle = start(&counter::run, 5);
  try {
    handle.update(&counter::set, -1);
    FAIL() << "the update was not rejected";
  } catch (const update_failed_error& error) {
    const auto& cause = dynamic_cast<const application_failure&>(error.cause());
    EXPECT_EQ(cause.type(), "Rejected");
    EXPECT_EQ(from_payload<std::int64_t>(cause.details().at(0)), -1);
  }
  EXPECT_THROW(handle.update<>("unknown"), update_failed_error);
  EXPECT_THROW(handle.update<>("set", std::string("text")), update_failed_error);
  EXPECT_EQ(handle.query(&counter::value), 5);
  handle.terminate();
}

TEST_P(handlers, an_update_whose_handler_fails_gives_the_failure_and_the_workflow_goes_on) {
  const auto handle = start(&counter::run, 5);
  try {
    handle.update(&counter::fail_update, 1);
    FAIL() << "the update did not fail";
  } catch (const update_failed_error& error) {
    EXPECT_EQ(dynamic_cast<const application_failure&>(error.cause()).type(), "Broken");
  }
  handle.signal(&counter::end);
  EXPECT_EQ(handle.result({.timeout = 20s}), 5);
}

TEST_P(handlers, an_update_can_be_followed_from_its_acceptance) {
  const auto handle = start(&counter::run, 5);
  auto update = handle.start_update(workflow_handle::call_of(&counter::set_slowly, 9),
                                    {.id = "mine", .wait_for = update_stage::accepted, .wait = {}});
  EXPECT_EQ(update.id(), "mine");
  EXPECT_EQ(update.result<std::int64_t>({.timeout = 20s}), 9);
  EXPECT_EQ(handle.get_update("mine").result<std::int64_t>({.timeout = 20s}), 9);
  handle.terminate();
}

TEST_P(handlers, signal_with_start_starts_once_and_signals_each_time) {
  const auto id = new_id();
  const auto input = client::input_of(&counter::run, options(id), 1);
  const auto first = replay_later(on().signal_with_start(input, workflow_handle::call_of(&counter::add, 10)));
  const auto second = on().signal_with_start(input, workflow_handle::call_of(&counter::add, 100));
  EXPECT_EQ(first.first_run_id(), second.first_run_id());
  EXPECT_EQ(first.query(&counter::value), 111);
  first.terminate();
}

TEST_P(handlers, update_with_start_starts_once_and_updates_each_time) {
  const auto id = new_id();
  const auto input = client::input_of(&counter::run, options(id).conflict_policy(id_conflict_policy::use_existing), 1);
  auto first = on().update_with_start(input, workflow_handle::call_of(&counter::set, 10));
  EXPECT_EQ(first.result<std::int64_t>({.timeout = 20s}), 0) << "the update is handled before run() begins";
  auto second = on().update_with_start(input, workflow_handle::call_of(&counter::set, 20));
  EXPECT_EQ(second.result<std::int64_t>({.timeout = 20s}), 11);
  replay_later(on().handle(id)).terminate();
}

TEST_P(handlers, update_with_start_is_refused_when_the_id_is_taken_and_the_policy_says_so) {
  const auto id = new_id();
  const auto running = replay_later(on().start(&counter::run, options(id), 1));
  const auto input = client::input_of(&counter::run, options(id).conflict_policy(id_conflict_policy::fail), 1);
  EXPECT_THROW(static_cast<void>(on().update_with_start(input, workflow_handle::call_of(&counter::set, 10))),
               workflow_already_started_error);
  running.terminate();
}

TEST_P(handlers, signals_to_what_is_gone_are_not_found) {
  EXPECT_THROW(on().handle(new_id()).signal("add", 1), not_found_error);
  EXPECT_THROW(on().handle(new_id()).query<int>("value"), not_found_error);
  EXPECT_THROW(on().handle(new_id()).cancel(), not_found_error);
}

}  // namespace
}  // namespace temporal::tests
