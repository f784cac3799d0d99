#include "headroom/report/window_section.h"

#include <gtest/gtest.h>

#include "report_sample.h"

#include "headroom/report/csv_report.h"
#include "headroom/report/html_report.h"
#include "headroom/report/json_report.h"
#include "headroom/report/markdown_report.h"
#include "headroom/report/text_report.h"

namespace headroom::report {
namespace {

load_window sample_window() {
  load_window out{.minutes = 10'080, .known_minutes = 9'072};
  out.peak_aps = 1'850.5;
  out.peak_minute = sample_minute;
  out.mean_aps = 400;
  out.p50_aps = 350;
  out.p90_aps = 900;
  out.p99_aps = 1'500;
  out.throttled_minutes = {12, std::nullopt, 40};
  out.growth_per_week = 0.123;
  return out;
}

TEST(window_section, is_not_there_when_no_window_was_asked_for) {
  const auto report = sample_account().report();
  EXPECT_EQ(window_text(report, colour_use::off) + window_markdown(report) + window_html(report) +
                window_csv_header(report) + window_csv_cells(report, report.rows.front()),
            "");
}

TEST(window_section, says_the_same_in_every_format) {
  auto report = sample_account().report();
  report.rows.front().window = sample_window();
  for (const auto& text : {text_report(report, {}), markdown_report(report), html_report(report)}) {
    for (const char* part :
         {"The last 7 days", "350", "900", "1,500", "1,851", "11-24 07:00", "40 min (operations)", "+12 %", "90 %"}) {
      std::string plain = text;
      std::erase(plain, '\\');  // Markdown escapes
      EXPECT_NE(plain.find(part), std::string::npos) << part << " in\n" << text;
    }
  }
  const std::string csv = csv_report(report);
  EXPECT_NE(csv.find(",reason,window_minutes,"), std::string::npos);
  EXPECT_NE(csv.find(",10080,9072,1850.5,2026-11-24T07:00:00Z,400,350,900,1500,12,,40,0.123\r\n"), std::string::npos)
      << csv;
  const auto commas = [](std::string_view line) { return std::ranges::count(line, ','); };
  EXPECT_EQ(commas(window_csv_header(report)), commas(window_csv_cells(report, report.rows.front())));
  EXPECT_EQ(commas(window_csv_header(report)), commas(window_csv_cells(report, report.rows.back())));
}

TEST(window_section, is_a_member_of_its_namespace_in_json) {
  const auto advice = sample_account().advice();
  const window_map windows{{advice.front().seen.id, sample_window()}};
  const auto whole = parse_json(json_report(advice, windows), "report");
  ASSERT_TRUE(whole) << whole.error().message;
  ASSERT_EQ(whole->size(), advice.size());
  const auto& window = (*whole)[0]["window"];
  EXPECT_EQ(window["peak_aps"], 1'850.5);
  EXPECT_EQ(window["peak_minute"], "2026-11-24T07:00:00Z");
  EXPECT_EQ(window["throttled_minutes"]["operations"], 40);
  EXPECT_FALSE(window["throttled_minutes"].contains("requests")) << "unknown figures are left out";
  EXPECT_FALSE((*whole)[1].contains("window"));
  const std::string lines = jsonl_report(advice, windows);
  EXPECT_EQ(std::ranges::count(lines, '\n'), static_cast<std::ptrdiff_t>(advice.size()));
  EXPECT_NE(lines.find("\"window\""), std::string::npos);
}

TEST(window_section, unknown_figures_are_dashes) {
  auto report = sample_account().report();
  report.rows.front().window = load_window{.minutes = 60};
  const std::string text = window_text(report, colour_use::off);
  EXPECT_NE(text.find("The last hour"), std::string::npos) << text;
  EXPECT_NE(text.find(" - "), std::string::npos) << text;
}

}  // namespace
}  // namespace headroom::report
