#include "headroom/plan/policy_registry.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace headroom::plan {
namespace {

using testing::HasSubstr;

TEST(policy_registry, makes_every_policy_that_it_names) {
  for (const auto name : policy_names()) EXPECT_TRUE(make_policy(name)) << name;
}

TEST(policy_registry, takes_parameters) {
  for (const char* text : {"original:every=15", "target-tracking:target=0.55", "vpa:share=0.5,margin=2",
                           "autopilot-window:half-life-hours=1"}) {
    EXPECT_TRUE(make_policy(text)) << text;
  }
}

TEST(policy_registry, says_what_is_wrong_with_a_policy_and_what_there_is) {
  struct row {
    const char* text;
    const char* message;
  };
  for (const row& r : {
           row{"orignal", "did you mean 'original'?"},
           row{"", "expected one of: headroom, original"},
           row{"hindsight", "unknown policy 'hindsight'"},  // it needs the future: not for production
           row{"original:evry=5", "saw 'evry', expected one of: every"},
           row{"original:every", "expected KEY=NUMBER"},
           row{"original:every=", "expected KEY=NUMBER"},
           row{"original:every=5x", "expected KEY=NUMBER"},
           row{"original:every=2.5", "a whole number from 1 to 1440"},
           row{"original:every=0", "a whole number from 1 to 1440"},
           row{"original:", "expected KEY=NUMBER"},
           row{"on-demand:every=5", "expected no parameters"},
           row{"target-tracking:target=nan", "expected KEY=NUMBER"},
           row{"target-tracking:target=-1", "a number from 0.01 to 10"},
       }) {
    const auto made = make_policy(r.text);
    ASSERT_FALSE(made) << r.text;
    EXPECT_EQ(made.error().code, error_code::invalid_argument);
    EXPECT_THAT(made.error().message, HasSubstr(r.message));
  }
}

}  // namespace
}  // namespace headroom::plan
