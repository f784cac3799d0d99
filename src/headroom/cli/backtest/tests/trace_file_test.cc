#include "headroom/cli/backtest/trace_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "headroom/cli/backtest/tests/trace_files.h"

namespace headroom::cli::backtest {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

TEST(trace_file, reads_plain_and_packed_files_alike) {
  const temporary_folder folder;
  const auto csv = trace_csv(100, [](std::int64_t m) { return 0.5 * static_cast<double>(m); });
  const auto two_members = gzip(csv.substr(0, 500)) + gzip(csv.substr(500)) + std::string(512, '\0');
  for (const auto& file : {folder.write("a.csv", csv), folder.write("b.csv.gz", gzip(csv)),
                           folder.write("c.csv", gzip(csv)), folder.write("d.csv.gz", two_members)}) {
    const auto t = read_trace_file(file);
    ASSERT_TRUE(t) << t.error().message;
    EXPECT_EQ(t->aps[99], 49.5) << file;
  }
}

TEST(trace_file, names_the_line_up_to_which_a_cut_gzip_could_be_read) {
  const temporary_folder folder;
  const auto whole = gzip(trace_csv(5000, [](std::int64_t m) { return static_cast<double>(m * 7919 % 1000); }));
  const auto file = folder.write("half.csv.gz", whole.substr(0, whole.size() / 2));
  const auto t = read_trace_file(file);
  ASSERT_FALSE(t);
  EXPECT_EQ(t.error().code, error_code::data_loss);
  EXPECT_THAT(t.error().message, StartsWith(file + ":2"));  // a line between 2,000 and 2,999
  EXPECT_THAT(t.error().message, HasSubstr("saw a gzip file that ends in the middle, expected a whole gzip file"));
}

TEST(trace_file, refuses_a_gzip_cut_at_any_byte_and_one_with_a_flipped_bit) {
  const auto whole = gzip(trace_csv(40, [](std::int64_t m) { return static_cast<double>(m); }));
  for (std::size_t length = 2; length < whole.size(); ++length) {
    EXPECT_FALSE(gunzip(whole.substr(0, length), "f")) << length;
  }
  auto flipped = whole;
  flipped[whole.size() - 6] ^= 1;  // in the checksum
  const auto unpacked = gunzip(flipped, "f");
  ASSERT_FALSE(unpacked);
  EXPECT_THAT(unpacked.error().message, HasSubstr("saw a damaged gzip file"));
  EXPECT_FALSE(gunzip(whole + "rest", "f"));
}

TEST(trace_file, names_a_file_that_cannot_be_read) {
  const temporary_folder folder;
  for (const auto& file : {folder.file("absent.csv"), folder.file("")}) {
    const auto t = read_trace_file(file);
    ASSERT_FALSE(t);
    EXPECT_THAT(t.error().message, StartsWith(file + ":1: saw a file that cannot be read ("));
  }
}

}  // namespace
}  // namespace headroom::cli::backtest
