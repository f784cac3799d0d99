#include "headroom/cli/backtest/command_backtest.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "headroom/backtest/contender.h"
#include "headroom/cli/backtest/tests/trace_files.h"
#include "headroom/cli/tests/command_run.h"
#include "headroom/json/json.h"

namespace headroom::cli::backtest {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

command_outcome run(std::vector<std::string> words, output_format output = output_format::json) {
  return run_command(add_backtest, "backtest", std::move(words), output);
}

double bursty(std::int64_t m) { return m % 60 < 8 && m / 60 % 3 == 0 ? 1700.0 + static_cast<double>(m % 7) : 120.0; }
constexpr std::int64_t nine_days = 9 * 1440;

TEST(backtest_command, prints_an_object_for_each_trace_and_policy_in_the_order_given) {
  const temporary_folder folder;
  const auto a = folder.write("a.csv", trace_csv(nine_days, bursty));
  const auto b = folder.write("b.csv.gz", gzip(trace_csv(nine_days, [](std::int64_t) { return 30.0; })));
  const auto [exit, out, err] = run({"--trace", b, a, "--policy", "original:every=15", "--policy", "on-demand"});
  EXPECT_EQ(exit, 0);
  EXPECT_EQ(err, "");
  const auto rows = json::parse(out);
  ASSERT_EQ(rows.size(), 4U);
  const std::vector<std::pair<std::string, std::string>> expected{
      {"b", "original:every=15"}, {"b", "on-demand"}, {"a", "original:every=15"}, {"a", "on-demand"}};
  for (std::size_t i = 0; i < rows.size(); ++i) {
    EXPECT_EQ(rows[i]["trace"], expected[i].first);
    EXPECT_EQ(rows[i]["policy"], expected[i].second);
    EXPECT_EQ(rows[i]["scored_hours"], 48);
    EXPECT_EQ(rows[i]["lag_minutes"], 3);
    EXPECT_TRUE(rows[i]["decisions"].is_null());
  }
  EXPECT_DOUBLE_EQ(rows[0]["actions"].get<double>(), 30.0 * 3600 * 48);
  EXPECT_DOUBLE_EQ(rows[0]["score"].get<double>(), 1);
  EXPECT_GT(rows[3]["score"].get<double>(), 1);
}

TEST(backtest_command, runs_every_policy_when_none_is_named) {
  const temporary_folder folder;
  const auto a = folder.write("a.csv", trace_csv(nine_days, bursty));
  const auto rows = json::parse(run({"--trace", a}).out);
  const auto names = headroom::backtest::contender_names();
  ASSERT_EQ(rows.size(), names.size());
  for (std::size_t i = 0; i < rows.size(); ++i) EXPECT_EQ(rows[i]["policy"], names[i]);
}

TEST(backtest_command, gives_the_same_bytes_for_any_number_of_threads) {
  const temporary_folder folder;
  std::vector<std::string> words{"--trace"};
  for (int i = 0; i < 4; ++i) {
    words.push_back(folder.write(fmt::format("t{}.csv", i), trace_csv(nine_days, [&](std::int64_t m) {
                                   return bursty(m + 13 * i) * (1 + 0.1 * i);
                                 })));
  }
  for (const auto output : {output_format::text, output_format::json, output_format::jsonl, output_format::csv,
                            output_format::markdown, output_format::html}) {
    auto one = words, many = words;
    one.insert(one.end(), {"--threads", "1", "--decisions", folder.file("one")});
    many.insert(many.end(), {"--threads", "7", "--decisions", folder.file("one")});
    EXPECT_EQ(run(one, output).out, run(many, output).out);
  }
}

TEST(backtest_command, writes_the_decisions_of_each_policy) {
  const temporary_folder folder;
  const auto a = folder.write("a.csv", trace_csv(nine_days, bursty));
  const auto made = folder.file("new/decisions");
  const auto rows =
      json::parse(run({"--trace", a, "--decisions", made, "--policy", "on-demand", "--policy", "peak"}).out);
  EXPECT_EQ(rows[0]["decisions"], made + "/a.on-demand.csv");
  EXPECT_EQ(read_all(made + "/a.on-demand.csv"), "minute,mode,trus\n");
  EXPECT_EQ(read_all(made + "/a.peak.csv"), "minute,mode,trus\n2026-01-04T23:58:00Z,provisioned,4\n");
  const auto tracked = json::parse(run({"--trace", a, "--decisions", made, "--policy", "target-tracking"}).out);
  EXPECT_THAT(read_all(tracked[0]["decisions"]), HasSubstr("Z,on_demand,\n"));
}

TEST(backtest_command, scales_every_load_once) {
  const temporary_folder folder;
  const auto a = folder.write("a.csv", trace_csv(nine_days, bursty));
  const auto once = json::parse(run({"--trace", a, "--policy", "on-demand"}).out);
  const auto twice = json::parse(run({"--trace", a, "--policy", "on-demand", "--scale", "2"}).out);
  EXPECT_DOUBLE_EQ(twice[0]["actions"].get<double>(), 2 * once[0]["actions"].get<double>());
  EXPECT_EQ(twice[0]["scale"], 2.0);
  EXPECT_EQ(run({"--trace", a, "--scale", "2", "--scale", "3"}).exit, 2);
}

TEST(backtest_command, refuses_a_wrong_command_line) {
  const temporary_folder folder;
  const auto a = folder.write("a.csv", trace_csv(60, bursty));
  const auto same_name = folder.write("a.csv.gz", "");
  EXPECT_EQ(run({}).exit, 2);
  for (const auto& words : std::vector<std::vector<std::string>>{{"--trace"},
                                                                 {"--trace", a, "--scale", "0"},
                                                                 {"--trace", a, "--scale", "nan"},
                                                                 {"--trace", a, "--lag-minutes", "-1"},
                                                                 {"--trace", a, "--actuation-minutes", "1.5"},
                                                                 {"--trace", a, "--threads", "0"},
                                                                 {"--trace", a, "--throttle-cost", "-1"},
                                                                 {"--trace", a, "--no-such-flag"}}) {
    EXPECT_EQ(run(words).exit, 2) << words.back();
  }
  const auto twice = run({"--trace", a, "--trace", same_name});
  EXPECT_EQ(twice.exit, 2);
  EXPECT_THAT(twice.err, HasSubstr("two traces named 'a'"));
  const auto unknown = run({"--trace", a, "--policy", "headrom"});
  EXPECT_EQ(unknown.exit, 2);
  EXPECT_EQ(unknown.out, "");
  EXPECT_THAT(unknown.err, HasSubstr("expected one of: headroom, original, on-demand, peak, target-tracking, vpa, "
                                     "autopilot-window, hindsight, week-plan; did you mean 'headroom'?"));
}

TEST(backtest_command, leaves_out_a_trace_that_cannot_be_read_and_does_the_others) {
  const temporary_folder folder;
  const auto good = folder.write("good.csv", trace_csv(nine_days, bursty));
  const auto bad = folder.write("bad.csv", "minute,actions_per_second\n2026-01-05T00:00:00Z,-4\n");
  const auto some = run({"--trace", bad, good, "--policy", "on-demand"});
  EXPECT_EQ(some.exit, 3);
  EXPECT_EQ(some.err, bad + ":2: saw '-4', expected actions per second, a number from 0 to 1e12\n");
  const auto rows = json::parse(some.out);
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(rows[0]["trace"], "good");
  const auto none = run({"--trace", bad});
  EXPECT_EQ(none.exit, 1);
  EXPECT_EQ(json::parse(none.out), json::array());
}

TEST(backtest_command, says_null_when_there_is_nothing_to_score) {
  const temporary_folder folder;
  const auto a = folder.write("a.csv", trace_csv(3 * 1440, bursty));
  const auto short_trace = run({"--trace", a, "--policy", "target-tracking", "--decisions", folder.file("d")});
  EXPECT_EQ(short_trace.exit, 3);
  const auto rows = json::parse(short_trace.out);
  EXPECT_EQ(rows[0]["scored_hours"], 0);
  for (const char* key : {"actions", "billed_actions", "throttled_actions", "optimum_actions", "score",
                          "throttled_minutes_pct", "idle_premium_pct", "changes_per_day"}) {
    ASSERT_TRUE(rows[0].contains(key)) << key;
    EXPECT_TRUE(rows[0][key].is_null()) << key;
  }
  EXPECT_THAT(read_all(folder.file("d/a.target-tracking.csv")), HasSubstr("provisioned"));
  EXPECT_THAT(run({"--trace", a}, output_format::text).out, HasSubstr("nothing to score"));
}

TEST(backtest_command, does_not_fail_on_gaps) {
  const temporary_folder folder;
  auto csv = trace_csv(nine_days, bursty);
  const auto from = csv.find("2026-01-13T05:10"), to = csv.find("2026-01-13T08:20");
  csv.erase(from, to - from);
  const auto gaps = run({"--trace", folder.write("a.csv", csv), "--policy", "on-demand"});
  EXPECT_EQ(gaps.exit, 0);
  EXPECT_EQ(json::parse(gaps.out)[0]["scored_hours"], 48 - 3);
}

TEST(backtest_command, prints_tables_for_people_and_programs) {
  const temporary_folder folder;
  const auto a = folder.write("a.csv", trace_csv(nine_days, bursty));
  const auto b = folder.write("b.csv", trace_csv(nine_days, bursty));
  const std::vector<std::string> words{"--trace", a, b, "--policy", "on-demand", "--policy", "hindsight"};
  EXPECT_THAT(run(words, output_format::text).out, HasSubstr("All traces: 2"));
  EXPECT_THAT(run(words, output_format::markdown).out, HasSubstr("| hindsight | 1.000 |"));
  EXPECT_THAT(run(words, output_format::html).out, StartsWith("<!DOCTYPE html>"));
  EXPECT_THAT(run(words, output_format::csv).out, StartsWith("trace,policy,scale,"));
  const auto lines = run(words, output_format::jsonl).out;
  EXPECT_EQ(std::count(lines.begin(), lines.end(), '\n'), 4);
  EXPECT_EQ(json::parse(lines.substr(0, lines.find('\n')))["trace"], "a");
  EXPECT_EQ(run(words, output_format::none).out, "");
}

}  // namespace
}  // namespace headroom::cli::backtest
