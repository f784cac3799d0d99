#include "headroom/base/toml_guard.h"

#include <gtest/gtest.h>

namespace headroom {
namespace {

TEST(toml_guard, leaves_ascii_and_quoted_text_alone) {
  for (const std::string_view text : {"", "a = 1\n", "a = \"größe # no comment\"", "a = 'größe'",
                                      "a = \"\"\"ö\n'ü' \"\" #\"\"\"", "a = '''ö ''ü'''", "a = \"\\\" ö\"",
                                      "\xef\xbb\xbf"
                                      "a = 1"}) {
    EXPECT_EQ(guarded_toml(text, "f"), std::string(text)) << text;
  }
}

TEST(toml_guard, blanks_comments_byte_for_byte) {
  EXPECT_EQ(guarded_toml("a = 1 # größe\nb = 'ö' # ü\n", "f"), "a = 1 # gr????e\nb = 'ö' # ??\n");
}

TEST(toml_guard, names_the_place_of_a_letter_outside_of_quotes) {
  const auto error_of = [](std::string_view text) { return guarded_toml(text, "f.toml").error().message; };
  EXPECT_EQ(error_of("a = 1\n  größe = 2"), "f.toml:2:5: saw 'ö' outside of quotes, expected ASCII");
  EXPECT_EQ(error_of("\xa0"
                     "a = 1"),
            "f.toml:1:1: saw '\\xa0' outside of quotes, expected ASCII");
  EXPECT_EQ(error_of("a = \"open\nö"), "f.toml:2:1: saw 'ö' outside of quotes, expected ASCII");
  EXPECT_EQ(error_of("a = \"\"\"\\ö\"\"\""), "f.toml:1:9: saw 'ö' outside of quotes, expected ASCII");
}

}  // namespace
}  // namespace headroom
