#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <stdlib.h>
#include <unistd.h>

#include "cloud_process.h"

#include "headroom/cli/collect/collector.h"
#include "headroom/cloud/scrape_memory.h"
#include "headroom/store/sqlite_history.h"

namespace headroom::cli::collect {
namespace {

using testing::simulated_account;

constexpr std::int64_t keep_days = 2;

// Days to go through: HEADROOM_COLLECT_DAYS=60 takes two minutes.
std::int64_t days_to_collect() {
  const char* given = std::getenv("HEADROOM_COLLECT_DAYS");
  return given ? std::max<std::int64_t>(4, std::atoll(given)) : 4;
}

std::int64_t resident_kb() {
  std::ifstream in("/proc/self/statm");
  std::int64_t all = 0, resident = 0;
  in >> all >> resident;
  return resident * ::sysconf(_SC_PAGESIZE) / 1024;
}

#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define HEADROOM_TEST_SANITIZED 1
#endif
#endif
#ifdef HEADROOM_TEST_SANITIZED
constexpr bool memory_is_ours = false;  // a sanitizer keeps what was freed
#else
constexpr bool memory_is_ours = true;
#endif

// What it took at the end of a day.
struct footprint {
  std::uintmax_t file_bytes = 0;  // with the write-ahead log
  std::int64_t resident_kb = 0;
};

class months : public ::testing::Test {
 protected:
  months() {
    std::string name = (std::filesystem::temp_directory_path() / "headroom-months-XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
  }
  ~months() override {
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }
  [[nodiscard]] footprint now() const {
    footprint out{.resident_kb = resident_kb()};
    for (const auto& file : std::filesystem::directory_iterator(folder_)) out.file_bytes += file.file_size();
    return out;
  }
  std::filesystem::path folder_;
};

std::string world() {
  std::string out = "account = \"a1b2c\"\nseed = 11\n";
  for (int i = 0; i < 8; ++i) {
    out += "[[namespace]]\nname = \"ns-" + std::to_string(i) + "\"\ntrus = " + std::to_string(i % 2 * 2) +
           "\nload = [{kind = \"daily\", low_aps = 40, high_aps = 300}, {kind = \"noise\"}]\n";
  }
  return out +
         "[[namespace]]\nname = \"rare\"\nload = [{kind = \"cron\", aps = 900, every_minutes = 30, minutes = 4}]\n";
}

// The collector as it runs for months, on the simulated cloud's clock. An hour a day the endpoint is down.
TEST_F(months, neither_file_nor_memory_grow_and_no_minute_is_lost_but_those_of_the_outages) {
  const testing::cloud_process cloud(world());
  const auto network = std::move(http::make_curl_client()).value();
  testing::remote_clock time(*network, cloud.url());
  http::request_budget budget{http::quota_rules{}};
  cloud::scrape_memory scrapes;
  const cloud::services services{*network, budget, time, nullptr, &scrapes};
  cloud::settings what;
  what.metrics_url = what.ops_url = cloud.url();
  what.metrics_key = what.ops_key = secret("key");
  auto opened = store::open_sqlite_history(folder_ / "h.db",
                                           {.mode = store::open_mode::write, .now_unix_ms = time.unix_ms(), .vfs = {}});
  ASSERT_TRUE(opened) << opened.error().message;
  auto& history = **opened;
  const std::int64_t days = days_to_collect();
  std::stop_source stop;
  std::vector<footprint> at_end_of_day;
  std::size_t lines = 0;
  const auto end_of_day = [&] {
    at_end_of_day.push_back(now());
    if (static_cast<std::int64_t>(at_end_of_day.size()) == days) stop.request_stop();
  };
  const auto read_account = [&]() -> result<account_snapshot> {
    const auto minute = time.unix_ms() / 60'000 - simulated_account::begin.index;
    if (minute >= static_cast<std::int64_t>(at_end_of_day.size() + 1) * 1440) end_of_day();
    if (minute % 1440 >= 600 && minute % 1440 < 660) {
      return fail(error_code::unavailable, "the endpoint is down", retryable::yes);
    }
    return cloud::read_account(services, what, {});
  };
  auto made = collector::make(
      {.history = history,
       .read_account = read_account,
       .time = time,
       .log = [&](cloud::log_level level, const std::string&) { lines += level == cloud::log_level::debug ? 0 : 1; }},
      {.schedule = {.offset = std::chrono::milliseconds(15'000)}, .keep_days = keep_days});
  ASSERT_TRUE(made) << made.error().message;
  made->run(stop.get_token());

  ASSERT_EQ(static_cast<std::int64_t>(at_end_of_day.size()), days);
  const footprint& settled = at_end_of_day[keep_days];
  for (std::size_t day = keep_days; day < at_end_of_day.size(); ++day) {
    EXPECT_LE(at_end_of_day[day].file_bytes, settled.file_bytes * 5 / 4) << "day " << day;
    if (memory_is_ours) {
      EXPECT_LE(at_end_of_day[day].resident_kb, settled.resident_kb + 2'000) << "day " << day;
    }
  }
  EXPECT_LE(lines, 1 + 3 * static_cast<std::size_t>(days))
      << "an outage's begin and end, and the days that were dropped";

  // The last whole day: every minute known, but for the hour.
  const store::minute_range last_day{.first = simulated_account::begin + (days - 1) * 1440,
                                     .end = simulated_account::begin + days * 1440 - 3};
  const auto seen = history.read(namespace_id("ns-0.a1b2c"), store::history_column::actions_count, last_day);
  ASSERT_TRUE(seen) << seen.error().message;
  EXPECT_EQ(std::ranges::count_if(seen->values, [](double v) { return !store::is_known(v); }), 60);
  const auto gaps = history.gaps(last_day);
  ASSERT_TRUE(gaps);
  std::int64_t named = 0;
  for (const auto& gap : *gaps) named += static_cast<std::int64_t>(gap.minutes.minutes());
  EXPECT_EQ(named, 60);
  EXPECT_FALSE(
      store::is_known(history
                          .read(namespace_id("ns-0.a1b2c"), store::history_column::actions_count,
                                {.first = simulated_account::begin + 100, .end = simulated_account::begin + 101})
                          ->values[0]))
      << "what is older than is kept is gone";
  std::string figures;
  for (const auto& day : at_end_of_day) {
    figures += std::to_string(day.file_bytes / 1000) + " kB/" + std::to_string(day.resident_kb) + " ";
  }
  RecordProperty("file_and_resident_kB", figures);
  if (std::getenv("HEADROOM_COLLECT_DAYS") != nullptr)
    std::printf("file, resident kB at each day's end: %s\n", figures.c_str());
}

}  // namespace
}  // namespace headroom::cli::collect
