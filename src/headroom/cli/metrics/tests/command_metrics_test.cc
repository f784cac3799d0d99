#include "headroom/cli/metrics/command_metrics.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <unistd.h>

#include "headroom/cli/metrics/show.h"
#include "headroom/openmetrics/strict_parser.h"

namespace headroom::cli::metrics {
namespace {

struct outcome {
  int exit = 0;
  std::string out;
  std::string err;
};

outcome run(std::vector<std::string> words) {
  CLI::App app;
  output_format output = output_format::text;
  int exit = 0;
  app.fallthrough();
  app.add_option("-o", output)
      ->transform(CLI::CheckedTransformer(std::map<std::string, output_format>{
          {"text", output_format::text}, {"json", output_format::json}, {"csv", output_format::csv}}));
  add_metrics(app, output, exit);
  std::ranges::reverse(words);
  testing::internal::CaptureStdout();
  testing::internal::CaptureStderr();
  try {
    app.parse(words);
  } catch (const CLI::ParseError&) {
    exit = 2;
  }
  return {exit, testing::internal::GetCapturedStdout(), testing::internal::GetCapturedStderr()};
}

class metrics_command : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = std::filesystem::temp_directory_path() / "headroom-metrics-XXXXXX";
    ASSERT_NE(mkdtemp(pattern.data()), nullptr);
    folder_ = pattern;
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  std::string file(const std::string& name, std::string_view text) {
    std::ofstream(folder_ / name, std::ios::binary) << text;
    return folder_ / name;
  }

