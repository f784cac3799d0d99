#include "headroom/temporal/testing/child_process.h"

#include <csignal>
#include <fstream>
#include <gtest/gtest.h>
#include <sstream>
#include <system_error>

namespace temporal::testing {
namespace {

using namespace std::chrono_literals;

child_process::options shell(const std::string& command) {
  return {.command = {"/bin/sh", "-c", command}, .environment_additions = {}};
}

TEST(child_process, gives_the_exit_status_as_a_shell_does) {
  EXPECT_EQ(child_process(shell("exit 3")).wait(10s), 3);
  child_process sleeping(shell("exec sleep 600"));
  EXPECT_EQ(sleeping.wait(1ms), std::nullopt);
  sleeping.send_signal(SIGTERM);
  EXPECT_EQ(sleeping.wait(10s), 128 + SIGTERM);
}

TEST(child_process, writes_output_where_it_is_told_and_sees_added_variables) {
  const auto path = std::filesystem::path(::testing::TempDir()) / "child_process_output";
  std::filesystem::remove(path);
  auto what = shell("echo $GREETING");
  what.output_path = path;
  what.environment_additions = {{"GREETING", "hello"}};
  EXPECT_EQ(child_process(what).wait(10s), 0);
  std::ostringstream text;
  text << std::ifstream(path).rdbuf();
  EXPECT_EQ(text.str(), "hello\n");
}

TEST(child_process, that_cannot_start_is_a_system_error) {
  EXPECT_THROW(child_process({.command = {"/no/such/program"}, .environment_additions = {}}), std::system_error);
}

TEST(child_process, takes_its_own_children_with_it) {
  const auto path = std::filesystem::path(::testing::TempDir()) / "child_process_pid";
  auto what = shell("sleep 600 & echo $!; wait");
  std::filesystem::remove(path);
  what.output_path = path;
  pid_t grandchild = 0;
  {
    child_process parent(what);
    while (!(std::ifstream(path) >> grandchild)) EXPECT_EQ(parent.wait(5ms), std::nullopt);
    EXPECT_EQ(::kill(grandchild, 0), 0);
  }
  // The kernel delivers SIGKILL at once, but init collects the orphan a moment later; a zombie counts as gone.
  std::string state;
  for (int i = 0; i < 1000 && state.find("Z") == std::string::npos && ::kill(grandchild, 0) == 0; ++i) {
    std::ifstream status("/proc/" + std::to_string(grandchild) + "/stat");
    std::getline(status, state);
  }
  EXPECT_TRUE(::kill(grandchild, 0) != 0 || state.find(") Z") != std::string::npos) << state;
}

}  // namespace
}  // namespace temporal::testing
