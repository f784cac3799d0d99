#include "headroom/cloud/api_key.h"

#include <gtest/gtest.h>

namespace headroom::cloud {
namespace {

TEST(ApiKey, TellsItsAccountAndItsEnd) {
  // {"account_id":"a2dd6","aud":["temporal.io"],"exp":1800000000,"iss":"temporal.io"}
  const key_facts facts = facts_of_key(secret(
      "eyJhbGciOiJFUzI1NiJ9."
      "eyJhY2NvdW50X2lkIjoiYTJkZDYiLCJhdWQiOlsidGVtcG9yYWwuaW8iXSwiZXhwIjoxODAwMDAwMDAwLCJpc3MiOiJ0ZW1wb3JhbC5pbyJ9"
      ".c2lnbmF0dXJl"));
  EXPECT_EQ(facts.account, "a2dd6");
  EXPECT_EQ(facts.expires_unix_s, 1800000000);
}

TEST(ApiKey, AnyOtherKeyTellsNothing) {
  // The last two claim {"account_id":"../../x"} and a list.
  for (const char* key :
       {"", "plain", "a.b", "..", "a.%%%.c", "a.bm9uc2Vuc2U.c", "a.eyJhY2NvdW50X2lkIjoiLi4vLi4veCJ9.c", "a.W10.c"}) {
    const key_facts facts = facts_of_key(secret(key));
    EXPECT_EQ(facts.account, "") << key;
    EXPECT_EQ(facts.expires_unix_s, std::nullopt) << key;
  }
}

}  // namespace
}  // namespace headroom::cloud
