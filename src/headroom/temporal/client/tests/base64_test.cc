#include "headroom/temporal/client/base64.h"

#include <gtest/gtest.h>

#include "headroom/temporal/runtime/errors.h"

namespace temporal::detail {
namespace {

// RFC 4648, section 10.
constexpr std::pair<std::string_view, std::string_view> cases[] = {{"", ""},
                                                                   {"f", "Zg=="},
                                                                   {"fo", "Zm8="},
                                                                   {"foo", "Zm9v"},
                                                                   {"foob", "Zm9vYg=="},
                                                                   {"fooba", "Zm9vYmE="},
                                                                   {"foobar", "Zm9vYmFy"}};

TEST(base64, agrees_with_the_rfc_both_ways) {
  for (const auto& [plain, encoded] : cases) {
    EXPECT_EQ(to_base64(plain), encoded);
    EXPECT_EQ(from_base64(encoded), plain);
  }
}

TEST(base64, keeps_all_bytes) {
  std::string all;
  for (int i = 0; i < 256; ++i) all += static_cast<char>(i);
  EXPECT_EQ(from_base64(to_base64(all)), all);
}

TEST(base64, refuses_other_text) {
  for (const auto* text : {"Zg", "Zg=", "Z!==", "Zg==Zg==", "===="})
    EXPECT_THROW(static_cast<void>(from_base64(text)), configuration_error) << text;
}

}  // namespace
}  // namespace temporal::detail
