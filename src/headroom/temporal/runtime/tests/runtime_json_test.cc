#include "headroom/temporal/runtime/runtime_json.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace temporal::detail {
namespace {

using nlohmann::json;

TEST(runtime_json, says_only_what_was_set) {
  const auto plain = json::parse(runtime_json({}));
  EXPECT_EQ(plain["log"], (json{{"core_level", "warn"}}));
  EXPECT_FALSE(plain.contains("metrics"));
  EXPECT_FALSE(plain.contains("worker_threads"));
}

TEST(runtime_json, a_filter_takes_the_place_of_the_level) {
  const auto document = json::parse(runtime_json(runtime_options{}.log_filter("debug")));
  EXPECT_EQ(document["log"], (json{{"filter", "debug"}}));
}

TEST(runtime_json, prometheus_options_are_passed_on) {
  prometheus_options exporter;
  exporter.listen_address = "127.0.0.1:9";
  exporter.durations_in_seconds = true;
  const auto document = json::parse(runtime_json(runtime_options{}.prometheus(exporter).core_threads(3)));
  EXPECT_EQ(document["metrics"]["prometheus"]["bind_address"], "127.0.0.1:9");
  EXPECT_EQ(document["metrics"]["prometheus"]["use_seconds_for_durations"], true);
  EXPECT_EQ(document["worker_threads"], 3);
}

}  // namespace
}  // namespace temporal::detail
