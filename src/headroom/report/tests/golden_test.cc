#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <iterator>

#include "report_sample.h"

#include "headroom/report/csv_report.h"
#include "headroom/report/html_report.h"
#include "headroom/report/json_report.h"
#include "headroom/report/markdown_report.h"
#include "headroom/report/text_report.h"

namespace headroom::report {
namespace {

// Compares with tests/golden/NAME; HEADROOM_UPDATE_GOLDEN=1 writes it instead, for a look at the difference in git.
void expect_golden(const std::string& name, const std::string& text) {
  const auto path = std::filesystem::path(HEADROOM_SOURCE_DIR) / "src/headroom/report/tests/golden" / name;
  if (std::getenv("HEADROOM_UPDATE_GOLDEN")) {
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << text;
  }
  std::ifstream in(path, std::ios::binary);
  ASSERT_TRUE(in) << path << " is missing: run with HEADROOM_UPDATE_GOLDEN=1";
  const std::string golden{std::istreambuf_iterator<char>(in), {}};
  EXPECT_EQ(text, golden) << "HEADROOM_UPDATE_GOLDEN=1 accepts the change";
}

TEST(golden, every_format_of_one_report) {
  const sample_account sample;
  const auto report = sample.report();
  const auto advice = sample.advice();
  expect_golden("wide.txt", text_report(report, {.columns = 170}));
  expect_golden("colours.txt", text_report(report, {.colours = colour_use::on, .columns = 140}));
  expect_golden("narrow.txt", text_report(report, {.columns = 80, .calm_rows_max = 2}));
  expect_golden("report.csv", csv_report(report));
  expect_golden("report.md", markdown_report(report));
  expect_golden("report.html", html_report(report));
  expect_golden("full.json", json_report(advice));
  std::vector<namespace_recommendation> rows;
  for (const auto& r : advice) rows.push_back(to_namespace_recommendation(r));
  expect_golden("wire.jsonl", jsonl_report(rows));
  expect_golden("of_the_workflows_rows.txt", text_report(make_report(rows, "headroom"), {.columns = 140}));
}

}  // namespace
}  // namespace headroom::report
