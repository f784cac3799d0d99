#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fake_account.h"

#include "headroom/cloud/scrape_memory.h"

namespace headroom::cloud {
namespace {

using http::testing::answer_text;
using ::testing::Contains;
using ::testing::ElementsAreArray;
using testing::fake_account;
using ::testing::HasSubstr;
using testing::id_of;
using ::testing::IsEmpty;
using testing::json_answer;
using testing::metrics_answer;
using testing::metrics_text;
using testing::namespaces_page;
using ::testing::Not;
using ::testing::SizeIs;
using ::testing::UnorderedElementsAreArray;
using testing::values_of;

TEST(AccountReader, ReadsAnAccountWithOneScrapeAndOnePage) {
  fake_account account(30);
  const auto snapshot = account.read();
  ASSERT_TRUE(snapshot) << snapshot.error().message;
  EXPECT_EQ(snapshot->metrics_calls, 1);
  EXPECT_EQ(snapshot->ops_calls, 1);
  EXPECT_EQ(snapshot->data, completeness::complete);
  EXPECT_THAT(snapshot->warnings, IsEmpty());
  ASSERT_EQ(snapshot->namespaces.size(), 30u);
  const namespace_snapshot& n = snapshot->namespaces[4];
  EXPECT_EQ(n.id, namespace_id(id_of(4)));
  EXPECT_EQ(n.actions.count_per_s, 4);
  EXPECT_EQ(n.actions.limit_per_s, 500);
  EXPECT_EQ(n.current, provisioned(2));
  EXPECT_EQ(n.current_source, capacity_source::ops_api);
  EXPECT_THAT(n.faults, IsEmpty());
}

TEST(AccountReader, AsksEachApiAsItsDocumentationSays) {
  fake_account account(3);
  account.what.metrics = original_metrics();
  ASSERT_TRUE(account.read());
  const std::string scrape = account.metrics_requests().at(0);
  EXPECT_THAT(scrape, HasSubstr("GET /v1/metrics?"));
  EXPECT_THAT(values_of(scrape, "metrics"), ElementsAreArray(original_metrics()));
  EXPECT_THAT(scrape, HasSubstr("Authorization: Bearer tmprl-metrics-key\r\n"));
  const std::string list = account.ops_requests().at(0);
  EXPECT_THAT(list, HasSubstr("GET /cloud/namespaces?pageSize=1000 HTTP/1.1\r\n"));
  EXPECT_THAT(list, HasSubstr("Authorization: Bearer tmprl-ops-key\r\n"));
  EXPECT_THAT(list, HasSubstr("temporal-cloud-api-version: v0.19.1\r\n"));
}

TEST(AccountReader, ThousandsOfNamespacesTakeOneCallForEachThousand) {
  fake_account account(2500);
  account.what.metrics = original_metrics();
  const auto snapshot = account.read();
  ASSERT_TRUE(snapshot) << snapshot.error().message;
  EXPECT_EQ(snapshot->namespaces.size(), 2500u);
  EXPECT_EQ(snapshot->metrics_calls, 1);
  EXPECT_EQ(snapshot->ops_calls, 3);
}

TEST(AccountReader, WithoutAnOpsKeyTheMetricTellsTheModes) {
  fake_account account(3);
  account.what.ops_key = secret();
  const auto snapshot = account.read();
  ASSERT_TRUE(snapshot) << snapshot.error().message;
  EXPECT_THAT(account.ops_requests(), IsEmpty());
  EXPECT_EQ(snapshot->namespaces.at(0).current, on_demand);
  EXPECT_EQ(snapshot->namespaces.at(1).current, provisioned(2));
  EXPECT_EQ(snapshot->namespaces.at(1).current_source, capacity_source::tru_metric);
}

TEST(AccountReader, ATruncatedScrapeIsReplacedBySmallerOnes) {
  // A service that gives two metrics at most.
  fake_account account(5,
                       [](const std::string& r) {
                         const auto metrics = values_of(r, "metrics");
                         return metrics.size() > 2 ? metrics_answer(metrics_text({metrics[0]}, 3), "limited")
                                                   : metrics_answer(metrics_text(metrics, 5));
                       },
                       {});
  account.what.split_from_samples = 0;
  const auto snapshot = account.read();
  ASSERT_TRUE(snapshot) << snapshot.error().message;
  EXPECT_EQ(snapshot->data, completeness::complete);
  EXPECT_EQ(snapshot->namespaces.size(), 5u);
  EXPECT_EQ(snapshot->namespaces[4].actions.count_per_s, 4);
  EXPECT_LE(snapshot->metrics_calls, 1 + 2 * 8);
}

TEST(AccountReader, ASingleMetricIsSplitByTheNamespacesFirstLetters) {
  const int count = 40;
  // A service that gives ten samples at most; wildcards are prefixes, exact names are themselves.
  fake_account account(count,
                       [](const std::string& r) {
                         const auto patterns = values_of(r, "namespaces");
                         std::string body = "# TYPE temporal_cloud_v1_action_limit gauge\n";
                         int samples = 0;
                         for (int i = 0; i < count; ++i) {
                           const std::string id = id_of(i);
                           const bool wanted = patterns.empty() || std::ranges::any_of(patterns, [&](std::string p) {
                                                 const auto star = p.find("%2A");
                                                 return star == p.npos ? p == id : id.starts_with(p.substr(0, star));
                                               });
                           if (wanted && ++samples <= 10) {
                             body += fmt::format("temporal_cloud_v1_action_limit{{temporal_namespace=\"{}\"}} 500 {}\n",
                                                 id, testing::jumping_clock::served_unix_s);
                           }
                         }
                         return metrics_answer(body + "# EOF\n", samples > 10 ? "limited" : "complete");
                       },
                       {});
  account.what.metrics = {"temporal_cloud_v1_action_limit"};
  account.what.split_from_samples = 0;
  const auto snapshot = account.read();
  ASSERT_TRUE(snapshot) << snapshot.error().message;
  EXPECT_EQ(snapshot->data, completeness::complete);
  EXPECT_EQ(snapshot->namespaces.size(), 40u);
  EXPECT_EQ(snapshot->metrics_calls, 1 + 6) << "40 into 20 and 20, each into 10 and 10";
}

TEST(AccountReader, WhatStaysTruncatedIsSaidToBe) {
  fake_account account(
      5, [](const std::string& r) { return metrics_answer(metrics_text(values_of(r, "metrics"), 3), "limited"); }, {});
  account.what.split_requests_max = 4;
  account.what.split_from_samples = 0;
  const auto snapshot = account.read();
  ASSERT_TRUE(snapshot) << snapshot.error().message;
  EXPECT_EQ(snapshot->data, completeness::limited);
  EXPECT_LE(snapshot->metrics_calls, 5);
  EXPECT_THAT(snapshot->left_out, SizeIs(2));
  EXPECT_THAT(snapshot->left_out[0].reason, HasSubstr("limited"));
}

TEST(AccountReader, ASmallAnswerThatIsCalledLimitedIsNotAskedForInParts) {
  fake_account account(
      5, [](const std::string& r) { return metrics_answer(metrics_text(values_of(r, "metrics"), 3), "limited"); }, {});
  const auto snapshot = account.read();
  ASSERT_TRUE(snapshot) << snapshot.error().message;
  EXPECT_EQ(snapshot->data, completeness::limited);
  EXPECT_EQ(snapshot->metrics_calls, 1);
}

TEST(AccountReader, UnknownCompletenessIsAskedAgainAndThenKeptWithTheData) {
  fake_account account(
      2, [](const std::string& r) { return metrics_answer(metrics_text(values_of(r, "metrics"), 2), "unknown"); }, {});
  const auto snapshot = account.read();
  ASSERT_TRUE(snapshot) << snapshot.error().message;
  EXPECT_EQ(snapshot->data, completeness::unknown);
  EXPECT_EQ(snapshot->metrics_calls, 3);
}

TEST(AccountReader, OnlyASmallAccountIsAskedForTheCountsOfEveryOperation) {
  for (const auto& [namespaces, expected] : {std::pair(20, all_row_metrics()), std::pair(21, namespace_metrics())}) {
    fake_account account(namespaces);
    account.what.all_rows_up_to_namespaces = 20;
    const auto snapshot = account.read();
    ASSERT_TRUE(snapshot) << snapshot.error().message;
    EXPECT_EQ(snapshot->metrics_calls, 1);
    EXPECT_THAT(values_of(account.metrics_requests().at(0), "metrics"), UnorderedElementsAreArray(expected));
  }
}

TEST(AccountReader, TheSizeOfTheLastListDecidesAndIsKeptForTheNextRead) {
  account_size remembered;
  remembered.note(5000);
  fake_account account(20);
  account.what.all_rows_up_to_namespaces = 20;
  services with = account.with();
  with.size = &remembered;
  for (const auto& expected : {namespace_metrics(), all_row_metrics()}) {
    const auto snapshot = read_account(with, account.what, account.tell);
    ASSERT_TRUE(snapshot) << snapshot.error().message;
    EXPECT_THAT(values_of(account.metrics_requests().back(), "metrics"), UnorderedElementsAreArray(expected));
    EXPECT_EQ(remembered.last(), 20U);
  }
}

TEST(AccountReader, ExtraMetricsOfTheDocumentationNeedNoList) {
  fake_account account(2);
  account.what.extra_metrics = {"temporal_cloud_v1_poller_limit"};
  const auto snapshot = account.read();
  ASSERT_TRUE(snapshot) << snapshot.error().message;
  EXPECT_EQ(snapshot->metrics_calls, 1);
  EXPECT_EQ(snapshot->namespaces[0].extra.at("temporal_cloud_v1_poller_limit"), 500);
}

TEST(AccountReader, OtherNamesAndGlobsAreLookedUpAndASlipIsSuggested) {
  const auto serve = [](const std::string& r) {
    if (r.starts_with("GET /v1/descriptors")) {
      return json_answer(200, R"({"meta":{"pagination":{"total":2,"limit":100,"offset":0}},"descriptors":[
        {"name":"temporal_cloud_v2_bandwidth_limit","help":"x","dimensions":[]},{"name":"temporal_cloud_v2_bandwidth_bytes"}]})");
    }
    return metrics_answer(metrics_text(values_of(r, "metrics"), 2));
  };
  fake_account account(2, serve, {});
  account.what.extra_metrics = {"temporal_cloud_v2_*_limit"};
  const auto snapshot = account.read();
  ASSERT_TRUE(snapshot) << snapshot.error().message;
  EXPECT_EQ(snapshot->namespaces[0].extra.at("temporal_cloud_v2_bandwidth_limit"), 500);
  fake_account slip(2, serve, {});
  slip.what.extra_metrics = {"temporal_cloud_v2_bandwith_limit"};
  const auto refused = slip.read();
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, error_code::invalid_argument);
  EXPECT_THAT(refused.error().message, HasSubstr("did you mean temporal_cloud_v2_bandwidth_limit?"));
}

