#include "headroom/json/json.h"

#include <gtest/gtest.h>

namespace headroom {
namespace {

TEST(parse_json, keeps_integers_exact_over_both_ranges) {
  const auto value = parse_json(R"([-9223372036854775808, 18446744073709551615])", "body");
  ASSERT_TRUE(value);
  EXPECT_EQ(value->dump(), "[-9223372036854775808,18446744073709551615]");
}

TEST(parse_json, names_the_place_of_an_error) {
  const auto value = parse_json("{\n  \"a\": <html>\n}", "answer");
  ASSERT_FALSE(value);
  EXPECT_EQ(value.error().code, error_code::invalid_argument);
  EXPECT_TRUE(value.error().message.starts_with("answer:2:8: saw '<html>")) << value.error().message;
}

TEST(parse_json, refuses_what_would_exhaust_the_stack) {
  const auto value = parse_json(std::string(1'000'000, '['), "body");
  ASSERT_FALSE(value);
  EXPECT_NE(value.error().message.find("nested deeper"), std::string::npos);
}

TEST(parse_json, brackets_in_strings_are_not_nesting) {
  EXPECT_TRUE(parse_json('"' + std::string(1000, '[') + "\\\"" + '"', "body"));
}

TEST(json_text, invalid_utf8_is_replaced_and_never_throws) {
  EXPECT_EQ(to_compact_text(ordered_json("a\xff")), "\"a\xef\xbf\xbd\"");
}

}  // namespace
}  // namespace headroom