  std::filesystem::path folder_;
};

TEST_F(metrics_command, check_gives_one_verdict_for_each_file_in_order) {
  const auto bad = file("bad", "a 1\nb x\n# EOF\n");
  const auto good = file("good", "a 1\n# EOF\n");
  const auto old = file("old", "a 1 1000\n\n");
  const auto got = run({"metrics", "check", bad, good, old});
  EXPECT_EQ(got.exit, 1);
  EXPECT_EQ(got.out.substr(0, bad.size() + 6), bad + ":2:3: ");
  EXPECT_NE(got.out.find("\n" + good + ": ok\n" + old + ": ok\n"), std::string::npos) << got.out;
  EXPECT_EQ(got.err, "");
  EXPECT_EQ(run({"metrics", "check", good, old}).exit, 0);
}

TEST_F(metrics_command, check_takes_the_format_that_it_is_told) {
  const auto old = file("old", "a 1\n");
  EXPECT_EQ(run({"metrics", "check", old}).exit, 0);
  EXPECT_EQ(run({"metrics", "check", "--format", "prometheus", old}).exit, 0);
  EXPECT_EQ(run({"metrics", "check", "--format=openmetrics", old}).exit, 1);
  EXPECT_EQ(run({"metrics", "check", "--format", "protobuf", old}).exit, 2);
}

TEST_F(metrics_command, a_file_that_cannot_be_read_gets_no_verdict) {
  const auto good = file("good", "a 1\n# EOF\n");
  const auto got = run({"metrics", "check", folder_ / "none", good});
  EXPECT_EQ(got.exit, 1);
  EXPECT_EQ(got.out, good + ": ok\n");
  EXPECT_NE(got.err.find("none"), std::string::npos);
  EXPECT_NE(run({"metrics", "check", folder_}).exit, 0) << "a folder";
}

TEST_F(metrics_command, nothing_to_read_is_a_wrong_command_line) {
  EXPECT_EQ(run({"metrics", "check"}).exit, 2);
  EXPECT_EQ(run({"metrics"}).exit, 2);
  EXPECT_EQ(run({"metrics", "show", "a", "b"}).exit, 2);
  EXPECT_EQ(run({"-o", "csv", "metrics", "show", file("good", "# EOF\n")}).exit, 2);
}

TEST_F(metrics_command, show_prints_nothing_of_an_invalid_body) {
  const auto bad = file("bad", "a 1\na 2\n# EOF\n");
  const auto got = run({"metrics", "show", bad, "-o", "json"});
  EXPECT_EQ(got.exit, 1);
  EXPECT_EQ(got.out, "");
  EXPECT_EQ(got.err.substr(0, bad.size() + 6), bad + ":2:1: ");
}

TEST_F(metrics_command, show_prints_json) {
  const auto got =
      run({"metrics", "show", "-o", "json", file("good", "# TYPE a counter\na_total{b=\"c\"} 3 5 # {} 1\n# EOF")});
  EXPECT_EQ(got.exit, 0);
  EXPECT_EQ(got.out,
            "[\n {\"name\": \"a\", \"type\": \"counter\", \"help\": \"\", \"unit\": \"\", \"samples\": [\n"
            "  {\"name\": \"a_total\", \"labels\": {\"b\": \"c\"}, \"value\": 3, \"timestamp\": 5, "
            "\"exemplar\": {\"labels\": {}, \"value\": 1}}]}\n]\n");
}

TEST_F(metrics_command, bench_times_each_mode_on_the_whole_body) {
  const auto body = file("body", "a{b=\"c\"} 3 5\na{b=\"d\"} NaN\nc 0.5\n# EOF\n");
  const auto got = run({"metrics", "bench", body, "--rounds", "2"});
  EXPECT_EQ(got.exit, 0);
  for (const char* mode : {"full", "strict", "reference"}) {
    const auto line = std::string("{\"mode\": \"") + mode + "\", \"bytes\": 38, \"samples\": 3, \"seconds_min\": ";
    EXPECT_NE(got.out.find(line), std::string::npos) << got.out;
  }
  EXPECT_NE(got.out.find("\"value_sum\": 3.5}"), std::string::npos) << got.out;
  EXPECT_EQ(run({"metrics", "bench", body, "--rounds", "0"}).exit, 2);
  EXPECT_EQ(run({"metrics", "bench", file("bad", "a\n# EOF\n")}).exit, 1);
}

TEST_F(metrics_command, bench_of_several_files_sums_over_those_after_the_first) {
  const auto first = file("first", "a 1 60\n# EOF\n");
  const auto second = file("second", "a 2 120\n# EOF\n");
  const auto third = file("third", "a 40 180\nb 5\n# EOF\n");
  const auto got = run({"metrics", "bench", first, second, third, "--rounds", "2"});
  EXPECT_EQ(got.exit, 0);
  EXPECT_NE(got.out.find("{\"mode\": \"steady\", \"bytes\": 33, \"samples\": 3, "), std::string::npos) << got.out;
  EXPECT_NE(got.out.find("\"value_sum\": 47}"), std::string::npos) << got.out;
}

std::string shown(std::string_view body, shower& to) {
  openmetrics::strict_parser parser;
  EXPECT_TRUE(parser.parse(body, openmetrics::detect_format(body), to));
  return to.finish();
}

TEST(show_json, escapes_and_keeps_numbers) {
  using namespace std::string_view_literals;
  const auto out = shown(
      "a{b=\"\0\\\"\\\\\\n\x1b\x7f\xc2\x9b"
      "é\"} -0\nc NaN\nd -Inf 0.1\n# EOF\n"sv,
      *make_json_shower());
  EXPECT_NE(out.find(R"("b": "\u0000\"\\\n\u001b\u007f\u009bé"}, "value": -0.0})"), std::string::npos) << out;
  EXPECT_NE(out.find(R"("value": "NaN"})"), std::string::npos);
  EXPECT_NE(out.find(R"("value": "-Inf", "timestamp": 0.1})"), std::string::npos);
}

TEST(show_json, is_the_same_whichever_parser_reads_the_body) {
  // Names of families that could clash are left to the reference parser, which the shower hears a second time.
  const std::string_view lines =
      "# HELP b x\\ny\n# TYPE b gauge\nb{c=\"\\\"\"} 1.5 7\n# TYPE e counter\n# UNIT e \n# HELP e \n";
  const auto fast = shown(std::string(lines) + "# EOF\n", *make_json_shower());
  const auto slow =
      shown(std::string(lines) + "# TYPE a counter\n# TYPE a_total counter\n# EOF\n", *make_json_shower());
  EXPECT_EQ(fast.substr(0, fast.size() - 3), slow.substr(0, fast.size() - 3));
}

TEST(show_text, is_safe_on_a_terminal) {
  EXPECT_EQ(shown("# HELP a \x1b[2J\na{b=\"\x1b\"} 1\n# EOF\n", *make_text_shower()),
            "a (unknown, 1 samples)\n  \\x1b[2J\n  a {b=\"\\x1b\"} 1\n");
}

}  // namespace
}  // namespace headroom::cli::metrics
