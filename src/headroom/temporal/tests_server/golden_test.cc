#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "headroom/temporal/testing/history_json.h"
#include "headroom/temporal/testing/tests/golden_workflows.h"
#include "headroom/temporal/tests_server/sdk_test.h"

namespace temporal::tests {
namespace {

// Runs the golden workflows live, and records their histories when asked to.
class golden : public sdk_test {
 protected:
  void SetUp() override {
    sdk_test::SetUp();
    with_workflow<golden_steps>();
    with_workflow<golden_mixture>();
    with_workflow<golden_child>();
    register_golden_activities(the_worker());
    serve();
  }
  static void record(const workflow_handle& handle, const std::string& name) {
    const char* const wanted = std::getenv("HEADROOM_RECORD_HISTORIES");
    if (wanted == nullptr || std::string_view(wanted) != "1") return;
    const auto folder = std::filesystem::path(HEADROOM_SOURCE_DIR) / "tests/histories/temporal";
    std::filesystem::create_directories(folder);
    std::ofstream(folder / (name + ".json")) << testing::to_json(handle.fetch_history());
  }
};
TEMPORAL_WITH_AND_WITHOUT_CACHE(golden);

TEST_P(golden, steps) {
  const auto handle = start(&golden_steps::run, "world");
  handle.signal(&golden_steps::go, "again");
  EXPECT_EQ(handle.result({.timeout = 20s}), "hello world again");
  record(handle, "golden_steps");
}

TEST_P(golden, mixture) {
  const auto handle = start(&golden_mixture::run, 3);
  EXPECT_EQ(handle.result({.timeout = 20s}), 3017);
  record(handle, "golden_mixture");
  record(on().handle(handle.id() + "-child"), "golden_child");
}

}  // namespace
}  // namespace temporal::tests
