#include "headroom/cli/collect/health.h"

#include <gtest/gtest.h>

namespace headroom::cli::collect {
namespace {

using cloud::log_level;

std::vector<log_level> levels(const std::vector<health_line>& lines) {
  std::vector<log_level> out;
  for (const auto& line : lines) out.push_back(line.level);
  return out;
}

const error down{error_code::unavailable, "the endpoint is down", retryable::yes};

TEST(health, says_the_first_minute_and_then_nothing) {
  health seen;
  EXPECT_EQ(levels(seen.succeeded({.minute = {1}, .namespaces = 2, .warnings = {}})), std::vector{log_level::info});
  EXPECT_TRUE(seen.succeeded({.minute = {2}, .namespaces = 2, .warnings = {}}).empty());
}

TEST(health, says_a_failure_once_another_one_again_and_the_end_of_it) {
  health seen;
  static_cast<void>(seen.succeeded({.minute = {1}, .warnings = {}}));
  EXPECT_EQ(levels(seen.failed(down)), std::vector{log_level::warning});
  EXPECT_EQ(levels(seen.failed(down)), std::vector{log_level::debug});
  EXPECT_EQ(levels(seen.failed({error_code::unauthenticated, "the key is refused"})), std::vector{log_level::warning});
  EXPECT_EQ(seen.failures(), 3);
  EXPECT_FALSE(seen.mends_itself());
  const auto lines = seen.succeeded({.minute = {5}, .warnings = {}});
  ASSERT_EQ(levels(lines), std::vector{log_level::info});
  EXPECT_NE(lines[0].text.find("after 3 failed tries"), std::string::npos);
  EXPECT_EQ(seen.failures(), 0);
  EXPECT_EQ(levels(seen.failed(down)), std::vector{log_level::warning}) << "the same trouble, come back, is news";
}

TEST(health, says_when_completeness_and_warnings_change) {
  health seen;
  static_cast<void>(seen.succeeded({.minute = {1}, .warnings = {}}));
  const minute_facts limited{.minute = {2}, .data = completeness::limited, .warnings = {"a warning"}};
  EXPECT_EQ(levels(seen.succeeded(limited)), (std::vector{log_level::warning, log_level::warning}));
  EXPECT_TRUE(seen.succeeded(limited).empty());
  EXPECT_EQ(levels(seen.succeeded({.minute = {4}, .warnings = {}})), std::vector{log_level::info});
}

}  // namespace
}  // namespace headroom::cli::collect
