#include "sim/billing.h"

#include <gtest/gtest.h>

#include "sim/tests/a_cloud.h"

namespace headroom::sim {
namespace {

// 20 actions a second are 72,000 an hour.
std::string steady(std::string_view keys, int aps = 20) {
  return "account = \"x9y8z\"\n[[namespace]]\nname = \"orders\"\n" + std::string(keys) +
         "\nload = [{kind = \"steady\", aps = " + std::to_string(aps) + "}, {kind = \"noise\", white = 0, slow = 0}]\n";
}

struct hour_case {
  std::string_view keys;
  int aps;
  std::int64_t used, charged, tru;
};

TEST(billing, follows_the_hour_rule_by_hand) {
  for (const auto& [keys, aps, used, charged, tru] : std::vector<hour_case>{
           {"", 20, 72'000, 72'000, 0},
           {"trus = 2", 20, 72'000, 72'000, 288'000},     // the floor of 2 TRUs is 360,000
           {"trus = 12", 20, 72'000, 72'000, 3'888'000},  // 11 x 360,000 less 72,000
           {"trus = 2", 100, 360'000, 360'000, 0},        // paid for by its own actions
           {"trus = 2", 250, 900'000, 900'000, 0},
           {"replica = \"aws-us-west-2\"", 20, 72'000, 144'000, 0},
       }) {
    a_cloud cloud(steady(keys, aps));
    const billed_hour h = bill_hour(cloud.sim.cloud().namespaces().front(), hour_of(moment(wednesday_afternoon)) - 5);
    EXPECT_EQ(h.used_actions, used) << keys;
    EXPECT_EQ(h.charged_actions, charged) << keys;
    EXPECT_EQ(h.tru_actions, tru) << keys;
  }
}

TEST(billing, takes_the_highest_count_of_the_hour) {
  a_cloud cloud(steady("trus = 8"), "2026-01-21T14:55:00Z");
  json held = cloud.get_json("/cloud/namespaces/orders.x9y8z")["namespace"];
  held["spec"]["capacitySpec"] = {{"provisioned", {{"value", 2}}}};
  const json body = {{"spec", held["spec"]}, {"resourceVersion", held["resourceVersion"]}};
  ASSERT_EQ(cloud.ask("POST", "/cloud/namespaces/orders.x9y8z", body.dump()).status, 200);
  cloud.advance_seconds(2 * 3600);  // in effect at 14:57
  const json hours = cloud.get_json("/sim/invoice?hours=1&start=2026-01-21T13:00:00Z&end=2026-01-21T16:00:00Z");
  const json& rows = hours["namespaces"]["orders.x9y8z"]["hours"];
  ASSERT_EQ(rows.size(), 3U);
  EXPECT_EQ(rows[0]["highest_trus"], 8);
  EXPECT_EQ(rows[1]["highest_trus"], 8);
  EXPECT_EQ(rows[2]["highest_trus"], 2);
  EXPECT_EQ(rows[1]["tru_actions"], 7 * 360'000 - 72'000);
  EXPECT_EQ(rows[2]["tru_actions"], 360'000 - 72'000);
}

TEST(billing, invoices_by_the_tiers_of_the_month) {
  a_cloud cloud(steady(""), "2026-02-10T00:00:00Z");
  // January's last day: 30 days before it used 51.84 million, 2.5 of them included; the next is in the $30 tier.
  const json day = cloud.get_json("/sim/invoice?start=2026-01-31T00:00:00Z&end=2026-02-01T00:00:00Z");
  EXPECT_EQ(day["account"]["used_actions"], 24 * 72'000);
  const double before = 30 * 24 * 0.072 - 2.5;
  ASSERT_GT(before, 49);
  EXPECT_NEAR(day["account"]["usd"].get<double>(), (50 - before) * 35 + (before + 1.728 - 50) * 30, 0.01);
  // The month begins anew: the first 2.5 million are included.
  const json fresh = cloud.get_json("/sim/invoice?start=2026-02-01T00:00:00Z&end=2026-02-02T00:00:00Z");
  EXPECT_EQ(fresh["account"]["usd"], 0.0);
  const json both = cloud.get_json("/sim/invoice?start=2026-01-31T00:00:00Z&end=2026-02-02T00:00:00Z");
  EXPECT_NEAR(both["account"]["usd"].get<double>(), day["account"]["usd"].get<double>(), 0.001);
}

TEST(billing, refuses_hours_that_are_not_over) {
  a_cloud cloud(steady(""));
  for (const char* query : {"end=2026-01-21T16:00:00Z", "start=2026-01-21T10:30:00Z", "start=yesterday",
                            "start=2026-01-21T10:00:00Z&end=2026-01-20T10:00:00Z"}) {
    EXPECT_EQ(cloud.get(std::string("/sim/invoice?") + query).status, 400) << query;
  }
}

TEST(usage, has_a_record_for_each_day_and_namespace) {
  a_cloud cloud(steady("trus = 2"));
  const json page =
      cloud.get_json("/cloud/usage?startTimeInclusive=2026-01-19T00:00:00Z&endTimeExclusive=2026-01-22T00:00:00Z");
  ASSERT_EQ(page["summaries"].size(), 3U);
  EXPECT_EQ(page["nextPageToken"], "");
  const json& first = page["summaries"][0];
  EXPECT_EQ(first["startTime"], "2026-01-19T00:00:00Z");
  EXPECT_EQ(first["incomplete"], false);
  EXPECT_EQ(first["recordGroups"][0]["groupBys"][0]["value"], "orders.x9y8z");
  EXPECT_EQ(first["recordGroups"][0]["records"][0]["type"], "RECORD_TYPE_ACTIONS");
  EXPECT_EQ(first["recordGroups"][0]["records"][0]["value"], 24 * 360'000.0);
  EXPECT_EQ(page["summaries"][2]["incomplete"], true);
  EXPECT_EQ(page["summaries"][2]["recordGroups"][0]["records"][0]["value"], 15 * 360'000.0);
}

TEST(usage, comes_in_pages_and_refuses_what_is_no_midnight) {
  a_cloud cloud(steady(""));
  const std::string range =
      "/cloud/usage?startTimeInclusive=2026-01-10T00:00:00Z&endTimeExclusive=2026-01-15T00:00:00Z";
  std::string token;
  int days = 0, pages = 0;
  do {
    const json page = cloud.get_json(range + "&pageSize=2&pageToken=" + token);
    for (const json& summary : page["summaries"]) days += static_cast<int>(summary["recordGroups"].size());
    token = page["nextPageToken"];
    ++pages;
  } while (!token.empty());
  EXPECT_EQ(days, 5);
  EXPECT_EQ(pages, 3);
  EXPECT_EQ(cloud.get("/cloud/usage?startTimeInclusive=2026-01-10T01:00:00Z").status, 400);
  EXPECT_EQ(cloud.get("/cloud/usage?startTimeInclusive=2025-01-10T00:00:00Z").status, 400);
}

TEST(billing_report, is_generated_and_downloaded) {
  a_cloud cloud(steady("trus = 2\ntags = {team = \"a\"}"));
  const auto made = cloud.ask("POST", "/cloud/billing-reports", R"({"spec": {
      "startTimeInclusive": "2026-01-19T00:00:00Z", "endTimeExclusive": "2026-01-20T00:00:00Z",
      "granularity": "BILLING_REPORT_GRANULARITY_DAILY"}})");
  ASSERT_EQ(made.status, 200) << made.body;
  const std::string at = "/cloud/billing-reports/" + json::parse(made.body)["billingReportId"].get<std::string>();
  EXPECT_EQ(cloud.get_json(at)["billingReport"]["state"], "BILLING_REPORT_STATE_IN_PROGRESS");
  cloud.advance_seconds(31);
  const json report = cloud.get_json(at)["billingReport"];
  EXPECT_EQ(report["state"], "BILLING_REPORT_STATE_GENERATED");
  const std::string url = report["downloadInfo"][0]["url"];
  const auto csv = cloud.ask("GET", url.substr(url.find("/sim/")), "", "");
  EXPECT_EQ(report["downloadInfo"][0]["fileSizeBytes"], std::to_string(csv.body.size()));
  const auto rows = lines_of(csv.body);
  ASSERT_EQ(rows.size(), 3U);
  EXPECT_TRUE(rows[0].starts_with("BillingAccountID,"));
  EXPECT_NE(rows[1].find(",1.728000,1 Million Actions,"), std::string::npos) << rows[1];
  EXPECT_NE(rows[2].find("ns_capacity:tru"), std::string::npos);
  EXPECT_NE(rows[2].find("\"{\"\"team\"\":[\"\"a\"\"]}\""), std::string::npos);
  cloud.advance_seconds(400);
  EXPECT_EQ(cloud.ask("GET", url.substr(url.find("/sim/"))).status, 403);
}

}  // namespace
}  // namespace headroom::sim
