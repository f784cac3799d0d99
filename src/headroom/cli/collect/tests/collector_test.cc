#include "headroom/cli/collect/collector.h"

#include <deque>
#include <filesystem>
#include <gtest/gtest.h>
#include <stdlib.h>

#include "headroom/store/sqlite_history.h"

namespace headroom::cli::collect {
namespace {

constexpr std::int64_t minute_ms = 60'000;
constexpr utc_minute monday{29'459'520};
constexpr std::int64_t start_ms = (29'459'520 + 3) * minute_ms + 15'000;  // the endpoint serves monday's first minute

// Time that passes only when somebody sleeps.
class jumping_clock final : public http::clock {
 public:
  [[nodiscard]] std::int64_t unix_ms() const override { return start_ms + passed.count(); }
  [[nodiscard]] std::chrono::milliseconds monotonic() const override { return passed; }
  http::wake sleep(std::chrono::milliseconds how_long, const std::stop_token& stop) override {
    if (stop.stop_requested()) return http::wake::stopped;
    passed += how_long;
    return http::wake::time_passed;
  }
  std::chrono::milliseconds passed{0};
};

class collecting : public ::testing::Test {
 protected:
  collecting() {
    std::string name = (std::filesystem::temp_directory_path() / "headroom-collect-XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
    auto opened = store::open_sqlite_history(folder_ / "h.db",
                                             {.mode = store::open_mode::write, .now_unix_ms = start_ms, .vfs = {}});
    EXPECT_TRUE(opened) << opened.error().message;
    store = std::move(*opened);
  }
  ~collecting() override {
    store.reset();
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }

  // What the endpoint serves now: the minute three minutes ago, or the next of `answers`.
  result<account_snapshot> serve() {
    tries += 1;
    if (tries >= stop_after) stop.request_stop();
    if (!answers.empty()) {
      auto next = std::move(answers.front());
      answers.pop_front();
      if (!next) return fail(std::move(next).error());
    }
    const utc_minute minute = minute_of_unix_seconds(time.unix_ms() / 1000) - 3;
    namespace_snapshot seen{.id = namespace_id("orders.a1b2c"), .minute = minute, .data = completeness::complete};
    seen.current = provisioned(4);
    seen.actions = {.count_per_s = 10.0 + static_cast<double>(minute - monday), .limit_per_s = 2000};
    return account_snapshot{.namespaces = {seen}, .data = completeness::complete, .minute = minute};
  }

  collector make(collector_options options = {}) {
    auto made = collector::make({.history = *store,
                                 .read_account = [this] { return serve(); },
                                 .time = time,
                                 .log =
                                     [this](cloud::log_level level, const std::string& line) {
                                       if (level != cloud::log_level::debug) log.push_back(line);
                                     }},
                                options);
    EXPECT_TRUE(made) << made.error().message;
    return std::move(*made);
  }

  std::vector<double> counts(int minutes) {
    const auto seen = store->read(namespace_id("orders.a1b2c"), store::history_column::actions_count,
                                  {.first = monday, .end = monday + minutes});
    EXPECT_TRUE(seen) << seen.error().message;
    return seen ? seen->values : std::vector<double>();
  }
  std::vector<store::gap_note> gaps() { return store->gaps({.first = monday, .end = monday + 10'000}).value(); }

  std::filesystem::path folder_;
  jumping_clock time;
  std::unique_ptr<store::history_store> store;
  std::deque<result<void>> answers;
  int tries = 0, stop_after = 1'000'000;
  std::stop_source stop;
  std::vector<std::string> log;
};

TEST_F(collecting, keeps_every_minute_until_it_is_stopped) {
  stop_after = 6;
  make({.schedule = {.offset = std::chrono::milliseconds(15'000)}}).run(stop.get_token());
  EXPECT_EQ(counts(6), (std::vector<double>{10, 11, 12, 13, 14, 15})) << "the minute under way is kept too";
  EXPECT_TRUE(gaps().empty());
  EXPECT_EQ(log.size(), 1u) << "the first minute is news, the others are not";
}

TEST_F(collecting, names_the_minutes_of_a_failure_and_says_it_once) {
  for (int i = 0; i < 3; ++i) answers.emplace_back();
  for (int i = 0; i < 4; ++i)
    answers.emplace_back(fail(error_code::unavailable, "the endpoint is down", retryable::yes));
  stop_after = 9;
  make({.schedule = {.offset = std::chrono::milliseconds(15'000)}}).run(stop.get_token());
  const auto seen = counts(9);
  for (int m = 0; m < 9; ++m) EXPECT_EQ(store::is_known(seen[m]), m < 3 || m >= 7) << m;
  std::int64_t lost = 0;
  for (const auto& gap : gaps()) {
    lost += static_cast<std::int64_t>(gap.minutes.minutes());
    EXPECT_EQ(gap.reason, "the account could not be read: the endpoint is down");
  }
  EXPECT_EQ(lost, 4);
  ASSERT_EQ(log.size(), 3u);
  EXPECT_NE(log[1].find("the endpoint is down"), std::string::npos);
  EXPECT_NE(log[2].find("collecting again after 4 failed tries"), std::string::npos);
}

TEST_F(collecting, names_the_time_in_which_it_was_not_running) {
  ASSERT_TRUE(make().take_minute());
  time.passed += std::chrono::hours(2);
  ASSERT_TRUE(make().take_minute());
  ASSERT_EQ(gaps().size(), 1u);
  EXPECT_EQ(gaps()[0].minutes, (store::minute_range{.first = monday + 1, .end = monday + 120}));
  EXPECT_NE(gaps()[0].reason.find("was not running"), std::string::npos);
  EXPECT_NE(gaps()[0].reason.find("serves only the last closed minute"), std::string::npos);
}

TEST_F(collecting, names_a_sleep_of_the_machine) {
  auto one = make();
  ASSERT_TRUE(one.take_minute());
  time.passed += std::chrono::minutes(45);
  ASSERT_TRUE(one.take_minute());
  ASSERT_EQ(gaps().size(), 1u);
  EXPECT_NE(gaps()[0].reason.find("the machine slept"), std::string::npos);
}

TEST_F(collecting, goes_on_when_the_clock_is_set_back_and_forward_again) {
  auto one = make();
  for (int m = 0; m < 3; ++m) {
    ASSERT_TRUE(one.take_minute());
    time.passed += std::chrono::minutes(1);
  }
  time.passed -= std::chrono::minutes(2);  // the second minute comes once more
  ASSERT_TRUE(one.take_minute());
  time.passed += std::chrono::minutes(2);
  ASSERT_TRUE(one.take_minute());
  EXPECT_EQ(counts(4), (std::vector<double>{10, 11, 12, 13}));
  EXPECT_TRUE(gaps().empty()) << "nothing was lost: " << gaps()[0].reason;
}

TEST_F(collecting, the_same_minute_twice_is_one_minute) {
  auto one = make();
  ASSERT_TRUE(one.take_minute());
  ASSERT_TRUE(one.take_minute());
  EXPECT_EQ(store->info()->minutes_stored, 1);
  EXPECT_TRUE(gaps().empty());
}

TEST_F(collecting, an_account_without_a_sample_is_a_failed_try) {
  auto made = collector::make({.history = *store,
                               .read_account = [] { return result<account_snapshot>(account_snapshot{}); },
                               .time = time,
                               .log = [](cloud::log_level, const std::string&) {}},
                              {});
  ASSERT_TRUE(made);
  const auto done = made->take_minute();
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().retry, retryable::yes);
}

TEST_F(collecting, drops_days_that_are_older_than_what_is_kept) {
  ASSERT_TRUE(make().take_minute());
  time.passed += std::chrono::hours(24 * 40);
  auto one = make({.keep_days = 30});
  ASSERT_TRUE(one.take_minute());
  one.tidy({});
  EXPECT_EQ(store->info()->minutes_stored, 1);
  EXPECT_FALSE(store::is_known(counts(1)[0]));
}

}  // namespace
}  // namespace headroom::cli::collect