// The answers to both readings are the same; what a memory saves must not show in anything but the count.
TEST(AccountReader, WhoReadsAgainOnlyComparesWhatStays) {
  int count = 20;
  fake_account account(
      20, [&count](const std::string& r) { return metrics_answer(metrics_text(values_of(r, "metrics"), count)); }, {});
  scrape_memory memory;
  services with = account.with();
  with.scrapes = &memory;
  for (const auto& [namespaces, compared] : {std::pair(20, 0), {20, 1}, {19, 0}, {19, 1}, {20, 0}}) {
    count = namespaces;
    const auto seen = read_account(with, account.what, account.tell);
    const auto plain = account.read();
    ASSERT_TRUE(seen && plain);
    EXPECT_EQ(seen->scrapes_compared, compared) << namespaces;
    EXPECT_EQ(plain->scrapes_compared, 0);
    EXPECT_EQ(seen->namespaces, plain->namespaces);
    EXPECT_EQ(seen->left_out, plain->left_out);
    EXPECT_EQ(memory.size(), 1u);
  }
}

TEST(AccountReader, EachPartOfASplitScrapeIsComparedWithItself) {
  const auto serve = [](const std::string& r) {
    const auto metrics = values_of(r, "metrics");
    return metrics_answer(metrics_text(metrics, 4), metrics.size() > 2 ? "limited" : "complete");
  };
  fake_account account(4, serve, {});
  account.what.metrics = {"temporal_cloud_v1_total_action_count", "temporal_cloud_v1_action_limit",
                          "temporal_cloud_v1_service_request_count", "temporal_cloud_v1_service_request_limit"};
  account.what.split_from_samples = 4;
  scrape_memory memory;
  services with = account.with();
  with.scrapes = &memory;
  for (const int compared : {0, 2, 2}) {
    const auto seen = read_account(with, account.what, account.tell);
    ASSERT_TRUE(seen) << seen.error().message;
    EXPECT_EQ(seen->metrics_calls, 3);
    EXPECT_EQ(seen->scrapes_compared, compared);
    EXPECT_EQ(seen->data, completeness::complete);
    EXPECT_EQ(memory.size(), 3u);
  }
  account.what.metrics.resize(2);
  ASSERT_TRUE(read_account(with, account.what, account.tell));
  EXPECT_EQ(memory.size(), 1u) << "what is not asked for any more is forgotten";
}

}  // namespace
}  // namespace headroom::cloud
