#include "headroom/http/retry.h"

#include <gtest/gtest.h>

namespace headroom::http {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr retry_rules rules{
    .attempts_max = 4, .first_wait = milliseconds(250), .factor = 2, .wait_max = seconds(3), .total_max = seconds(10)};

struct retry_case {
  const char* what;
  attempt last;
  milliseconds at_least;  // of the wait; negative: stop
  milliseconds at_most;
  stop_reason reason = stop_reason::none;
};

constexpr milliseconds stop{-1};

TEST(Retry, DecidesAsTheTableSays) {
  const retry_case table[] = {
      {"success ends it", {.number = 1, .ended = outcome::success}, stop, stop, stop_reason::done},
      {"a refusal would only repeat", {.number = 1, .ended = outcome::refused}, stop, stop, stop_reason::not_retryable},
      {"first pause", {.number = 1, .ended = outcome::transport_trouble}, milliseconds(200), milliseconds(300)},
      {"second pause", {.number = 2, .ended = outcome::server_trouble}, milliseconds(400), milliseconds(600)},
      {"third pause", {.number = 3, .ended = outcome::throttled}, milliseconds(800), milliseconds(1200)},
      {"no fifth attempt", {.number = 4, .ended = outcome::server_trouble}, stop, stop, stop_reason::attempts_used_up},
      {"Retry-After is obeyed",
       {.number = 1, .ended = outcome::throttled, .retry_after = seconds(7)},
       seconds(7),
       seconds(7)},
      {"Retry-After of a 503 too",
       {.number = 1, .ended = outcome::server_trouble, .retry_after = seconds(2)},
       seconds(2),
       seconds(2)},
      {"Retry-After of nothing still pauses",
       {.number = 1, .ended = outcome::throttled, .retry_after = seconds(0)},
       milliseconds(200),
       milliseconds(300)},
      {"Retry-After beyond the time that is left",
       {.number = 1, .ended = outcome::throttled, .retry_after = seconds(11)},
       stop,
       stop,
       stop_reason::time_used_up},
      {"Retry-After of centuries does not overflow",
       {.number = 1, .ended = outcome::throttled, .elapsed = seconds(5), .retry_after = milliseconds::max()},
       stop,
       stop,
       stop_reason::time_used_up},
      {"the time is up",
       {.number = 1, .ended = outcome::transport_trouble, .elapsed = seconds(10)},
       stop,
       stop,
       stop_reason::time_used_up},
      {"the pause would pass the end",
       {.number = 1, .ended = outcome::transport_trouble, .elapsed = milliseconds(9900)},
       stop,
       stop,
       stop_reason::time_used_up},
      {"elapsed beyond all bounds",
       {.number = 1, .ended = outcome::transport_trouble, .elapsed = hours(1000)},
       stop,
       stop,
       stop_reason::time_used_up},
  };
  for (const retry_case& c : table) {
    for (std::uint64_t seed = 0; seed < 50; ++seed) {
      attempt last = c.last;
      last.seed = seed;
      const retry_decision decision = decide_retry(rules, last);
      EXPECT_EQ(decision.reason, c.reason) << c.what;
      if (c.at_least == stop) {
        EXPECT_FALSE(decision.wait) << c.what;
      } else {
        ASSERT_TRUE(decision.wait) << c.what;
        EXPECT_GE(*decision.wait, c.at_least) << c.what << ", seed " << seed;
        EXPECT_LE(*decision.wait, c.at_most) << c.what << ", seed " << seed;
      }
    }
  }
}

TEST(Retry, ThePauseIsNeverLongerThanItsBound) {
  retry_rules many = rules;
  many.attempts_max = 100;
  many.total_max = hours(1);
  for (int number = 1; number < 100; ++number) {
    const auto decision = decide_retry(many, {.number = number, .ended = outcome::server_trouble});
    ASSERT_TRUE(decision.wait);
    EXPECT_LE(*decision.wait, many.wait_max);
  }
}

TEST(Retry, TheSameSeedGivesTheSamePauseAndAnotherSeedAnother) {
  const attempt last{.number = 3, .ended = outcome::server_trouble, .seed = 7};
  EXPECT_EQ(decide_retry(rules, last), decide_retry(rules, last));
  attempt other = last;
  other.seed = 8;
  EXPECT_NE(decide_retry(rules, last).wait, decide_retry(rules, other).wait);
}

TEST(Retry, ClassifiesAnswersByWhetherAnotherTryCanHelp) {
  const auto with = [](int status) { return classify(response{.status = status}); };
  EXPECT_EQ(with(200), outcome::success);
  EXPECT_EQ(with(204), outcome::success);
  EXPECT_EQ(with(429), outcome::throttled);
  for (const int status : {500, 502, 503, 504}) EXPECT_EQ(with(status), outcome::server_trouble) << status;
  for (const int status : {304, 400, 401, 403, 404, 409, 501, 505}) EXPECT_EQ(with(status), outcome::refused) << status;
  EXPECT_EQ(classify(fail(error_code::unavailable, "reset", retryable::yes)), outcome::transport_trouble);
  EXPECT_EQ(classify(fail(error_code::failed_precondition, "TLS")), outcome::refused);
}

}  // namespace
}  // namespace headroom::http
