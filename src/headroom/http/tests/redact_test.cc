#include "headroom/http/redact.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace headroom::http {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

TEST(Redact, ReplacesEveryOccurrenceOfTheKey) {
  EXPECT_EQ(redact("bad key tmprl-1, tmprl-1!", secret("tmprl-1")), "bad key [key], [key]!");
  EXPECT_EQ(redact("nothing here", secret("tmprl-1")), "nothing here");
  EXPECT_EQ(redact("no key", secret()), "no key");
  EXPECT_EQ(redact("k", secret("k")), "[key]") << "a key within its own stand-in is no endless loop";
}

TEST(Excerpt, IsOneSafeLineOfBoundedLength) {
  EXPECT_EQ(excerpt("  Jwt is missing\n", secret()), "Jwt is missing");
  EXPECT_EQ(excerpt("a\nb\x1b[31m", secret()), "a\\nb\\x1b[31m");
  EXPECT_EQ(excerpt(std::string(500, 'x'), secret(), 10), "xxxxxxxxxx...");
}

TEST(Excerpt, NeverShowsPartOfAKeyWhereverItIsCut) {
  const std::string key = "0123456789abcdefghijklmnopqrstuvwxyz";
  for (std::size_t lead = 0; lead < 700; ++lead) {
    std::string body(lead, '.');
    for (int i = 0; i < 20; ++i) body += key + " ";
    const std::string shown = excerpt(body, secret(key));
    for (std::size_t length : {4u, 8u, 36u}) EXPECT_THAT(shown, Not(HasSubstr(key.substr(0, length)))) << lead;
  }
}

}  // namespace
}  // namespace headroom::http
