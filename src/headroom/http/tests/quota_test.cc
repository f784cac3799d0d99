#include "headroom/http/quota.h"

#include <gtest/gtest.h>

namespace headroom::http {
namespace {

using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr std::int64_t start = 1'800'000'000'000;
constexpr std::int64_t minute = 60'000;
constexpr quota_rules rules{};

quota_state used(int requests, std::int64_t from, std::int64_t apart) {
  quota_state state;
  for (int i = 0; i < requests; ++i) EXPECT_FALSE(take_request(state, rules, from + i * apart));
  return state;
}

TEST(Quota, GivesAnHoursBudgetAndThenTheTimeUntilTheOldestIsAnHourPast) {
  quota_state state = used(180, start, 1000);
  const auto wait = take_request(state, rules, start + 10 * minute);
  ASSERT_TRUE(wait);
  EXPECT_EQ(wait->time, minutes(50) + milliseconds(1));
  EXPECT_EQ(wait->why, quota_bound::own_requests);
  EXPECT_EQ(state.requests.size(), 180u) << "a refused request is not counted";
  EXPECT_FALSE(take_request(state, rules, start + 60 * minute + 1));
}

TEST(Quota, NeverMoreThanTheBudgetInAnyHour) {
  quota_state state;
  std::vector<std::int64_t> granted;
  for (std::int64_t now = start; now < start + 5 * 60 * minute; now += 7'000) {
    if (!take_request(state, rules, now)) granted.push_back(now);
  }
  for (std::size_t i = 180; i < granted.size(); ++i) EXPECT_GT(granted[i] - granted[i - 180], 60 * minute);
  EXPECT_GE(granted.size(), 5u * 180) << "and it is used";
}

TEST(Quota, AScrapeEachMinuteNeverWaits) {
  quota_state state;
  for (int m = 0; m < 24 * 60; ++m) EXPECT_FALSE(take_request(state, rules, start + m * minute)) << m;
}

TEST(Quota, RetryAfterBlocksEverybodyUntilThen) {
  quota_state state = used(3, start, 1000);
  note_throttled(state, rules, start + 5000, seconds(90));
  const quota_bound pause = quota_bound::pause_asked_for;
  EXPECT_EQ(take_request(state, rules, start + 5000), (quota_wait{seconds(90), pause}));
  EXPECT_EQ(take_request(state, rules, start + 94'000), (quota_wait{seconds(1), pause}));
  EXPECT_FALSE(take_request(state, rules, start + 95'001));
}

TEST(Quota, AThrottledAnswerMeansThatOthersUseTheRest) {
  quota_state state = used(100, start, 1000);
  note_throttled(state, rules, start + 100'000, std::nullopt);
  EXPECT_EQ(allowance(state, rules, start + 100'000), 80);
  EXPECT_EQ(allowance(state, rules, start + 100'000 + 60 * minute), 120) << "trust comes back with time";
  EXPECT_EQ(allowance(state, rules, start + 100'000 + 300 * minute), 180);
  const auto wait = take_request(state, rules, start + 101'000);
  ASSERT_TRUE(wait);
  EXPECT_EQ(wait->why, quota_bound::others_requests);
}

TEST(Quota, SomethingIsAlwaysLeftToUs) {
  quota_state state = used(1, start, 0);
  for (int i = 0; i < 10; ++i) note_throttled(state, rules, start + i, std::nullopt);
  EXPECT_EQ(allowance(state, rules, start + 10), rules.requests_per_hour_min);
  EXPECT_FALSE(take_request(state, rules, start + 11));
}

TEST(Quota, AStateThatAllowsNothingStillLeavesTheLeast) {
  quota_state state{.requests = {start - 1}, .last_throttled = start, .allowance_when_throttled = 0};
  EXPECT_EQ(allowance(state, rules, start), rules.requests_per_hour_min);
  EXPECT_FALSE(take_request(state, rules, start));
}

TEST(Quota, AClockThatWasSetBackDoesNotBlock) {
  quota_state state = used(180, start, 10);
  state.blocked_until = start + 40 * 60 * minute;
  state.last_throttled = start;
  const std::int64_t earlier = start - 30 * 24 * 60 * minute;
  EXPECT_FALSE(take_request(state, rules, earlier));
}

TEST(Quota, RetryAfterOfYearsIsRememberedForADayAtMost) {
  quota_state state;
  note_throttled(state, rules, start, std::chrono::hours(24 * 365));
  EXPECT_EQ(take_request(state, rules, start).value().time, std::chrono::hours(24));
}

TEST(QuotaText, IsReadBackAsItWasWritten) {
  quota_state state = used(5, start, 1000);
  note_throttled(state, rules, start + 6000, seconds(30));
  EXPECT_EQ(parse_quota_state(to_text(state)), state);
  EXPECT_EQ(parse_quota_state(to_text({})), quota_state{});
}

TEST(QuotaText, AnythingElseIsRefused) {
  for (const char* text : {"", "\n", "headroom-quota 1\n", "headroom-quota 1 0 0\n", "headroom-quota 1 0 0 0",
                           "headroom-quota 2 0 0 0\n", "headroom-quota 1 0 0 x\n", "headroom-quota 1 0 0 -3\n",
                           "headroom-quota 1 0 0 99999999999999999999\n", "headroom-quota 1 0 0 99999\n", "garbage"}) {
    EXPECT_EQ(parse_quota_state(text), std::nullopt) << text;
  }
}

}  // namespace
}  // namespace headroom::http
