#include "headroom/base/text.h"

#include <array>
#include <gtest/gtest.h>

namespace headroom {
namespace {

TEST(glob, matches_whole_texts) {
  EXPECT_TRUE(glob_matches("orders-*", "orders-prod.a1b2c"));
  EXPECT_TRUE(glob_matches("*.a1b2c", "orders-prod.a1b2c"));
  EXPECT_TRUE(glob_matches("o?ders*a*c", "orders-prod.a1b2c"));
  EXPECT_TRUE(glob_matches("*", ""));
  EXPECT_FALSE(glob_matches("", "x"));
  EXPECT_FALSE(glob_matches("orders", "orders-prod"));
  EXPECT_FALSE(glob_matches("?", ""));
}

TEST(glob, many_stars_stay_linear) {
  const std::string text(20'000, 'a');
  EXPECT_FALSE(glob_matches(std::string(50, '*') + "a*a*a*b", text));
}

TEST(nearest_name, finds_slips_and_nothing_far_away) {
  constexpr std::array<std::string_view, 3> names{"headroom", "original", "on-demand"};
  EXPECT_EQ(nearest("orignal", names), "original");
  EXPECT_EQ(nearest("ondemand", names), "on-demand");
  EXPECT_EQ(nearest("xyz", names), std::nullopt);
}

TEST(terminal_escape, keeps_text_and_shows_what_is_not) {
  EXPECT_EQ(escape_for_terminal("größe 日本"), "größe 日本");
  EXPECT_EQ(escape_for_terminal("a\x1b[31m\n\x7f"), "a\\x1b[31m\\n\\x7f");
  EXPECT_EQ(escape_for_terminal("\xff\xc0\x80"), "\\xff\\xc0\\x80");
  EXPECT_EQ(escape_for_terminal("\xed\xa0\x80"), "\\xed\\xa0\\x80") << "a surrogate is not UTF-8";
  EXPECT_EQ(escape_for_terminal("\xc2\x9b"
                                "x"),
            "\\u{9b}x")
      << "C1 controls start escape sequences too";
  EXPECT_EQ(escape_for_terminal("\xe2\x80\xae"), "\\u{202e}");
}

TEST(split_list, trims_and_drops_empty_pieces) {
  EXPECT_EQ(split_list(" a, b ,,c ,", ','), (std::vector<std::string>{"a", "b", "c"}));
  EXPECT_TRUE(split_list("", ',').empty());
}

}  // namespace
}  // namespace headroom
