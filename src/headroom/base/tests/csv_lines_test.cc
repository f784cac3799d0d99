#include "headroom/base/csv_lines.h"

#include <gtest/gtest.h>
#include <string>
#include <vector>

namespace headroom {
namespace {

// The rows after the header, or the error's message.
std::vector<std::string> rows_of(std::string_view csv) {
  csv_lines lines(csv, "f.csv");
  if (const auto header = lines.read_header("a,b"); !header) return {header.error().message};
  std::vector<std::string> out;
  while (const auto row = lines.next_row()) out.emplace_back(*row);
  return out;
}

TEST(csv_lines, reads_the_rows_after_the_header) {
  using rows = std::vector<std::string>;
  EXPECT_EQ(rows_of("a,b\n1,2\n3,4\n"), (rows{"1,2", "3,4"}));
  EXPECT_EQ(rows_of("a,b\r\n1,2\r\n"), (rows{"1,2"}));
  EXPECT_EQ(rows_of("\xef\xbb\xbf"
                    "a,b\n1,2"),
            (rows{"1,2"}));
  EXPECT_EQ(rows_of("a,b\n1,2\n\n"), (rows{"1,2"}));
  EXPECT_EQ(rows_of("a,b\n\n1,2\n"), (rows{"", "1,2"}));  // for the caller to refuse
  EXPECT_EQ(rows_of("a,b\n"), rows{});
}

TEST(csv_lines, says_what_it_saw_in_place_of_the_header) {
  EXPECT_EQ(rows_of(""), std::vector<std::string>{"f.csv:1: saw an empty file, expected the header 'a,b'"});
  EXPECT_EQ(rows_of("a;b\n1;2\n"), std::vector<std::string>{"f.csv:1: saw 'a;b', expected the header 'a,b'"});
  EXPECT_EQ(rows_of("\x1b[2J\n"), std::vector<std::string>{"f.csv:1: saw '\\x1b[2J', expected the header 'a,b'"});
}

TEST(csv_lines, names_the_line_read_last_in_errors) {
  csv_lines lines("a,b\n1,2\n3,4\n", "f.csv");
  ASSERT_TRUE(lines.read_header("a,b"));
  ASSERT_TRUE(lines.next_row());
  ASSERT_TRUE(lines.next_row());
  EXPECT_EQ(lines.bad("this", "that").error().message, "f.csv:3: saw this, expected that");
  EXPECT_EQ(csv_lines::quoted(std::string(100, 'x')), "'" + std::string(60, 'x') + "'");
}

}  // namespace
}  // namespace headroom
