#include "headroom/cloud/scrape_split.h"

#include <algorithm>
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <set>

#include "headroom/base/text.h"

namespace headroom::cloud {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

std::vector<std::string_view> views(const std::vector<std::string>& texts) { return {texts.begin(), texts.end()}; }

// What a service gives that compares wildcards with the full id, or with the name alone.
std::set<std::string> covered(const scrape_request& part, const std::vector<std::string>& ids, bool by_name) {
  std::set<std::string> out;
  for (const std::string& id : ids) {
    const std::string seen = by_name ? id.substr(0, id.find('.')) : id;
    if (std::ranges::any_of(part.namespaces, [&](const std::string& p) { return glob_matches(p, seen); }))
      out.insert(id);
  }
  return out;
}

TEST(ScrapeSplit, MetricsAreHalvedFirst) {
  const auto parts = split_request({.metrics = {"a", "b", "c"}, .namespaces = {"x*"}}, {});
  ASSERT_THAT(parts, SizeIs(2));
  EXPECT_THAT(parts[0].metrics, ElementsAre("a"));
  EXPECT_THAT(parts[1].metrics, ElementsAre("b", "c"));
  EXPECT_THAT(parts[1].namespaces, ElementsAre("x*"));
}

TEST(ScrapeSplit, ASingleMetricOfUnknownOrSingleNamespacesCannotBeSplit) {
  EXPECT_THAT(split_request({.metrics = {"a"}}, {}), IsEmpty());
  EXPECT_THAT(split_request({.metrics = {"a"}}, views({"only.x"})), IsEmpty());
}

TEST(ScrapeSplit, EveryNamespaceIsInAPartWhicheverWayWildcardsAreCompared) {
  std::vector<std::string> ids;
  for (int i = 0; i < 200; ++i)
    ids.push_back(fmt::format("{}-{:03}.acct", i % 3 == 0 ? "prod" : i % 3 == 1 ? "prod-eu" : "dev", i));
  ids.insert(ids.end(), {"prod.acct", "prod-eu.acct", "p.acct", "z.other"});
  for (const bool by_name : {false, true}) {
    std::vector<scrape_request> to_do = split_request({.metrics = {"m"}}, views(ids));
    std::set<std::string> all;
    std::size_t requests = 0;
    while (!to_do.empty()) {
      ASSERT_LT(++requests, 1000u) << "does not end";
      const scrape_request next = std::move(to_do.back());
      to_do.pop_back();
      const auto own = covered(next, ids, by_name);
      auto smaller = own.size() > 10 ? split_request(next, views(ids)) : std::vector<scrape_request>{};
      if (smaller.empty()) {
        all.insert(own.begin(), own.end());
      } else {
        std::ranges::move(smaller, std::back_inserter(to_do));
      }
    }
    EXPECT_EQ(all.size(), ids.size()) << (by_name ? "by name" : "by full id");
  }
}

TEST(ScrapeSplit, TheUrlStaysShort) {
  std::vector<std::string> ids;
  for (int i = 0; i < 5000; ++i) ids.push_back(fmt::format("a-very-long-namespace-name-of-a-team-{:05}.a1b2c", i));
  for (const scrape_request& part : split_request({.metrics = {"m"}}, views(ids)))
    EXPECT_LE(part.namespaces.size(), 10u);
}

}  // namespace
}  // namespace headroom::cloud
