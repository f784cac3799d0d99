#include "sim/world_file.h"

#include <gtest/gtest.h>

#include "sim/tests/a_cloud.h"

namespace headroom::sim {
namespace {

result<world> read(std::string_view toml) {
  return read_world(toml, "w.toml", moment(wednesday_afternoon), [](const std::string& name) -> result<std::string> {
    return fail(error_code::not_found, name + ": no such file");
  });
}

TEST(world_file, reads_everything_it_documents) {
  const auto w = read(R"(
account = "acme1"
seed = 9
provisioning_seconds = 60
lag_minutes = 2
[limits]
scrapes_per_hour = 10
points_max = 100
ops_calls_per_second = 5
ops_account_calls_per_second = 6
operations_at_once = 3
[stock."aws-us-east-1"]
max_trus = 6
pool_trus = 40
[[key]]
token = "t"
role = "namespace-read"
namespaces = ["a.*", "b.*"]
[[fault]]
kind = "status"
status = 500
[[namespace]]
name = "b"
region = "gcp-us-central1"
replica = "gcp-us-west1"
trus = 4
background_share = 0.3
requests_per_action = 2
operations_per_action = 5
burst_share = 0.4
burst_seconds = 2
support_limit_aps = 900
retention_days = 7
scale = 2
tags = {team = "x"}
load = [
  {kind = "steady", aps = 1}, {kind = "daily", low_aps = 1, high_aps = 2, peak_hour = 3, sharpness = 2},
  {kind = "cron", aps = 1, every_minutes = 10, offset_minutes = 1, minutes = 2},
  {kind = "bursts", aps = 9, per_day = 2, minutes = 5}, {kind = "launch", at = -3, aps = 4},
  {kind = "weekly", weekend = 0.5}, {kind = "monthly", first_day = 1, last_day = 3, factor = 2},
  {kind = "growth", per_week = 0.1, from = "2026-01-01T00:00:00Z"}, {kind = "step", at = 1.5, until = 3, factor = 2},
  {kind = "outage", at = -1, minutes = 5, catch_up_minutes = 10}, {kind = "noise", white = 0.1, slow = 0.2},
]
[[namespace]]
name = "a"
)");
  ASSERT_TRUE(w) << w.error().message;
  EXPECT_EQ(w->account.value(), "acme1");
  EXPECT_EQ(w->limits.operations_at_once, 3);
  EXPECT_EQ(stock_of(*w, "aws-us-east-1").pool_trus, 40);
  ASSERT_EQ(w->namespaces.size(), 2U);
  EXPECT_EQ(w->namespaces[0].name, "a");  // in the order of names
  const world_namespace& b = w->namespaces[1];
  EXPECT_EQ(b.start, provisioned(4));
  EXPECT_EQ(b.demand.sources.size(), 5U);
  EXPECT_EQ(b.demand.modifiers.size(), 5U);
  EXPECT_EQ(b.demand.noise.slow, 0.2);
  EXPECT_EQ(std::get<launch_source>(b.demand.sources[4]).at, moment("2026-01-21T12:00:00Z"));
  EXPECT_EQ(std::get<step_modifier>(b.demand.modifiers[3]).at, moment("2026-01-21T16:30:00Z"));
  EXPECT_NE(b.demand.seed, w->namespaces[0].demand.seed);
}

TEST(world_file, names_line_and_key_of_what_is_wrong) {
  for (const auto& [toml, says] : std::vector<std::pair<std::string, std::string>>{
           {"account = ", "w.toml:1:"},
           {"acount = \"x\"", "w.toml:1: acount: no such key, did you mean account?"},
           {"\n\nseed = \"x\"", "w.toml:3: seed: saw 'x', expected a whole number"},
           {"account = \"NO\"", "w.toml:1: account: saw 'NO'"},
           {"[[namespace]]\nregion = \"x\"", "w.toml:1: name: not given"},
           {"[[namespace]]\nname = \"Orders\"", "w.toml:2: name: saw 'Orders'"},
           {"[[namespace]]\nname = \"a\"\n[[namespace]]\nname = \"a\"", "saw a twice"},
           {"[[namespace]]\nname = \"a\"\ntrus = 5", "w.toml:3: trus: saw 5"},
           {"[[namespace]]\nname = \"a\"\nload = [{kind = \"stedy\"}]",
            "w.toml:3: kind: saw 'stedy', expected a kind of load, perhaps steady"},
           {"[[namespace]]\nname = \"a\"\nload = [{kind = \"steady\", apps = 1}]",
            "w.toml:3: apps: no such key, did you mean aps?"},
           {"[[namespace]]\nname = \"a\"\nload = [{kind = \"steady\", aps = -1}]", "w.toml:3: aps: saw -1"},
           {"[[namespace]]\nname = \"a\"\nload = [{kind = \"launch\", at = \"soon\"}]",
            "w.toml:3: at: saw 'soon', expected hours"},
           {"[[namespace]]\nname = \"a\"\nload = [{kind = \"trace\", file = \"no.csv\"}]", "no.csv: no such file"},
           {"namespace = 4", "w.toml:1: namespace: saw 4, expected a table"},
           {"[[fault]]\nkind = \"x\"", "w.toml:2: kind: saw 'x', expected one of status, slow"},
           {"[[key]]\ntoken = \"t\"\nrole = \"boss\"", "w.toml:3: role: saw 'boss', expected one of metrics-read"},
           {"[stock]\n\"aws-us-east-1\" = 4", "w.toml:2: aws-us-east-1: saw 4"}}) {
    const auto w = read(toml);
    ASSERT_FALSE(w) << toml;
    EXPECT_NE(w.error().message.find(says), std::string::npos) << w.error().message;
  }
}

TEST(fleet_world, has_the_asked_size_and_is_the_same_for_a_seed) {
  const auto first = fleet_world(moment(wednesday_afternoon), 4, 500),
             second = fleet_world(moment(wednesday_afternoon), 4, 500);
  ASSERT_TRUE(first);
  ASSERT_EQ(first->namespaces.size(), 500U);
  for (std::size_t i = 0; i < 500; ++i) {
    EXPECT_EQ(first->namespaces[i].name, second->namespaces[i].name);
    EXPECT_EQ(first->namespaces[i].demand.scale, second->namespaces[i].demand.scale);
    EXPECT_EQ(first->namespaces[i].start, second->namespaces[i].start);
  }
  EXPECT_FALSE(fleet_world(moment(wednesday_afternoon), 4, 0));
  EXPECT_FALSE(fleet_world(moment(wednesday_afternoon), 4, 100'001));
}

}  // namespace
}  // namespace headroom::sim
