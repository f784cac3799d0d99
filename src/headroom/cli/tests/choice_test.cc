#include "headroom/cli/choice.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <optional>

namespace headroom::cli {
namespace {

enum class fruit { apple, pear };
const std::map<std::string, fruit> fruits{{"apple", fruit::apple}, {"pear", fruit::pear}};

std::string said_of(std::vector<std::string> words, std::optional<fruit>& chosen) {
  CLI::App app;
  add_choice(app, "-f,--fruit", chosen, fruits, "apple or pear");
  std::ranges::reverse(words);
  try {
    app.parse(words);
    return "";
  } catch (const CLI::ParseError& e) {
    return e.what();
  }
}

TEST(choice, takes_a_word_of_the_list_and_names_the_list_and_the_nearest_otherwise) {
  std::optional<fruit> chosen;
  EXPECT_EQ(said_of({}, chosen), "");
  EXPECT_FALSE(chosen);
  EXPECT_EQ(said_of({"-f", "pear"}, chosen), "");
  EXPECT_EQ(chosen, fruit::pear);
  EXPECT_EQ(said_of({"--fruit", "aple"}, chosen),
            "--fruit: saw 'aple', expected one of apple, pear; did you mean 'apple'?");
  EXPECT_EQ(said_of({"--fruit", "\x1b[31m"}, chosen), "--fruit: saw '\\x1b[31m', expected one of apple, pear");
  EXPECT_EQ(chosen, fruit::pear);
}

}  // namespace
}  // namespace headroom::cli
