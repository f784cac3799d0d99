#include <cstdlib>
#include <vector>

#include "headroom/base/rng.h"
#include "headroom/temporal/common/json_payload.h"
#include "headroom/temporal/tests_server/sdk_test.h"
#include "headroom/temporal/workflow/tests/random_program.h"

// The random programs that workflow/tests replays by the thousand, a few of them on the real server: with real
// activities, children, signals and updates at whatever moment they come, and replayed from the histories that this
// made. TEMPORAL_LIVE_PROGRAMS sets how many (12), TEMPORAL_RANDOM_SEED takes one.
namespace temporal::tests {
namespace {

namespace wf = temporal::workflow;
using wf::testing::random_program;

class random_child {
 public:
  wf::task<std::string> run() {
    if (wf::random_between(0, 2) == 0) throw application_failure("drawn");
    if (wf::random_between(0, 1) == 0) co_await wf::sleep(5ms);
    co_return "c";
  }
  static void define(wf::definition<random_child>& d) { d.name("c"); }
};

std::uint64_t from_environment(const char* name, std::uint64_t otherwise) {
  const char* text = std::getenv(name);
  return text == nullptr ? otherwise : std::strtoull(text, nullptr, 10);
}

class random_programs : public sdk_test {
 protected:
  void SetUp() override {
    sdk_test::SetUp();
    random_program::second = 5ms;
    with_workflow<random_program>();
    with_workflow<random_child>();
    the_worker().register_activity("a", [] { return std::string("a"); });
    the_worker().register_activity("race", [] { return std::string("r"); });
    the_worker().register_activity("l", [] { return std::string("l"); });
    serve();
  }
};
TEMPORAL_WITH_AND_WITHOUT_CACHE(random_programs);

// Signals it until it has ended, now and then with an update, whose end is not waited for: it may need further signals.
// What the program ends with does not matter, only that it does.
template <class Handle>
void see_to_its_end(const Handle& program, headroom::rng& rng) {
  const auto ended = [&] { return program.describe().summary.status != workflow_status::running; };
  for (int i = 0; i < 2000 && !ended(); ++i) {
    try {
      program.signal(&random_program::signalled, rng.next());
      static_cast<void>(program.query(&random_program::signals));  // Takes a workflow task, so signals do not pile up.
      if (rng.below(8) == 0) {
        static_cast<void>(program.start_update(workflow_handle::call_of(&random_program::updated, rng.next()),
                                               {.id = {}, .wait_for = update_stage::accepted, .wait = {}}));
      }
    } catch (const sdk_error&) {  // It has ended in between.
    }
  }
  EXPECT_TRUE(ended());
}

TEST_P(random_programs, end_and_replay_on_the_real_server) {
  const auto only = from_environment("TEMPORAL_RANDOM_SEED", 0);
  const auto count = from_environment("TEMPORAL_LIVE_PROGRAMS", 12);
  for (std::uint64_t seed = only != 0 ? only : 1; seed <= (only != 0 ? only : count); ++seed) {
    SCOPED_TRACE("TEMPORAL_RANDOM_SEED=" + std::to_string(seed));
    headroom::rng rng(seed);
    see_to_its_end(start(&random_program::run, seed, static_cast<int>(seed % 3)), rng);
  }
}

}  // namespace
}  // namespace temporal::tests
