#include "headroom/cloud/settings.h"

#include <filesystem>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <map>

#include "headroom/cloud/live_services.h"

namespace headroom::cloud {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

http::environment with(std::map<std::string, std::string> values) {
  return [values = std::move(values)](const std::string& name) -> std::optional<std::string> {
    const auto at = values.find(name);
    return at == values.end() ? std::nullopt : std::optional(at->second);
  };
}

TEST(Settings, ComeFromTheOriginalsVariables) {
  const auto read = settings_from_environment(with({{"TEMPORAL_CLOUD_METRICS_API_KEY", " m "},
                                                    {"TEMPORAL_CLOUD_OPS_API_KEY", "o"},
                                                    {"TEMPORAL_CLOUD_API_KEY", "other"},
                                                    {"CLOUD_METRICS_API_BASE_URL", "http://127.0.0.1:1"},
                                                    {"NAMESPACE_ALLOWLIST", "a, b"},
                                                    {"NAMESPACE_DENYLIST", R"(["c"])"}}));
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(read->metrics_key.reveal(), "m");
  EXPECT_EQ(read->ops_key.reveal(), "o");
  EXPECT_EQ(read->metrics_url, "http://127.0.0.1:1");
  EXPECT_EQ(read->ops_url, "https://saas-api.tmprl.cloud");
  EXPECT_THAT(read->filter.allow, ElementsAre("a", "b"));
  EXPECT_THAT(read->filter.deny, ElementsAre("c"));
  EXPECT_TRUE(check_settings(*read));
}

TEST(Settings, EmptyMeansNotSetAndTheGeneralCloudKeyServesTheOpsApi) {
  const auto read =
      settings_from_environment(with({{"TEMPORAL_CLOUD_API_KEY", "general"}, {"CLOUD_OPS_API_BASE_URL", ""}}));
  ASSERT_TRUE(read);
  EXPECT_EQ(read->ops_key.reveal(), "general");
  EXPECT_EQ(read->ops_url, "https://saas-api.tmprl.cloud");
  EXPECT_TRUE(read->metrics_key.empty()) << "the keys of the two APIs stay distinct";
  const auto checked = check_settings(*read);
  ASSERT_FALSE(checked);
  EXPECT_EQ(checked.error().code, error_code::unauthenticated);
}

TEST(Settings, AListThatIsNoneNamesItsVariable) {
  const auto read = settings_from_environment(with({{"NAMESPACE_ALLOWLIST", "[1"}}));
  ASSERT_FALSE(read);
  EXPECT_THAT(read.error().message, HasSubstr("NAMESPACE_ALLOWLIST"));
}

TEST(LiveServices, TheBudgetOfTheHostCanBeSetAndIsChecked) {
  EXPECT_TRUE(live_services::open({}, with({})));
  auto services = live_services::open({}, with({{"HEADROOM_METRICS_REQUESTS_PER_HOUR", "2"}}));
  ASSERT_TRUE(services);
  auto& budget = services->get().metrics_budget;
  EXPECT_FALSE(budget.take(1'800'000'000'000));
  EXPECT_FALSE(budget.take(1'800'000'000'000));
  EXPECT_TRUE(budget.take(1'800'000'000'000));
  for (const char* bad : {"0", "-1", "x", "1e3", "99999999999"}) {
    const auto refused = live_services::open({}, with({{"HEADROOM_METRICS_REQUESTS_PER_HOUR", bad}}));
    ASSERT_FALSE(refused) << bad;
    EXPECT_THAT(refused.error().message, HasSubstr("HEADROOM_METRICS_REQUESTS_PER_HOUR")) << bad;
  }
}

}  // namespace
}  // namespace headroom::cloud
