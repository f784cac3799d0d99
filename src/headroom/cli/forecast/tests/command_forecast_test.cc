#include "headroom/cli/forecast/command_forecast.h"

#include <algorithm>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sstream>

#include "headroom/cli/backtest/tests/trace_files.h"
#include "headroom/cli/tests/command_run.h"
#include "headroom/json/json.h"

namespace headroom::cli::forecast {
namespace {

using backtest::temporary_folder;
using testing::HasSubstr;
using testing::StartsWith;

command_outcome run(std::vector<std::string> words, output_format output = output_format::csv) {
  return run_command(add_forecast, "forecast", std::move(words), output);
}

std::string rows_of(const std::string& name, int count, int first_step = 1) {
  std::string out;
  for (int i = 0; i < count; ++i) {
    out += name + "," + std::to_string(first_step + i) + "," + std::to_string(50 + i % 24 * 3 + i % 5) + "\n";
  }
  return out;
}

std::vector<std::string> lines_of(const std::string& text) {
  std::istringstream in(text);
  std::vector<std::string> out;
  for (std::string line; std::getline(in, line);) out.push_back(line);
  return out;
}

TEST(forecast_command, writes_a_row_for_each_step_after_the_last_in_order_of_first_appearance) {
  const temporary_folder folder;
  const auto file = folder.write("s.csv", "series,step,value\n" + rows_of("z", 200) + rows_of("a", 30, -10));
  const auto [exit, out, err] = run({"--series", file, "--horizon", "3"});
  EXPECT_EQ(exit, 0);
  EXPECT_EQ(err, "");
  const auto lines = lines_of(out);
  ASSERT_EQ(lines.size(), 7U);
  EXPECT_EQ(lines[0], "series,step,mean,q05,q10,q25,q50,q75,q90,q95,q99");
  for (int i = 0; i < 3; ++i) EXPECT_THAT(lines[1 + i], StartsWith("z," + std::to_string(201 + i) + ","));
  for (int i = 0; i < 3; ++i) EXPECT_THAT(lines[4 + i], StartsWith("a," + std::to_string(20 + i) + ","));
  for (const auto& line : lines) EXPECT_EQ(std::ranges::count(line, ','), 10);
}

TEST(forecast_command, writes_the_same_bytes_for_any_number_of_threads_and_any_neighbours) {
  const temporary_folder folder;
  const auto both = folder.write("both.csv", "series,step,value\n" + rows_of("z", 400) + rows_of("a", 90));
  const auto alone = folder.write("alone.csv", "series,step,value\n" + rows_of("a", 90));
  const auto one = run({"--series", both, "--horizon", "5", "--threads", "1"});
  EXPECT_EQ(run({"--series", both, "--horizon", "5", "--threads", "7"}).out, one.out);
  const auto neighbourless = lines_of(run({"--series", alone, "--horizon", "5"}).out);
  const auto last_five = lines_of(one.out);
  EXPECT_TRUE(std::equal(neighbourless.end() - 5, neighbourless.end(), last_five.end() - 5));
}

TEST(forecast_command, writes_json_and_jsonl_with_the_same_numbers) {
  const temporary_folder folder;
  const auto file = folder.write("s.csv", "series,step,value\n" + rows_of("\"q,\"\"x\"", 60) + rows_of("b", 60));
  const auto whole = json::parse(run({"--series", file, "--horizon", "2"}, output_format::json).out);
  ASSERT_EQ(whole.size(), 4U);
  EXPECT_EQ(whole[0]["series"], "q,\"x");
  EXPECT_EQ(whole[0]["step"], 61);
  EXPECT_EQ(whole[0].size(), 11U);
  const auto lines = lines_of(run({"--series", file, "--horizon", "2"}, output_format::jsonl).out);
  ASSERT_EQ(lines.size(), 4U);
  for (std::size_t i = 0; i < lines.size(); ++i) EXPECT_EQ(json::parse(lines[i]), whole[i]);
}

TEST(forecast_command, names_and_leaves_out_a_series_without_a_value_and_exits_3) {
  const temporary_folder folder;
  const auto file = folder.write("s.csv", "series,step,value\nnothing,1,\nnothing,2,\n" + rows_of("b", 9));
  const auto [exit, out, err] = run({"--series", file, "--horizon", "2"}, output_format::json);
  EXPECT_EQ(exit, 3);
  EXPECT_THAT(err, HasSubstr("nothing"));
  EXPECT_EQ(json::parse(out).size(), 2U);
}

TEST(forecast_command, names_the_line_of_a_bad_row_and_writes_nothing) {
  const temporary_folder folder;
  const auto file = folder.write("s.csv", "series,step,value\na,1,1\na,2,one\n");
  const auto [exit, out, err] = run({"--series", file, "--horizon", "2"});
  EXPECT_EQ(exit, 1);
  EXPECT_EQ(out, "");
  EXPECT_THAT(err, StartsWith(file + ":3: saw 'one', expected"));
}

TEST(forecast_command, refuses_a_wrong_command_line_with_2) {
  const temporary_folder folder;
  const auto file = folder.write("s.csv", "series,step,value\na,1,1\n");
  EXPECT_EQ(run({"--series", file}).exit, 2);
  EXPECT_EQ(run({"--horizon", "3"}).exit, 2);
  EXPECT_EQ(run({"--series", file, "--horizon", "0"}).exit, 2);
  EXPECT_EQ(run({"--series", file, "--horizon", "x"}).exit, 2);
  EXPECT_EQ(run({"--series", file, "--horizon", "3", "--season", "24,0"}).exit, 2);
  EXPECT_EQ(run({"--series", file, "--horizon", "3", "--threads", "0"}).exit, 2);
  EXPECT_EQ(run({"--series", file, "--horizon", "3"}, output_format::html).exit, 2);
  EXPECT_EQ(run({"--series", "/nowhere/s.csv", "--horizon", "3"}).exit, 1);
}

TEST(forecast_command, takes_seasons_as_a_list_and_1_as_none) {
  const temporary_folder folder;
  const auto file = folder.write("s.csv", "series,step,value\n" + rows_of("a", 400));
  const auto found = run({"--series", file, "--horizon", "24"});
  const auto given = run({"--series", file, "--horizon", "24", "--season", "24,120"});
  const auto none = run({"--series", file, "--horizon", "24", "--season", "1"});
  EXPECT_EQ(found.exit, 0);
  EXPECT_EQ(given.exit, 0);
  EXPECT_EQ(none.exit, 0);
  EXPECT_NE(none.out, given.out);
}

}  // namespace
}  // namespace headroom::cli::forecast
