#include "headroom/cloud/namespace_filter.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace headroom::cloud {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

const std::vector<std::string_view> ids{"billing.a1b2c", "orders-eu.a1b2c", "orders-us.a1b2c"};

std::vector<std::string> passing(const namespace_filter& filter) {
  std::vector<std::string> out;
  for (const std::string_view id : ids) {
    if (!filter.reason_against(namespace_id(std::string(id)))) out.emplace_back(id);
  }
  return out;
}

TEST(NamespaceFilter, EmptyListsLetAllPass) { EXPECT_EQ(passing({}).size(), ids.size()); }

TEST(NamespaceFilter, EntriesMatchTheFullIdOrTheNameAlone) {
  EXPECT_THAT(passing({.allow = {"billing.a1b2c"}}), ElementsAre("billing.a1b2c"));
  EXPECT_THAT(passing({.allow = {"billing"}}), ElementsAre("billing.a1b2c"));
  EXPECT_THAT(passing({.allow = {"orders-*"}}), ElementsAre("orders-eu.a1b2c", "orders-us.a1b2c"));
  EXPECT_THAT(passing({.allow = {"*.a1b2c"}}).size(), 3u);
  EXPECT_THAT(passing({.allow = {"orders"}}), IsEmpty());
}

TEST(NamespaceFilter, DenyWinsAndASelectionNarrows) {
  EXPECT_THAT(passing({.allow = {"orders-*"}, .deny = {"*-us"}}), ElementsAre("orders-eu.a1b2c"));
  EXPECT_THAT(passing({.allow = {"orders-*"}, .only = {"*eu*", "billing"}}), ElementsAre("orders-eu.a1b2c"));
  EXPECT_EQ(namespace_filter{.deny = {"billing"}}.reason_against(namespace_id("billing.a1b2c")),
            "on the deny-list ('billing')");
  EXPECT_EQ(namespace_filter{.allow = {"x"}}.reason_against(namespace_id("billing.a1b2c")), "not on the allow-list");
}

TEST(NamespaceFilter, AListThatMatchesNothingIsAnErrorWithTheNearestName) {
  const auto checked = check_filter({.allow = {"bilings"}}, ids);
  ASSERT_FALSE(checked);
  EXPECT_EQ(checked.error().code, error_code::not_found);
  EXPECT_THAT(checked.error().message, HasSubstr("allow-list"));
  EXPECT_THAT(checked.error().message, HasSubstr("'bilings'"));
  EXPECT_THAT(checked.error().message, HasSubstr("did you mean billing?"));
  EXPECT_FALSE(check_filter({.only = {"nobody"}}, ids));
}

TEST(NamespaceFilter, OneStrayEntryIsAWarning) {
  const auto checked = check_filter({.allow = {"billing", "gone"}, .deny = {"never"}}, ids);
  ASSERT_TRUE(checked) << checked.error().message;
  EXPECT_THAT(*checked, ElementsAre(HasSubstr("'gone'"), HasSubstr("'never'")));
  EXPECT_TRUE(check_filter({.allow = {"x"}}, {})) << "nothing is known of an account without namespaces";
}

}  // namespace
}  // namespace headroom::cloud
