#include "headroom/base/shared_library.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace headroom {
namespace {

using ::testing::HasSubstr;

TEST(shared_library, finds_a_function) {
  shared_library library("libm.so.6");
  double (*round_down)(double) = nullptr;
  library.find(round_down, "floor");
  ASSERT_EQ(library.problem(), "");
  EXPECT_EQ(round_down(3.5), 3);
}

TEST(shared_library, names_the_library_that_is_missing) {
  shared_library library("libnobody.so.7");
  void (*function)() = nullptr;
  library.find(function, "malloc");
  EXPECT_EQ(function, nullptr);
  EXPECT_THAT(library.problem(), HasSubstr("libnobody.so.7"));
}

TEST(shared_library, names_the_first_function_that_is_missing) {
  shared_library library("libm.so.6");
  void (*function)() = nullptr;
  library.find(function, "no_first");
  library.find(function, "no_second");
  EXPECT_EQ(function, nullptr);
  EXPECT_THAT(library.problem(), HasSubstr("no_first"));
}

}  // namespace
}  // namespace headroom
