#include "headroom/report/html_report.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "report_sample.h"

#include "headroom/report/html_text.h"
#include "headroom/report/markdown_report.h"

namespace headroom::report {
namespace {

using testing::HasSubstr;
using testing::Not;

account_report hostile() {
  const std::string bad = "<script>alert('x')</script>\"onload=\"&\x1b[31m\xe2\x80\xae";
  auto report = sample_account().report();
  for (report_row& row : report.rows) {
    row.id = namespace_id(bad);
    row.reason = row.brief = bad;
  }
  report.account = report.policy = report.price_note = bad;
  report.warnings = {bad};
  report.left_out = {{namespace_id(bad), bad}};
  return report;
}

std::size_t count_of(std::string_view text, std::string_view part) {
  std::size_t count = 0;
  for (auto at = text.find(part); at != std::string_view::npos; at = text.find(part, at + part.size())) ++count;
  return count;
}

TEST(html_report, escapes_every_text_from_outside) {
  const std::string page = html_report(hostile());
  EXPECT_THAT(page, Not(HasSubstr("<script")));
  EXPECT_THAT(page, Not(HasSubstr("\"onload")));
  EXPECT_EQ(page.find('\x1b'), std::string::npos);
  EXPECT_THAT(page, Not(HasSubstr("\xe2\x80\xae"))) << "no direction override";
  EXPECT_THAT(page, HasSubstr("&lt;script&gt;alert(&#39;x&#39;)"));
}

TEST(html_report, needs_nothing_from_elsewhere) {
  const std::string page = html_report(sample_account().report());
  for (const std::string_view part : {"http://", "https://", "src=", "@import", "url(", "<link", "<script", "href="}) {
    EXPECT_THAT(page, Not(HasSubstr(std::string(part))));
  }
  EXPECT_THAT(page, HasSubstr("default-src 'none'"));
}

TEST(html_report, says_language_headings_and_cells_to_screen_readers) {
  const auto report = sample_account().report();
  const std::string page = html_report(report);
  EXPECT_THAT(page, HasSubstr("<html lang=\"en\">"));
  EXPECT_EQ(count_of(page, "<h1>"), 1U);
  EXPECT_EQ(count_of(page, "<th scope=\"row\">"), report.rows.size());
  EXPECT_EQ(count_of(page, "<caption>"), 5U);
  EXPECT_EQ(count_of(page, "<svg"), count_of(page, "<title>Hourly peaks"));
}

TEST(html_report, closes_what_it_opens) {
  const std::string page = html_report(sample_account().report());
  for (const std::string tag :
       {"html", "head", "body", "main", "table", "thead", "tbody", "tr", "ul", "li", "svg", "p", "div", "style"}) {
    const auto opened = count_of(page, "<" + tag + ">") + count_of(page, "<" + tag + " ");
    EXPECT_EQ(opened, count_of(page, "</" + tag + ">")) << tag;
  }
}

TEST(html_text, keeps_letters_and_makes_entities) {
  EXPECT_EQ(html_text("größe & <b>\"'"), "größe &amp; &lt;b&gt;&quot;&#39;");
  EXPECT_EQ(html_text("a\nb\x80"), "a\\nb\\x80");
}

TEST(markdown_report, keeps_one_row_a_line_and_escapes_its_marks) {
  const std::string page = markdown_report(hostile());
  EXPECT_THAT(page, Not(HasSubstr("<script")));
  EXPECT_EQ(page.find('\x1b'), std::string::npos);
  EXPECT_EQ(markdown_text("a|b*c_d`e<f\n"), "a\\|b\\*c\\_d\\`e&lt;f\\\\n");
  const auto report = sample_account().report();
  std::size_t rows = 0;
  const std::string good = markdown_report(report);
  for (const auto& row : report.rows) rows += count_of(good, "| " + markdown_text(row.id.value()) + " |");
  EXPECT_EQ(rows, report.rows.size());
}

}  // namespace
}  // namespace headroom::report
