#include "headroom/cloud/snapshot_builder.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "headroom/cloud/metric_names.h"

namespace headroom::cloud {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

constexpr std::int64_t now_s = 1'765'894'500;   // 2025-12-16T14:15:00Z
constexpr std::int64_t minute_s = now_s - 180;  // what the endpoint serves then
constexpr const char* action_count = "temporal_cloud_v1_total_action_count";
constexpr const char* action_limit = "temporal_cloud_v1_action_limit";
constexpr const char* throttled = "temporal_cloud_v1_total_action_throttled_count";
constexpr const char* envelope = "temporal_cloud_v1_action_on_demand_envelope_limit";
constexpr const char* trus = "temporal_cloud_v1_provisioned_capacity_tru_count";
constexpr const char* requests = "temporal_cloud_v1_service_request_count";

// One sample line; `labels` come after the namespace.
struct line {
  std::string metric;
  std::string owner;
  std::string labels;
  std::string value;
  std::int64_t time_s = minute_s;
};

// A body of Temporal's shape, families in the order of their first line.
std::string body_of(const std::vector<line>& lines, bool end_mark = true) {
  std::vector<std::string> order;
  std::map<std::string, std::string> families;
  for (const line& l : lines) {
    if (!families.contains(l.metric)) order.push_back(l.metric);
    families[l.metric] += fmt::format("{}{{{}{}}} {} {}\n", l.metric,
                                      l.owner.empty() ? "" : fmt::format("temporal_namespace=\"{}\",", l.owner),
                                      l.labels.empty() ? "temporal_account=\"a\"" : l.labels, l.value, l.time_s);
  }
  std::string out;
  for (const std::string& name : order) out += "# TYPE " + name + " gauge\n" + families[name];
  return end_mark ? out + "# EOF\n" : out;
}

struct scenario {
  std::vector<std::string> metrics = namespace_metrics();
  completeness how = completeness::complete;
  ops_view ops;
  namespace_filter filter;
  std::vector<std::string> extra;
};

result<account_snapshot> read(const std::vector<line>& lines, const scenario& s = {}) {
  const auto body = openmetrics::parse_temporal(body_of(lines));
  if (!body) return fail(body.error());
  std::vector<std::string> metrics = s.metrics;
  metrics.insert(metrics.end(), s.extra.begin(), s.extra.end());
  point_table table(metrics);
  table.add(*body, metrics, s.how);
  table.close();
  return build_account_snapshot(
      table, s.ops, {.window = {.now_unix_ms = now_s * 1000}, .filter = s.filter, .extra_metrics = s.extra});
}

// The one namespace of a body.
namespace_snapshot read_one(const std::vector<line>& lines, const scenario& s = {}) {
  const auto account = read(lines, s);
  if (!account || account->namespaces.size() != 1) {
    ADD_FAILURE() << (account ? "not one namespace" : account.error().message);
    return {};
  }
  return account->namespaces.front();
}

std::vector<line> plus(std::vector<line> lines, const std::vector<line>& more) {
  lines.insert(lines.end(), more.begin(), more.end());
  return lines;
}

ops_view listing(std::vector<ops_namespace> namespaces) { return {.namespaces = std::move(namespaces)}; }

const std::vector<line> with_limit{{action_limit, "n.a", "region=\"r1\"", "500"}};

std::string side_labels(const char* background, const char* mode) {
  return fmt::format("is_background=\"{}\",namespace_mode=\"{}\"", background, mode);
}

TEST(SnapshotBuilder, SumsForegroundWorkOfTheActiveSideAndShowsTheRestApart) {
  const auto n =
      read_one(plus(with_limit, {{action_count, "n.a", side_labels("false", "active"), "10.5"},
                                 {action_count, "n.a", side_labels("false", "active") + ",shard=\"2\"", "4.5"},
                                 {action_count, "n.a", side_labels("true", "active"), "7"},
                                 {action_count, "n.a", side_labels("false", "standby"), "3"},
                                 {action_count, "n.a", side_labels("true", "standby"), "2"},
                                 {throttled, "n.a", "", "0.25"},
                                 {envelope, "n.a", "", "750"}}));
  EXPECT_EQ(n.actions.count_per_s, 15);
  EXPECT_EQ(n.background_aps, 7);
  EXPECT_EQ(n.standby_aps, 5);
  EXPECT_EQ(n.actions.limit_per_s, 500);
  EXPECT_EQ(n.actions.throttled_per_s, 0.25);
  EXPECT_EQ(n.actions.envelope_per_s, 750);
  EXPECT_EQ(n.minute, minute_of_unix_seconds(minute_s));
  EXPECT_EQ(n.data, completeness::complete);
}

TEST(SnapshotBuilder, ASampleWithoutTheLabelsIsForegroundAndPassiveIsStandby) {
  EXPECT_EQ(read_one(plus(with_limit, {{action_count, "n.a", "", "9"}})).actions.count_per_s, 9);
  const auto n = read_one(plus(with_limit, {{action_count, "n.a", "namespace_mode=\"passive\"", "9"}}));
  EXPECT_EQ(n.actions.count_per_s, 0);
  EXPECT_EQ(n.standby_aps, 9);
}

TEST(SnapshotBuilder, OperationsAreSummedOverTheOperationLabel) {
  scenario s{.metrics = all_row_metrics()};
  const auto n = read_one(
      plus(with_limit, {{requests, "n.a", "operation=\"Start\"", "1"}, {requests, "n.a", "operation=\"Poll\"", "2"}}),
      s);
  EXPECT_EQ(n.requests.count_per_s, 3);
  EXPECT_EQ(n.operations.count_per_s, 0);
}

TEST(SnapshotBuilder, AnIdleMinuteHasNoCountAndIsZero) {
  const auto n = read_one(with_limit);
  EXPECT_EQ(n.actions.count_per_s, 0);
  EXPECT_EQ(n.actions.throttled_per_s, 0);
  EXPECT_EQ(n.background_aps, 0);
  EXPECT_EQ(n.standby_aps, 0);
}

TEST(SnapshotBuilder, InAnythingButACompleteScrapeAbsenceIsUnknown) {
  for (const completeness how : {completeness::limited, completeness::unknown, completeness::cut}) {
    const auto n = read_one(with_limit, {.how = how});
    EXPECT_EQ(n.actions.count_per_s, std::nullopt) << to_string(how);
    EXPECT_EQ(n.actions.throttled_per_s, std::nullopt) << to_string(how);
    EXPECT_EQ(n.background_aps, std::nullopt) << to_string(how);
    EXPECT_EQ(n.actions.limit_per_s, 500) << to_string(how);
    EXPECT_EQ(n.data, how);
    EXPECT_THAT(n.faults, Contains(HasSubstr(action_count))) << to_string(how);
  }
}

TEST(SnapshotBuilder, MetricsThatWereNotAskedForAreNeitherZeroNorFaults) {
  const auto n = read_one(with_limit, {.metrics = original_metrics()});
  EXPECT_EQ(n.requests.count_per_s, std::nullopt);
  EXPECT_EQ(n.actions.throttled_per_s, std::nullopt);
  EXPECT_THAT(n.faults, ElementsAre(HasSubstr("capacity mode")));
}

TEST(SnapshotBuilder, ABadValueMakesItsOwnFigureUnknownAndNoOther) {
  for (const char* bad : {"NaN", "-1", "+Inf", "-Inf", "-0.001"}) {
    const auto n = read_one(plus(with_limit, {{action_count, "n.a", side_labels("false", "active"), "10"},
                                              {action_count, "n.a", side_labels("false", "active") + ",x=\"2\"", bad},
                                              {action_count, "n.a", side_labels("true", "active"), "7"}}));
    EXPECT_EQ(n.actions.count_per_s, std::nullopt) << bad;
    EXPECT_EQ(n.background_aps, 7) << bad;
    EXPECT_EQ(n.actions.limit_per_s, 500) << bad;
    EXPECT_THAT(n.faults, Contains(HasSubstr("expected a number of 0 or more"))) << bad;
  }
  const auto n = read_one({{action_limit, "n.a", "", "NaN"}, {action_count, "n.a", "", "3"}});
  EXPECT_EQ(n.actions.limit_per_s, std::nullopt);
  EXPECT_EQ(n.actions.count_per_s, 3);
}

TEST(SnapshotBuilder, OneNamespacesFaultLeavesTheOthersRight) {
  const auto account = read({{action_limit, "bad.a", "", "500"},
                             {action_limit, "good.a", "", "1000"},
                             {action_count, "bad.a", "", "NaN"},
                             {action_count, "good.a", "", "3"},
                             {trus, "bad.a", "", "0"},
                             {trus, "good.a", "", "2"}});
  ASSERT_TRUE(account);
  ASSERT_EQ(account->namespaces.size(), 2u);
  EXPECT_EQ(account->namespaces[0].actions.count_per_s, std::nullopt);
  EXPECT_EQ(account->namespaces[1].actions.count_per_s, 3);
  EXPECT_EQ(account->namespaces[1].current, provisioned(2));
  EXPECT_THAT(account->namespaces[1].faults, IsEmpty());
}

TEST(SnapshotBuilder, ANamespaceWithoutALimitIsUnknownAndSaysSo) {
  const auto account = read({{action_count, "n.a", "", "3"}, {action_limit, "other.a", "", "500"}});
  ASSERT_TRUE(account);
  const auto& n = account->namespaces.front();
  EXPECT_EQ(n.actions.limit_per_s, std::nullopt);
  EXPECT_THAT(n.faults, Contains(HasSubstr("action_limit: no series of this namespace")));
}

TEST(SnapshotBuilder, AMetricThatTheWholeScrapeLacksIsOneWarning) {
  const auto account = read({{action_limit, "n.a", "", "500"}, {action_limit, "m.a", "", "500"}});
  ASSERT_TRUE(account);
  EXPECT_THAT(account->warnings, Contains(HasSubstr(envelope)));
  EXPECT_THAT(account->namespaces[0].faults, Not(Contains(HasSubstr(envelope))));
}

TEST(SnapshotBuilder, TheNewestMinuteOfEachSeriesCounts) {
  const auto n = read_one({{action_limit, "n.a", "", "500", minute_s - 60},
                           {action_limit, "n.a", "", "1000"},
                           {action_count, "n.a", "x=\"1\"", "7", minute_s - 60},
                           {action_count, "n.a", "x=\"1\"", "9"},
                           {action_count, "n.a", "x=\"2\"", "1", minute_s - 60}});
  EXPECT_EQ(n.actions.limit_per_s, 1000);
  EXPECT_EQ(n.actions.count_per_s, 10);
}

TEST(SnapshotBuilder, StaleAndFutureSamplesSayNothingAboutNow) {
  const std::pair<std::int64_t, const char*> table[] = {
      {now_s - 11 * 60, "minutes old"}, {now_s - 3 * 3600, "180 minutes old"}, {now_s + 3600, "from the future"}};
  for (const auto& [time, said] : table) {
    const auto n = read_one({{action_limit, "n.a", "", "500"}, {action_count, "n.a", "", "9", time}});
    EXPECT_EQ(n.actions.count_per_s, std::nullopt) << said;
    EXPECT_THAT(n.faults, Contains(HasSubstr(said)));
  }
  EXPECT_EQ(
      read_one({{action_limit, "n.a", "", "500"}, {action_count, "n.a", "", "9", now_s - 9 * 60}}).actions.count_per_s,
      9);
  EXPECT_EQ(
      read_one({{action_limit, "n.a", "", "500"}, {action_count, "n.a", "", "9", now_s + 120}}).actions.count_per_s, 9)
      << "clocks differ a little";
}

TEST(SnapshotBuilder, ALimitThatDiffersByRegionIsTheActiveRegionsElseTheLeast) {
  const std::vector<line> lines{{action_limit, "n.a", "region=\"east\"", "500"},
                                {action_limit, "n.a", "region=\"west\"", "2000"}};
  EXPECT_EQ(read_one(lines).actions.limit_per_s, 500);
  scenario s{.ops = listing({{.id = namespace_id("n.a"), .current = on_demand, .active_region = "west"}})};
  EXPECT_EQ(read_one(lines, s).actions.limit_per_s, 2000);
  s.ops.namespaces->front().active_region = "elsewhere";
  EXPECT_EQ(read_one(lines, s).actions.limit_per_s, 500);
}

TEST(SnapshotBuilder, TheOpsApisWordOnCapacityComesBeforeTheMetrics) {
  const auto lines = plus(with_limit, {{trus, "n.a", "", "4"}});
  const auto from_metric = read_one(lines);
  EXPECT_EQ(from_metric.current, provisioned(4));
  EXPECT_EQ(from_metric.current_source, capacity_source::tru_metric);
  scenario s{.ops = listing({{.id = namespace_id("n.a"),
                              .current = provisioned(6),
                              .latest_request = capacity_request_state::in_progress}})};
  const auto from_ops = read_one(lines, s);
  EXPECT_EQ(from_ops.current, provisioned(6));
  EXPECT_EQ(from_ops.current_source, capacity_source::ops_api);
  EXPECT_TRUE(from_ops.capacity_change_in_progress);
  s.ops.namespaces->front().current.reset();
  EXPECT_EQ(read_one(lines, s).current, provisioned(4)) << "an answer that does not say falls back on the metric";
}

TEST(SnapshotBuilder, TheMetricOfTrusIsReadWithCare) {
  const std::pair<const char*, std::optional<capacity>> table[] = {
      {"0", on_demand},     {"1", provisioned(1)}, {"12.0", provisioned(12)}, {"2.5", std::nullopt},
      {"-2", std::nullopt}, {"NaN", std::nullopt}, {"1e9", std::nullopt}};
  for (const auto& [value, expected] : table) {
    const auto n = read_one(plus(with_limit, {{trus, "n.a", "", value}}));
    EXPECT_EQ(n.current, expected) << value;
    EXPECT_EQ(n.faults.empty(), expected.has_value()) << value;
  }
  const auto torn = read_one(plus(with_limit, {{trus, "n.a", "x=\"1\"", "2"}, {trus, "n.a", "x=\"2\"", "4"}}));
  EXPECT_EQ(torn.current, std::nullopt);
}

TEST(SnapshotBuilder, WithoutAnyWordOnCapacityItIsUnknownAndNotOnDemand) {
  const auto n = read_one(with_limit);
  EXPECT_EQ(n.current, std::nullopt);
  EXPECT_EQ(n.current_source, capacity_source::none);
  EXPECT_THAT(n.faults, Contains(HasSubstr("capacity mode")));
}

TEST(SnapshotBuilder, AnOutageOfTheOpsApiIsSurvivedOnlyWhenTheMetricTellsTheModes) {
  scenario s;
  s.ops.failure = error{error_code::unavailable, "Ops API at h:443 answered 503", retryable::yes};
  const auto with_metric = read(plus(with_limit, {{trus, "n.a", "", "4"}}), s);
  ASSERT_TRUE(with_metric);
  EXPECT_EQ(with_metric->namespaces[0].current, provisioned(4));
  EXPECT_THAT(with_metric->warnings, Contains(HasSubstr("answered 503")));
  const auto without = read(with_limit, s);
  ASSERT_FALSE(without);
  EXPECT_EQ(without.error().code, error_code::unavailable);
  EXPECT_EQ(without.error().retry, retryable::yes);
  EXPECT_THAT(without.error().message, HasSubstr("capacity modes are unknown"));
  EXPECT_THAT(without.error().message, HasSubstr("answered 503"));
}

TEST(SnapshotBuilder, AnEmptyScrapeOfAnAccountThatHasNamespacesIsAFailure) {
  const scenario s{.ops = listing({{.id = namespace_id("n.a"), .current = on_demand}})};
  const auto account = read({}, s);
  ASSERT_FALSE(account);
  EXPECT_EQ(account.error().code, error_code::unavailable);
  EXPECT_EQ(account.error().retry, retryable::yes);
  const auto none = read({}, {.ops = listing({})});
  ASSERT_TRUE(none) << none.error().message;
  EXPECT_THAT(none->namespaces, IsEmpty());
}

TEST(SnapshotBuilder, NamespacesOfOneSourceOnlyAreNamedOrKept) {
  const scenario s{.ops = listing({{.id = namespace_id("idle.a"), .current = on_demand},
                                   {.id = namespace_id("n.a"), .current = on_demand}})};
  const auto account = read(plus(with_limit, {{action_limit, "new.a", "", "500"}}), s);
  ASSERT_TRUE(account);
  ASSERT_EQ(account->namespaces.size(), 2u);
  EXPECT_EQ(account->namespaces[0].id, namespace_id("n.a"));
  EXPECT_EQ(account->namespaces[1].id, namespace_id("new.a"));
  EXPECT_EQ(account->namespaces[1].current, std::nullopt);
  ASSERT_EQ(account->left_out.size(), 1u);
  EXPECT_EQ(account->left_out[0].id, namespace_id("idle.a"));
  EXPECT_THAT(account->left_out[0].reason, HasSubstr("no sample of it"));
}

TEST(SnapshotBuilder, NamespacesThatAreBeingDeletedAreLeftOut) {
  const scenario s{
      .ops = listing({{.id = namespace_id("n.a"), .state = namespace_state::going_away, .current = on_demand}})};
  const auto account = read(with_limit, s);
  ASSERT_TRUE(account);
  EXPECT_THAT(account->namespaces, IsEmpty());
  EXPECT_THAT(account->left_out.at(0).reason, HasSubstr("deleted"));
}

TEST(SnapshotBuilder, ABareNameIsCompletedWhenTheOpsApiKnowsExactlyOne) {
  const std::vector<line> lines{{action_limit, "n", "", "500"}};
  EXPECT_EQ(read_one(lines).id, namespace_id("n"));
  scenario s{.ops = listing({{.id = namespace_id("n.a"), .current = provisioned(2)}})};
  const auto n = read_one(lines, s);
  EXPECT_EQ(n.id, namespace_id("n.a"));
  EXPECT_EQ(n.current, provisioned(2));
  s.ops =
      listing({{.id = namespace_id("n.a"), .current = on_demand}, {.id = namespace_id("n.b"), .current = on_demand}});
  const auto two = read(lines, s);
  ASSERT_TRUE(two);
  EXPECT_EQ(two->namespaces.at(0).id, namespace_id("n"));
}

TEST(SnapshotBuilder, FilteredNamespacesAreNamedWithTheirReason) {
  const auto account =
      read({{action_limit, "a.x", "", "500"}, {action_limit, "b.x", "", "500"}, {action_limit, "c.x", "", "500"}},
           {.filter = {.allow = {"a", "b"}, .deny = {"b.x"}}});
  ASSERT_TRUE(account);
  EXPECT_EQ(account->namespaces.size(), 1u);
  EXPECT_THAT(account->left_out, ElementsAre(left_out_namespace{namespace_id("b.x"), "on the deny-list ('b.x')"},
                                             left_out_namespace{namespace_id("c.x"), "not on the allow-list"}));
  const auto nothing = read(with_limit, {.filter = {.allow = {"typo"}}});
  ASSERT_FALSE(nothing);
  EXPECT_EQ(nothing.error().code, error_code::not_found);
}

TEST(SnapshotBuilder, ExtraMetricsAreSummedOverAllTheirSeries) {
  const char* backlog = "temporal_cloud_v1_approximate_backlog_count";
  const auto account = read(plus(with_limit, {{backlog, "n.a", "temporal_task_queue=\"q1\"", "10"},
                                              {backlog, "n.a", "temporal_task_queue=\"q2\"", "5"}}),
                            {.extra = {backlog, "temporal_cloud_v1_poller_limit"}});
  ASSERT_TRUE(account);
  EXPECT_THAT(account->namespaces[0].extra, ElementsAre(std::pair(std::string(backlog), 15.0)));
  EXPECT_THAT(account->warnings, Contains(HasSubstr("poller_limit")));
}

TEST(SnapshotBuilder, SamplesWithoutANamespaceAreCountedAndWarnedOf) {
  const auto account = read(plus(with_limit, {{action_count, "", "temporal_account=\"a\"", "3"}}));
  ASSERT_TRUE(account);
  EXPECT_EQ(account->namespaces[0].actions.count_per_s, 0);
  EXPECT_THAT(account->warnings, Contains(HasSubstr("1 samples have no label temporal_namespace")));
}

TEST(SnapshotBuilder, TheOrderOfLinesAndLabelsChangesNothing) {
  std::vector<line> lines{{action_limit, "n.a", "region=\"r\"", "500"},
                          {action_limit, "m.a", "region=\"r\"", "1000"},
                          {action_count, "n.a", "is_background=\"false\",namespace_mode=\"active\"", "0.1"},
                          {action_count, "m.a", "namespace_mode=\"active\",is_background=\"false\"", "0.2"},
                          {trus, "n.a", "", "0"},
                          {trus, "m.a", "", "2"}};
  const auto forward = read(lines);
  std::ranges::reverse(lines);
  const auto backward = read(lines);
  ASSERT_TRUE(forward && backward);
  EXPECT_EQ(forward->namespaces, backward->namespaces);
}

}  // namespace
}  // namespace headroom::cloud
