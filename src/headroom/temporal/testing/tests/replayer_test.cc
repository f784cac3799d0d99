#include "headroom/temporal/testing/replayer.h"

#include <filesystem>
#include <fstream>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sstream>

#include "headroom/temporal/testing/history_json.h"
#include "headroom/temporal/testing/tests/golden_workflows.h"

namespace temporal::tests {
namespace {

const std::filesystem::path folder = std::filesystem::path(HEADROOM_SOURCE_DIR) / "tests/histories/temporal";

workflow_history recorded(const std::string& name) {
  std::ostringstream text;
  text << std::ifstream(folder / (name + ".json")).rdbuf();
  return testing::history_from_json(text.str());
}

testing::replayer golden_replayer() {
  testing::replayer made(runtime::create(runtime_options{}.core_log_level(log_level::error)));
  made.register_workflow<golden_steps>().register_workflow<golden_mixture>().register_workflow<golden_child>();
  return made;
}

TEST(replayer, the_recorded_histories_still_replay) {
  std::vector<workflow_history> histories;
  for (const auto& entry : std::filesystem::directory_iterator(folder))
    histories.push_back(recorded(entry.path().stem()));
  ASSERT_GE(histories.size(), 3U);
  for (const auto& result : golden_replayer().replay(histories))
    EXPECT_TRUE(result.ok()) << result.workflow_id << ": " << *result.problem;
}

TEST(replayer, says_what_differs_when_the_code_has_changed) {
  testing::replayer changed(
      runtime::create(runtime_options{}.core_log_level(log_level::error).log_to([](const log_record&) {})));
  changed.register_workflow<changed_steps>();
  const auto result = changed.replay(recorded("golden_steps"));
  EXPECT_FALSE(result.ok());
  EXPECT_TRUE(result.nondeterministic);
  EXPECT_THAT(result.problem.value_or(""), ::testing::HasSubstr("TMPRL1100"));
}

TEST(replayer, a_workflow_type_without_registration_is_a_problem_and_not_nondeterminism) {
  testing::replayer empty(
      runtime::create(runtime_options{}.core_log_level(log_level::error).log_to([](const log_record&) {})));
  empty.register_workflow<golden_child>();
  const auto result = empty.replay(recorded("golden_steps"));
  EXPECT_FALSE(result.ok());
  EXPECT_FALSE(result.nondeterministic);
}

TEST(replayer, goes_on_after_a_history_that_is_broken) {
  auto broken = recorded("golden_steps");
  broken.bytes.clear();
  const auto results = golden_replayer().replay({broken, recorded("golden_steps")});
  ASSERT_EQ(results.size(), 2U);
  EXPECT_FALSE(results[0].ok());
  EXPECT_TRUE(results[1].ok()) << *results[1].problem;
}

}  // namespace
}  // namespace temporal::tests
