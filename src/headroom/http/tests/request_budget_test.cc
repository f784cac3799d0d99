#include "headroom/http/request_budget.h"

#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <map>
#include <sstream>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "headroom/http/locked_file.h"

namespace headroom::http {
namespace {

using std::chrono::seconds;
using ::testing::HasSubstr;

constexpr std::int64_t start = 1'800'000'000'000;
constexpr quota_rules rules{};

// A folder that goes with the test.
class RequestBudget : public ::testing::Test {
 protected:
  RequestBudget() {
    std::string name = (std::filesystem::temp_directory_path() / "headroom-budget-XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
  }
  ~RequestBudget() override {
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }
  [[nodiscard]] std::filesystem::path file() const { return folder_ / "state" / "quota-test"; }

  std::filesystem::path folder_;
};

int take_all(request_budget& budget, int tries) {
  int granted = 0;
  for (int i = 0; i < tries; ++i) granted += budget.take(start + i) ? 0 : 1;
  return granted;
}

TEST_F(RequestBudget, IsSharedByTwoObjectsOnOneFile) {
  request_budget one(file(), rules);
  request_budget other(file(), rules);
  EXPECT_EQ(take_all(one, 100), 100);
  EXPECT_EQ(take_all(other, 100), 80);
  EXPECT_FALSE(one.warning());
}

TEST_F(RequestBudget, IsSharedByProcessesThatTakeAtTheSameTime) {
  constexpr int processes = 6;
  for (int p = 0; p < processes; ++p) {
    const pid_t child = ::fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      request_budget mine(file(), rules);
      ::_exit(take_all(mine, 60));
    }
  }
  int granted = 0;
  for (int p = 0; p < processes; ++p) {
    int status = 0;
    ASSERT_GT(::wait(&status), 0);
    ASSERT_TRUE(WIFEXITED(status));
    granted += WEXITSTATUS(status);
  }
  EXPECT_EQ(granted, rules.requests_per_hour);
}

TEST_F(RequestBudget, ARetryAfterSeenByOneHoldsBackTheOther) {
  request_budget one(file(), rules);
  request_budget other(file(), rules);
  one.throttled(start, seconds(60));
  EXPECT_EQ(other.take(start), (quota_wait{seconds(60), quota_bound::pause_asked_for}));
}

TEST_F(RequestBudget, TheFileIsTheUsersAlone) {
  request_budget budget(file(), rules);
  EXPECT_FALSE(budget.take(start));
  struct stat facts{};
  ASSERT_EQ(::stat(file().c_str(), &facts), 0);
  EXPECT_EQ(facts.st_mode & 0777, 0600u);
}

TEST_F(RequestBudget, ADamagedFileIsBegunAnew) {
  std::filesystem::create_directories(file().parent_path());
  std::ofstream(file()) << "garbage\0 that somebody wrote";
  request_budget budget(file(), rules);
  EXPECT_FALSE(budget.take(start));
  EXPECT_FALSE(budget.warning());
  std::stringstream text;
  text << std::ifstream(file()).rdbuf();
  EXPECT_THAT(text.str(), HasSubstr("headroom-quota 1"));
}

TEST_F(RequestBudget, WhereNothingCanBeWrittenItHoldsWithinTheProcessAndSaysSo) {
  // A file where a folder should be: refused for root as well.
  std::ofstream(folder_ / "state") << "in the way";
  request_budget budget(file(), rules);
  EXPECT_EQ(take_all(budget, 200), 180);
  ASSERT_TRUE(budget.warning());
  EXPECT_THAT(*budget.warning(), HasSubstr("not shared"));
  EXPECT_THAT(*budget.warning(), HasSubstr(folder_.string()));
}

// The holder is this process: flock tells descriptors apart, not processes.
TEST_F(RequestBudget, ALockThatNobodyLetsGoOfIsNamedAndIsNoThrottling) {
  std::filesystem::create_directories(file().parent_path());
  const int holder = ::open(file().c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  ASSERT_EQ(::flock(holder, LOCK_EX), 0);
  request_budget budget(file(), rules);
  EXPECT_FALSE(budget.take(start)) << "the budget holds within the process then";
  ASSERT_TRUE(budget.warning());
  EXPECT_THAT(*budget.warning(), HasSubstr("another process has held it"));
  ::close(holder);
}

TEST_F(RequestBudget, ALinkInTheFilesPlaceIsNotFollowed) {
  std::filesystem::create_directories(file().parent_path());
  std::ofstream(folder_ / "precious") << "keep me";
  std::filesystem::create_symlink(folder_ / "precious", file());
  request_budget budget(file(), rules);
  EXPECT_FALSE(budget.take(start));
  EXPECT_TRUE(budget.warning());
  std::stringstream text;
  text << std::ifstream(folder_ / "precious").rdbuf();
  EXPECT_EQ(text.str(), "keep me");
}

TEST(StateDirectory, FollowsTheXdgSpecification) {
  const auto with = [](std::map<std::string, std::string> values) {
    return state_directory([values = std::move(values)](const std::string& name) -> std::optional<std::string> {
      const auto at = values.find(name);
      return at == values.end() ? std::nullopt : std::optional(at->second);
    });
  };
  EXPECT_EQ(with({{"XDG_STATE_HOME", "/var/state"}, {"HOME", "/home/u"}}), "/var/state/headroom");
  EXPECT_EQ(with({{"HOME", "/home/u"}}), "/home/u/.local/state/headroom");
  EXPECT_EQ(with({{"XDG_STATE_HOME", "relative"}, {"HOME", "/home/u"}}), "/home/u/.local/state/headroom");
  EXPECT_EQ(with({{"XDG_STATE_HOME", ""}}), "");
}

TEST(QuotaFileName, HoldsNothingThatLeadsElsewhere) {
  EXPECT_EQ(quota_file_name("metrics.temporal.io:443", "a1b2c"), "quota-metrics.temporal.io_443-a1b2c");
  EXPECT_EQ(quota_file_name("[::1]:80", ""), "quota-___1__80");
  EXPECT_EQ(quota_file_name("h:1", "../../etc"), "quota-h_1-.._.._etc");
}

}  // namespace
}  // namespace headroom::http
