#include "headroom/cloud/name_list.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace headroom::cloud {
namespace {

using ::testing::HasSubstr;

TEST(NameList, ReadsCommasOrJsonOrNothing) {
  const std::pair<const char*, std::vector<std::string>> table[] = {
      {"", {}},
      {"  ", {}},
      {"orders.a", {"orders.a"}},
      {" orders.a , billing.* ,, ", {"orders.a", "billing.*"}},
      {R"(["orders.a", " billing.b ", ""])", {"orders.a", "billing.b"}},
      {"[]", {}},
  };
  for (const auto& [text, names] : table) EXPECT_EQ(parse_name_list(text, "NAMESPACE_ALLOWLIST"), names) << text;
}

TEST(NameList, AJsonListThatIsNoneNamesItsVariable) {
  for (const char* text : {"[", "[1]", "[\"a\"", "[[\"a\"]]", "[null]", "[\"a\"] x"}) {
    const auto names = parse_name_list(text, "NAMESPACE_DENYLIST");
    ASSERT_FALSE(names) << text;
    EXPECT_EQ(names.error().code, error_code::invalid_argument);
    EXPECT_THAT(names.error().message, HasSubstr("NAMESPACE_DENYLIST"));
  }
}

}  // namespace
}  // namespace headroom::cloud
