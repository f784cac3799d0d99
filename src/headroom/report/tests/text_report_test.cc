#include "headroom/report/text_report.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "report_sample.h"

#include "headroom/base/rng.h"
#include "headroom/base/text.h"
#include "headroom/report/display_width.h"
#include "headroom/report/sparkline.h"

namespace headroom::report {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

std::vector<std::string> lines_of(std::string_view text) { return split_list(text, '\n'); }

TEST(text_report, never_exceeds_the_terminal) {
  auto report = sample_account().report();
  report.rows.front().id =
      namespace_id("a-very-long-name-that-goes-on-and-on-for-a-hundred-columns-and-more-日本語.a1b2c");
  for (std::size_t columns = 60; columns <= 220; ++columns) {
    for (const std::string& line : lines_of(text_report(report, {.columns = columns}))) {
      EXPECT_LE(display_width(line), columns) << line;
    }
  }
}

TEST(text_report, colours_change_no_letter_and_no_column) {
  const auto report = sample_account().report();
  std::string coloured = text_report(report, {.colours = colour_use::on, .columns = 150});
  EXPECT_THAT(coloured, HasSubstr("\x1b[1;31mThrottled"));
  std::string stripped;
  for (std::size_t i = 0; i < coloured.size(); ++i) {
    if (coloured[i] == '\x1b') {
      i = coloured.find('m', i);
    } else {
      stripped += coloured[i];
    }
  }
  EXPECT_EQ(stripped, text_report(report, {.columns = 150}));
}

TEST(text_report, lets_no_name_or_reason_speak_to_the_terminal) {
  auto report = sample_account().report();
  const std::string bad = "x\x1b]0;owned\x07\r\n\xe2\x80\xae\x9b";
  for (report_row& row : report.rows) {
    row.id = namespace_id(bad);
    row.brief = row.reason = bad;
  }
  report.account = bad;
  report.warnings = {bad};
  report.left_out = {{namespace_id(bad), bad}};
  for (const std::size_t columns : {0, 60, 160}) {
    const std::string text = text_report(report, {.columns = columns});
    EXPECT_EQ(text.find_first_of("\x1b\x07\r"), std::string::npos);
    EXPECT_THAT(text, Not(HasSubstr("\xe2\x80\xae")));
  }
}

TEST(text_report, counts_the_calm_rows_that_it_does_not_show) {
  const std::string text = text_report(sample_account().report(), {.columns = 150, .calm_rows_max = 1});
  EXPECT_THAT(text, HasSubstr("and 3 more"));
  EXPECT_THAT(text, Not(HasSubstr("idle-sandbox")));
  EXPECT_THAT(text, HasSubstr("half-seen")) << "only fine rows are left out";
}

TEST(text_report, shows_the_options_of_a_single_namespace) {
  auto sample = sample_account();
  std::erase_if(sample.account.namespaces, [](const auto& s) { return s.id.value() != "nightly-batch.a1b2c"; });
  const std::string text = text_report(sample.report(), {.columns = 100});
  EXPECT_THAT(text, HasSubstr("CHOICE"));
  EXPECT_THAT(text, HasSubstr("On-Demand       500"));
  EXPECT_THAT(text, HasSubstr("low      advised\n"));
}

TEST(text_report, has_words_for_an_empty_account) { EXPECT_EQ(text_report({}, {}), "headroom\n\nNo namespaces.\n"); }

TEST(display_width, counts_columns_and_not_bytes) {
  EXPECT_EQ(display_width("größe"), 5U);
  EXPECT_EQ(display_width("日本"), 4U);
  EXPECT_EQ(display_width("e\u0301"), 1U) << "a combining accent";
  EXPECT_EQ(display_width("▁█→…"), 4U);
  EXPECT_EQ(display_width("🚀"), 2U);
}

TEST(cutting, never_exceeds_and_keeps_what_fits) {
  EXPECT_EQ(cut_end("orders", 6), "orders");
  EXPECT_EQ(cut_end("orders-prod", 7), "orders…");
  EXPECT_EQ(cut_middle("orders-prod.a1b2c", 9), "orde…1b2c");
  EXPECT_EQ(cut_end("日本語", 4), "日…");
  EXPECT_EQ(cut_middle("abc", 0), "");
  rng random(3);
  constexpr std::string_view pieces[] = {"a", "é", "日", "\u0301", " ", "-"};
  for (int i = 0; i < 2'000; ++i) {
    std::string text;
    for (std::uint64_t n = random.below(20); n > 0; --n) text += pieces[random.below(6)];
    const std::size_t columns = random.below(24);
    EXPECT_LE(display_width(cut_end(text, columns)), columns) << text;
    EXPECT_LE(display_width(cut_middle(text, columns)), columns) << text;
    for (const std::string& line : wrap(text, columns + 1)) EXPECT_LE(display_width(line), columns + 1) << text;
  }
}

TEST(wrapping, breaks_at_blanks) {
  EXPECT_THAT(wrap("one two three", 7), ElementsAre("one two", "three"));
  EXPECT_THAT(wrap("one two", 0), ElementsAre("one two"));
  EXPECT_THAT(wrap("", 5), ElementsAre(""));
  EXPECT_THAT(wrap("abcdefgh", 4), ElementsAre("abc…"));
}

TEST(sparkline, never_loses_a_peak_and_leaves_gaps_blank) {
  load_history history;
  history.peak_aps.assign(168, 1.0);
  history.peak_aps[99] = 80;
  EXPECT_THAT(sparkline_text(history, 28), HasSubstr("█"));
  EXPECT_EQ(squeeze(history, 28)[16], 80);
  history.peak_aps = {0.0, std::nullopt, 4.0, 8.0};
  EXPECT_EQ(sparkline_text(history, 28), "▁ ▅█");
  EXPECT_EQ(sparkline_text(history, 2), "▁█");
  EXPECT_EQ(sparkline_text(history, 28, 500), "▁ ▂▃") << "against a twentieth of a limit of 500";
  history.peak_aps = {0.0, 0.0};
  EXPECT_EQ(sparkline_text(history, 2), "▁▁");
  history.peak_aps.clear();
  EXPECT_EQ(sparkline_text(history, 28), "");
}

}  // namespace
}  // namespace headroom::report
