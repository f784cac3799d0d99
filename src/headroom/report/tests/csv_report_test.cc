#include "headroom/report/csv_report.h"

#include <gtest/gtest.h>
#include <string>
#include <vector>

#include "report_sample.h"

#include "headroom/base/rng.h"

namespace headroom::report {
namespace {

using record = std::vector<std::string>;

// RFC 4180 read strictly: any slip of the writer is a failure here.
std::vector<record> parse_csv(std::string_view text) {
  std::vector<record> out;
  record line(1);
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const char next = i + 1 < text.size() ? text[i + 1] : '\0';
    if (quoted) {
      if (c == '"' && next == '"') {
        line.back() += c;
        ++i;
      } else if (c == '"') {
        quoted = false;
        EXPECT_TRUE(next == ',' || next == '\r') << "after a closing quote";
      } else {
        line.back() += c;
      }
    } else if (c == '"') {
      EXPECT_TRUE(line.back().empty()) << "a quote inside a bare cell";
      quoted = true;
    } else if (c == ',') {
      line.emplace_back();
    } else if (c == '\r') {
      EXPECT_EQ(next, '\n');
      out.push_back(std::exchange(line, record(1)));
      ++i;
    } else {
      EXPECT_NE(c, '\n') << "a bare line feed";
      line.back() += c;
    }
  }
  EXPECT_FALSE(quoted);
  EXPECT_EQ(line, record(1)) << "the last line ends too";
  return out;
}

TEST(csv_report, holds_a_row_of_equal_length_for_every_namespace) {
  const auto report = sample_account().report();
  const auto records = parse_csv(csv_report(report));
  ASSERT_EQ(records.size(), report.rows.size() + 1);
  for (const record& r : records) EXPECT_EQ(r.size(), records.front().size());
  EXPECT_EQ(records[1].front(), report.rows.front().id.value());
}

TEST(csv_report, reads_back_whatever_names_and_reasons_hold) {
  rng random(4180);
  constexpr std::string_view alphabet = "ab,\"\r\n;'=\t\xc3\xa9 -";
  for (int i = 0; i < 500; ++i) {
    account_report report;
    report_row row;
    std::string name, reason;
    for (std::uint64_t n = random.below(12); n > 0; --n) name += alphabet[random.below(alphabet.size())];
    for (std::uint64_t n = random.below(12); n > 0; --n) reason += alphabet[random.below(alphabet.size())];
    row.id = namespace_id(name);
    row.reason = reason;
    report.rows = {row};
    const auto records = parse_csv(csv_report(report));
    ASSERT_EQ(records.size(), 2U);
    EXPECT_EQ(records[1].front(), name);
    EXPECT_EQ(records[1].back(), reason);
  }
}

TEST(csv_report, leaves_unknown_figures_empty) {
  account_report report;
  report.rows = {report_row{.id = namespace_id("a.b")}};
  EXPECT_EQ(parse_csv(csv_report(report))[1],
            (record{"a.b", "unknown", "", "", "", "", "unknown", "", "unknown", "", "", "", "unknown", ""}));
}

TEST(csv_report, guards_formulas_only_when_asked) {
  for (const std::string text : {"=1+2", "+cmd", "-2", "@SUM(A1)", "\tx"}) {
    EXPECT_EQ(csv_cell(text), text);
    EXPECT_EQ(csv_cell(text, formula_guard::on), "'" + text);
  }
  EXPECT_EQ(csv_cell("=a,b", formula_guard::on), "\"'=a,b\"");
  EXPECT_EQ(csv_cell("orders-prod", formula_guard::on), "orders-prod");
}

}  // namespace
}  // namespace headroom::report
