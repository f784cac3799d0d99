#include "headroom/temporal/common/json_payload.h"
#include "headroom/temporal/tests_server/sdk_test.h"
#include "headroom/temporal/workflow/workflow.h"

namespace temporal::tests {
namespace {

namespace wf = temporal::workflow;

std::string greet(const std::string& name) { return "hello " + name; }

class greeting {
 public:
  wf::task<std::string> run(std::string name) {
    const auto options = wf::activity_options{}.start_to_close(10s);
    auto greeted = wf::start_activity(&greet, options, name);
    std::string text = co_await greeted;
    co_return text + "!";
  }
  static void define(wf::definition<greeting>& d) { d.name("greeting"); }
};

class basics : public sdk_test {};
TEMPORAL_WITH_AND_WITHOUT_CACHE(basics);

TEST_P(basics, a_workflow_calls_an_activity_and_returns_its_result) {
  with_workflow<greeting>();
  the_worker().register_activity("greet", &greet);
  serve();
  EXPECT_EQ(start(&greeting::run, "world").result({.timeout = 20s}), "hello world!");
}

}  // namespace
}  // namespace temporal::tests
