#include "headroom/cli/settings/settings.h"

#include <gtest/gtest.h>

namespace headroom::cli {
namespace {

environment with(std::map<std::string, environment::variable> variables) { return environment(std::move(variables)); }

TEST(settings, environment_wins_over_file_and_file_over_default) {
  const auto file = parse_settings_file("[policy]\nname = \"original\"\nthrottle_cost = 3\n", "headroom.toml");
  ASSERT_TRUE(file) << file.error().message;
  const auto all = resolve_settings(with({{"HEADROOM_POLICY", {"headroom", "environment"}}}), *file);
  ASSERT_TRUE(all) << all.error().message;
  EXPECT_EQ(all->text("policy.name"), "headroom");
  EXPECT_EQ(all->at("policy.name").source, "environment HEADROOM_POLICY");
  EXPECT_EQ(all->number("policy.throttle_cost"), 3);
  EXPECT_EQ(all->at("policy.throttle_cost").source, "headroom.toml:3");
  EXPECT_EQ(all->text("metrics.base_url"), "https://metrics.temporal.io");
  EXPECT_EQ(all->at("metrics.base_url").source, "default");
}

TEST(settings, lists_come_with_commas_as_json_or_empty) {
  using list = std::vector<std::string>;
  EXPECT_EQ(parse_list(" a.x , b.x,"), (list{"a.x", "b.x"}));
  EXPECT_EQ(parse_list(R"( ["a.x", " b.x "] )"), (list{"a.x", "b.x"}));
  EXPECT_EQ(parse_list("[]"), list{});
  EXPECT_EQ(parse_list(""), list{});
  EXPECT_FALSE(parse_list("[1]"));
  EXPECT_FALSE(parse_list("[\"a\""));
}

TEST(settings, a_wrong_value_names_its_variable_and_what_was_expected) {
  const auto all = resolve_settings(with({{"DRY_RUN_MODE", {"maybe", "environment"}}}), {});
  ASSERT_FALSE(all);
  EXPECT_EQ(all.error().message, "environment DRY_RUN_MODE: saw 'maybe' for worker.dry_run, expected a true or false");
}

TEST(settings, a_base_url_with_a_password_in_it_is_refused) {
  EXPECT_FALSE(resolve_settings(with({{"CLOUD_OPS_API_BASE_URL", {"https://user:pw@host", "environment"}}}), {}));
  EXPECT_FALSE(resolve_settings(with({{"CLOUD_OPS_API_BASE_URL", {"ftp://host", "environment"}}}), {}));
}

struct bad_file {
  const char* text;
  const char* message;
};

TEST(settings_file, errors_name_line_and_key) {
  for (const auto& [text, message] : std::initializer_list<bad_file>{
           {"[policy]\nnam = \"x\"\n", "headroom.toml:2:7: unknown key 'policy.nam', did you mean 'policy.name'?"},
           {"[metrics]\napi_key = 3\n", "headroom.toml:2:11: expected a secret text for 'metrics.api_key'"},
           {"[worker]\ndry_run = \"yes\"\n", "headroom.toml:2:11: expected a true or false for 'worker.dry_run'"},
           {"zzz = 1\n", "headroom.toml:1:7: unknown key 'zzz'; `headroom config show` lists the keys"},
       }) {
    const auto file = parse_settings_file(text, "headroom.toml");
    ASSERT_FALSE(file) << text;
    EXPECT_EQ(file.error().message, message);
  }
}

TEST(settings_file, broken_toml_names_its_line) {
  const auto file = parse_settings_file("[policy]\nname = \n", "headroom.toml");
  ASSERT_FALSE(file);
  EXPECT_TRUE(file.error().message.starts_with("headroom.toml:2:")) << file.error().message;
}

TEST(settings_file, a_chosen_file_that_is_absent_is_an_error) {
  EXPECT_FALSE(load_settings_file("/nonexistent/headroom.toml"));
}

}  // namespace
}  // namespace headroom::cli
