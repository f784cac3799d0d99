#include <atomic>
#include <thread>
#include <vector>

#include "headroom/temporal/common/json_payload.h"
#include "headroom/temporal/tests_server/sdk_test.h"
#include "headroom/temporal/workflow/workflow.h"

// Queries that come with the tasks of workflows full of local activities. Core reports a task as soon as its queries
// are answered; a local activity that has just ended must not slip in between (worker/query_gate.h).
namespace temporal::tests {
namespace {

namespace wf = temporal::workflow;

constexpr int steps = 25;

// Each step ends in something that history shows in its order: a patch marker or a change of the memo.
class queried_between_steps {
 public:
  wf::task<int> run() {
    for (; step_ < steps; ++step_) {
      co_await wf::start_local_activity<int>("step", wf::local_activity_options{}.start_to_close(10s), step_);
      co_await wf::wait_condition([this] { return signals_ > step_ / 5; });
      if (step_ % 2 == 0) static_cast<void>(wf::patched("step " + std::to_string(step_)));
      if (step_ % 2 == 1) wf::upsert_memo("step", step_);
    }
    co_return step_;
  }
  void go() { ++signals_; }
  int step() const { return step_; }
  static void define(wf::definition<queried_between_steps>& d) {
    d.name("queried_between_steps")
        .signal("go", &queried_between_steps::go)
        .query("step", &queried_between_steps::step);
  }

 private:
  int step_ = 0;
  int signals_ = 0;
};

template <class Handle>
void query_to_its_end(const Handle& handle, std::atomic<int>& answers) {
  int last = 0;
  while (handle.describe().summary.status == workflow_status::running) {
    try {
      handle.signal(&queried_between_steps::go);
    } catch (const not_found_error&) {  // It has ended in between.
    }
    const int step = handle.query(&queried_between_steps::step);
    EXPECT_GE(step, last) << "a query saw an earlier state than the one before";
    last = step;
    ++answers;
  }
  EXPECT_EQ(handle.result(), steps);
}

using queried_local_activities = sdk_test;
TEMPORAL_WITH_AND_WITHOUT_CACHE(queried_local_activities);

TEST_P(queried_local_activities, end_in_a_task_of_their_own_and_replay) {
  with_workflow<queried_between_steps>();
  the_worker().register_activity("step", [](int step) { return step; });
  serve();
  std::vector<std::jthread> callers;
  std::atomic<int> answers = 0;
  for (int i = 0; i < 8; ++i) {
    const auto handle = start(&queried_between_steps::run);
    callers.emplace_back([handle, &answers] {
      try {
        query_to_its_end(handle, answers);
      } catch (const sdk_error& error) {
        ADD_FAILURE() << handle.id() << ": " << error.what();
      }
    });
  }
  callers.clear();
  EXPECT_GE(answers, 8);
}

}  // namespace
}  // namespace temporal::tests
