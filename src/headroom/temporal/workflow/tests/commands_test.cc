#include "headroom/temporal/common/json_payload.h"
#include "headroom/temporal/workflow/tests/harness.h"

using namespace std::chrono_literals;
namespace wf = temporal::workflow;

// The commands that change the run itself: patches, the next run, what is visible, time and randomness.
namespace temporal::workflow::testing {
namespace {

class patching {
 public:
  wf::task<std::string> run() {
    std::string out = wf::patched("p") ? "new" : "old";
    out += wf::patched("p") ? "new" : "old";
    co_await wf::sleep(1s);
    wf::deprecate_patch("d");
    out += wf::patched("q") ? "new" : "old";
    co_return out;
  }
  static void define(wf::definition<patching>& d) { d.name("W"); }
};

TEST(commands, a_new_run_takes_the_patch_and_marks_it_once) {
  auto r = run_of<patching>();
  EXPECT_EQ(r.activate({init()}), (lines{"patch p", "timer 1 1000ms"}));
  EXPECT_EQ(r.activate({fire_timer(1)}), (lines{"patch d deprecated", "patch q", "complete \"newnewnew\""}));
}

TEST(commands, a_replay_takes_only_patches_that_history_marks) {
  auto r = run_of<patching>();
  r.replaying = true;
  EXPECT_EQ(r.activate({init(), patch("q")}), lines{"timer 1 1000ms"});
  r.replaying = false;
  EXPECT_EQ(r.activate({fire_timer(1)}), (lines{"patch d deprecated", "patch q", "complete \"oldoldnew\""}));
}

class again {
 public:
  wf::task<> run(int n) {
    try {
      if (n == 0) wf::continue_as_new({}, n + 1);
      search_attributes attributes;
      attributes.set(search_attribute_key<bool>::of("B"), true);
      wf::continue_as_new(&again::run,
                          wf::continue_as_new_options{}
                              .task_queue("q")
                              .run_timeout(5s)
                              .task_timeout(4s)
                              .retry(temporal::retry_policy{})
                              .memo("m", "x")
                              .search_attributes(attributes),
                          n + 1);
    } catch (const std::exception&) {
      ADD_FAILURE() << "continue_as_new was swallowed";
    }
    co_return;
  }
  static void define(wf::definition<again>& d) { d.name("Again"); }
};

TEST(commands, the_next_run_gets_what_is_given_and_nothing_else) {
  auto plain = run_of<again>();
  EXPECT_EQ(plain.activate({init(0)}), lines{"continue as new 1"});
  const auto& bare = plain.last_command(0).continue_as_new_workflow_execution();
  EXPECT_EQ(bare.workflow_type(), "Again");
  EXPECT_EQ(bare.task_queue(), "");
  EXPECT_FALSE(bare.has_workflow_run_timeout() || bare.has_retry_policy() || bare.has_search_attributes());
  auto full = run_of<again>();
  EXPECT_EQ(full.activate({init(1)}), lines{"continue as new 2"});
  const auto& c = full.last_command(0).continue_as_new_workflow_execution();
  EXPECT_EQ(c.task_queue(), "q");
  EXPECT_EQ(c.workflow_run_timeout().seconds(), 5);
  EXPECT_EQ(c.workflow_task_timeout().seconds(), 4);
  EXPECT_TRUE(c.has_retry_policy());
  EXPECT_EQ(c.memo().at("m").data(), "\"x\"");
  EXPECT_EQ(c.search_attributes().indexed_fields().at("B").data(), "true");
}

class visible {
 public:
  wf::task<std::string> run() {
    const auto key = search_attribute_key<std::int64_t>::of("I");
    wf::upsert_search_attribute(key, std::int64_t{5});
    wf::upsert_memo("m", std::string("x"));
    wf::set_current_details("busy");
    std::string out = std::to_string(*wf::current_info().search_attributes.get(key)) + *wf::memo<std::string>("m");
    wf::remove_search_attribute(key);
    wf::upsert_memo("m", std::optional<int>());
    if (wf::current_info().search_attributes.empty() && !wf::memo<std::string>("m")) out += " gone";
    co_return out;
  }
  static void define(wf::definition<visible>& d) { d.name("W"); }
};

TEST(commands, search_attributes_and_memo_are_set_read_and_removed) {
  auto r = run_of<visible>();
  EXPECT_EQ(r.activate({init()}),
            (lines{"search attributes", "memo", "search attributes", "memo", "complete \"5x gone\""}));
  const auto& set = r.last_command(0).upsert_workflow_search_attributes().search_attributes().indexed_fields().at("I");
  EXPECT_EQ(set.data(), "5");
  EXPECT_EQ(set.metadata().at("type"), "Int");
  EXPECT_EQ(r.last_command(3).modify_workflow_properties().upserted_memo().fields().at("m").metadata().at("encoding"),
            "binary/null");
}

class deterministic {
 public:
  wf::task<std::string> run() {
    std::string out = wf::uuid4() + " " + std::to_string(wf::random_between(-5, 5)) + " " +
                      std::to_string(wf::now().time_since_epoch().count());
    co_await wf::sleep(1s);
    co_return out + " " + std::to_string(wf::random_word());
  }
  static void define(wf::definition<deterministic>& d) { d.name("W"); }
};

TEST(commands, time_and_randomness_are_the_same_in_every_replay) {
  auto r = run_of<deterministic>();
  r.activate({init()});
  const auto first = r.activate({fire_timer(1)}).at(0);
  EXPECT_EQ(first.at(std::string("complete \"01234567-9012-").size()), '4') << first;
  EXPECT_NE(first.find("1700000000000000000"), std::string::npos) << first;
  r.expect_same_in_replay();
}

}  // namespace
}  // namespace temporal::workflow::testing
