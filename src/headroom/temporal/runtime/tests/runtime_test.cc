#include "headroom/temporal/runtime/runtime.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <mutex>
#include <thread>

#include "headroom/temporal/runtime/errors.h"
#include "headroom/temporal/runtime/log_forwarder.h"
#include "headroom/temporal/runtime/metrics.h"
#include "headroom/temporal/runtime/no_blocking.h"
#include "headroom/temporal/runtime/runtime_core.h"

namespace temporal {
namespace {

TEST(runtime, starts_and_ends_twenty_times) {
  for (int i = 0; i < 20; ++i) EXPECT_NE(runtime::create(), nullptr);
}

TEST(runtime, options_that_the_core_refuses_are_a_configuration_error) {
  prometheus_options exporter;
  exporter.listen_address = "nowhere";
  EXPECT_THROW(static_cast<void>(runtime::create(runtime_options{}.prometheus(exporter))), configuration_error);
}

TEST(runtime, metrics_of_the_user_are_accepted_and_negative_counts_refused) {
  const auto on = runtime::create(runtime_options{}.prometheus({}));
  const metric_tags tags(on, {{"region", std::string("eu")}, {"shard", std::int64_t{3}}});
  const metric_counter counter(on, {.name = "orders"});
  counter.add(2, &tags);
  metric_gauge(on, {.name = "depth"}).set(1.5);
  metric_histogram(on, {.name = "sizes"}).record(10);
  metric_duration_histogram(on, {.name = "waits"}).record(std::chrono::milliseconds(5), &tags);
}

TEST(log_forwarder, reads_the_records_of_the_core) {
  std::vector<log_record> seen;
  detail::log_forwarder logs([&](const log_record& record) { seen.push_back(record); });
  logs.forward(
      R"({"time_ms": 1000, "level": "ERROR", "target": "core", "message": "m", "fields": {"a": 1}, "dropped": 2})");
  logs.forward("no JSON");
  ASSERT_EQ(seen.size(), 3U);
  EXPECT_THAT(seen[0].message, ::testing::HasSubstr("2 log records were dropped"));
  EXPECT_EQ(seen[1].level, log_level::error);
  EXPECT_EQ(seen[1].message, "m");
  EXPECT_EQ(seen[1].fields_json, R"({"a":1})");
  EXPECT_EQ(seen[2].level, log_level::error);
}

TEST(no_blocking, refuses_on_the_guarded_thread_alone_and_only_while_guarded) {
  {
    const detail::no_blocking guard("the test thread");
    EXPECT_THROW(detail::require_blocking_allowed("call"), std::logic_error);
    std::thread([] { EXPECT_NO_THROW(detail::require_blocking_allowed("call")); }).join();
  }
  EXPECT_NO_THROW(detail::require_blocking_allowed("call"));
}

TEST(reactor, drops_events_of_a_forgotten_tag_and_gives_tags_once) {
  detail::reactor events([](const detail::bridge_event&) {});
  const auto first = events.expect([](detail::bridge_event) { return detail::more_events::no; });
  const auto second = events.expect([](detail::bridge_event) { return detail::more_events::no; });
  EXPECT_NE(first, second);
  EXPECT_NE(first, 0U);
  events.forget(first);
  events.forget(first);
}

}  // namespace
}  // namespace temporal
