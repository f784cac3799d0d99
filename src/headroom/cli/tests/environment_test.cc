#include "headroom/cli/settings/environment.h"

#include <gtest/gtest.h>

namespace headroom::cli {
namespace {

std::string value_of(const environment& env, std::string_view name) {
  const auto* found = env.find(name);
  return found == nullptr ? "(unset)" : found->value;
}

TEST(dotenv, reads_what_users_write) {
  environment env;
  const auto warnings = env.add_dotenv(
      "# comment\n\nPLAIN=a b # note\nexport EXPORTED=1\nSINGLE='a # \\n b'\nDOUBLE=\"line\\nnext \\\"q\\\"\" # note\n"
      "HASH=a#b\nEMPTY=\n SPACED = x \r\nURL=https://h/?a=b",
      ".env");
  EXPECT_TRUE(warnings.empty());
  EXPECT_EQ(value_of(env, "PLAIN"), "a b");
  EXPECT_EQ(value_of(env, "EXPORTED"), "1");
  EXPECT_EQ(value_of(env, "SINGLE"), "a # \\n b");
  EXPECT_EQ(value_of(env, "DOUBLE"), "line\nnext \"q\"");
  EXPECT_EQ(value_of(env, "HASH"), "a#b");
  EXPECT_EQ(value_of(env, "EMPTY"), "(unset)") << "an empty variable counts as unset";
  EXPECT_EQ(value_of(env, "SPACED"), "x");
  EXPECT_EQ(value_of(env, "URL"), "https://h/?a=b");
}

TEST(dotenv, the_real_environment_wins) {
  environment env({{"KEY", {"real", "environment"}}, {"BLANK", {"", "environment"}}});
  env.add_dotenv("KEY=file\nBLANK=file\n", ".env");
  EXPECT_EQ(value_of(env, "KEY"), "real");
  EXPECT_EQ(value_of(env, "BLANK"), "file");
  EXPECT_EQ(env.find("BLANK")->source, ".env:2");
}

TEST(dotenv, a_bad_line_is_named_without_its_content) {
  environment env;
  const auto warnings = env.add_dotenv("GOOD=1\nsecret-without-name\nKEY=\"open\n1X=2\n", ".env");
  ASSERT_EQ(warnings.size(), 3u);
  EXPECT_TRUE(warnings[0].starts_with(".env:2:"));
  EXPECT_TRUE(warnings[1].starts_with(".env:3:"));
  EXPECT_TRUE(warnings[2].starts_with(".env:4:"));
  for (const auto& warning : warnings) EXPECT_EQ(warning.find("secret"), std::string::npos);
}

}  // namespace
}  // namespace headroom::cli
