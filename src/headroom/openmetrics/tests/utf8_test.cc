#include "headroom/openmetrics/utf8.h"

#include <gtest/gtest.h>
#include <string>

namespace headroom::openmetrics {
namespace {

TEST(utf8, takes_every_well_formed_length) {
  const std::string text = "aé€😀\x7f" + std::string(1, '\0') + "\xf4\x8f\xbf\xbf\xed\x9f\xbf";
  EXPECT_EQ(first_invalid_utf8(text), text.size());
  EXPECT_EQ(count_code_points("aé€😀"), 4U);
}

TEST(utf8, finds_the_first_ill_formed_byte) {
  for (const char* bad :
       {"\x80", "\xff", "\xc0\x80", "\xc1\xbf", "\xe0\x9f\xbf", "\xed\xa0\x80", "\xf0\x8f\xbf\xbf", "\xf4\x90\x80\x80",
        "\xf5\x80\x80\x80", "\xc3", "\xe2\x82", "\xf0\x9f\x98", "\xc3(", "\xe2\x28\xa1"}) {
    EXPECT_EQ(first_invalid_utf8("ok" + std::string(bad)), 2U) << bad;
  }
}

}  // namespace
}  // namespace headroom::openmetrics
