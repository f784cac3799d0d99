#include <thread>

#include "headroom/temporal/common/json_payload.h"
#include "headroom/temporal/tests_server/sdk_test.h"
#include "headroom/temporal/workflow/workflow.h"

// A history of several pages (bridge/src/replay_pages.rs). Its replay at the test's end is the test.
namespace temporal::tests {
namespace {

namespace wf = temporal::workflow;

// The end of an abandoned activity brings a workflow task in which there is nothing to do, now alone, now beside
// others. Core cannot fetch a page there, so none must end there.
class abandoning {
 public:
  wf::task<int> run(int rounds) {
    const auto options = wf::activity_options{}.start_to_close(10s);
    const auto abandoned = wf::activity_options{}.start_to_close(10s).cancellation(wf::activity_cancellation::abandon);
    for (int round = 0; round < rounds; ++round) {
      auto soon = wf::start_activity<int>("count", abandoned, round);
      co_await wf::start_activity<int>("count", options, round);
      soon.cancel();
      auto late = wf::start_activity<int>("late", abandoned);
      co_await wf::start_activity<int>("count", options, round);
      late.cancel();
    }
    co_return rounds;
  }
  static void define(wf::definition<abandoning>& d) { d.name("abandoning"); }
};

using long_replays = sdk_test;
TEMPORAL_WITH_AND_WITHOUT_CACHE(long_replays);

TEST_P(long_replays, agree_where_tasks_have_nothing_to_do) {
  with_workflow<abandoning>();
  the_worker().register_activity("count", [](int round) { return round; });
  the_worker().register_activity("late", [] {
    std::this_thread::sleep_for(15ms);  // Ends after the workflow has gone on without it, mostly in a task of its own.
    return 0;
  });
  serve();
  EXPECT_EQ(start(&abandoning::run, 40).result(), 40);
}

}  // namespace
}  // namespace temporal::tests
