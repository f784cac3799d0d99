#include "headroom/cli/history/line_source.h"

#include <gtest/gtest.h>

#include "history_testing.h"

namespace headroom::cli::history {
namespace {

std::vector<std::string> lines_of(const std::string& file, line_source::place* end = nullptr) {
  const auto source = line_source::open(file);
  EXPECT_TRUE(source) << source.error().message;
  std::vector<std::string> out;
  for (;;) {
    const auto line = (*source)->next();
    EXPECT_TRUE(line) << line.error().message;
    if (!line || !*line) break;
    out.emplace_back(**line);
  }
  if (end) *end = (*source)->here();
  return out;
}

TEST(line_source, gives_the_same_lines_of_a_file_a_gzip_and_a_gzip_of_several_members) {
  const testing::test_folder folder;
  std::string text = "first\r\n\nthird without end";
  for (int i = 0; i < 200'000; ++i) text.insert(0, "a line to fill the pieces that are read at once\n");
  const auto plain = lines_of(folder.write("plain", text));
  ASSERT_EQ(plain.size(), 200'003u);
  EXPECT_EQ(plain[200'000], "first");
  EXPECT_EQ(plain[200'001], "");
  EXPECT_EQ(plain.back(), "third without end");
  EXPECT_EQ(lines_of(folder.write("one.gz", testing::gzip(text))), plain);
  const std::string members =
      testing::gzip(text.substr(0, 1000)) + testing::gzip(text.substr(1000)) + std::string(512, '\0');
  EXPECT_EQ(lines_of(folder.write("two.gz", members)), plain);
}

TEST(line_source, knows_its_place_whatever_the_packing) {
  const testing::test_folder folder;
  line_source::place plain, packed, other;
  lines_of(folder.write("a", "x\ny\n"), &plain);
  lines_of(folder.write("a.gz", testing::gzip("x\ny\n")), &packed);
  lines_of(folder.write("b", "x\nz\n"), &other);
  EXPECT_EQ(plain, packed);
  EXPECT_EQ(plain.lines, 2);
  EXPECT_EQ(plain.bytes, 4);
  EXPECT_NE(plain, other);
}

TEST(line_source, names_what_cannot_be_read) {
  const testing::test_folder folder;
  const auto missing = line_source::open(folder / "missing");
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().code, error_code::not_found);
  EXPECT_FALSE(line_source::open(folder / "."));
  std::string text;
  for (std::uint32_t i = 1; i < 10'000; ++i) text += std::to_string(i * 2'654'435'761U) + "\n";
  std::string damaged = testing::gzip(text);
  damaged[damaged.size() / 2] ^= 0x55;
  const auto source = line_source::open(folder.write("damaged.gz", damaged));
  ASSERT_TRUE(source);
  auto line = (*source)->next();
  while (line && *line) line = (*source)->next();
  ASSERT_FALSE(line) << "a changed byte is found";
  EXPECT_NE(line.error().message.find("damaged.gz:"), std::string::npos);
}

}  // namespace
}  // namespace headroom::cli::history
