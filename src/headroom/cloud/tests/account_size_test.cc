#include "headroom/cloud/account_size.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <string>
#include <unistd.h>

namespace headroom::cloud {
namespace {

class account_size_file : public ::testing::Test {
 protected:
  account_size_file() {
    std::string name = (std::filesystem::temp_directory_path() / "headroom-size-XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
  }
  ~account_size_file() override {
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }

  std::filesystem::path folder_;
};

TEST_F(account_size_file, is_known_to_the_next_process_and_unknown_before_the_first_list) {
  const auto file = folder_ / "state" / "metrics.size";
  EXPECT_FALSE(account_size(file).last());
  account_size(file).note(1000);
  EXPECT_EQ(account_size(file).last(), 1000U);
  account_size again(file);
  again.note(20);
  EXPECT_EQ(again.last(), 20U);
  EXPECT_EQ(account_size(file).last(), 20U);
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(file.parent_path()), {}), 1);
}

TEST_F(account_size_file, is_no_hint_where_the_file_holds_something_else_or_cannot_be_written) {
  const auto file = folder_ / "metrics.size";
  std::ofstream(file) << "many";
  EXPECT_FALSE(account_size(file).last());
  account_size in_a_file(file / "below-a-file");
  in_a_file.note(7);
  EXPECT_EQ(in_a_file.last(), 7U);
}

}  // namespace
}  // namespace headroom::cloud
