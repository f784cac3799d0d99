#include "headroom/report/markdown_report.h"

#include <fmt/format.h>

#include "headroom/base/figures.h"
#include "headroom/base/text.h"
#include "headroom/report/report_words.h"
#include "headroom/report/sparkline.h"
#include "headroom/report/window_section.h"

namespace headroom::report {
namespace {

constexpr std::size_t week_columns = 14;

std::string table_of(std::span<const report_row> rows, verdict state) {
  if (rows.empty()) return "";
  std::string out =
      fmt::format("\n## {} ({})\n\n", heading_of(state), with_commas(static_cast<std::int64_t>(rows.size())));
  out += "| Namespace | Last week | APS | Limit | Used | Throttled | Now → advised | $/month | Why |\n";
  out += "|---|---|---:|---:|---:|---:|---|---:|---|\n";
  for (const report_row& row : rows) {
    out += fmt::format("| {} | {} | {} | {} | {} | {} | {} | {} | {} |\n", markdown_text(row.id.value()),
                       row.week ? sparkline_text(*row.week, week_columns, row.limit_aps) : "", load_text(row),
                       limit_text(row), used_text(row), markdown_text(throttled_text(row)), advice_text(row),
                       change_text(row), markdown_text(row.reason));
  }
  return out;
}

}  // namespace

std::string markdown_text(std::string_view text) {
  std::string out;
  for (const char c : escape_for_terminal(text)) {
    if (c == '<') {
      out += "&lt;";
    } else if (c == '&') {
      out += "&amp;";
    } else {
      if (std::string_view("\\`*_[]|#~>!").contains(c)) out += '\\';
      out += c;
    }
  }
  return out;
}

std::string markdown_report(const account_report& report) {
  std::string out = fmt::format("# {}\n\n{}\n", markdown_text(title_of(report)), markdown_text(states_line(report)));
  if (const std::string money = money_line(report); !money.empty()) out += fmt::format("\n{}\n", markdown_text(money));
  for (const verdict state :
       {verdict::throttled, verdict::near_limit, verdict::overpaying, verdict::fine, verdict::unknown}) {
    out += table_of(rows_in(report.rows, state), state);
  }
  out += window_markdown(report);
  const auto notes = notes_of(report);
  if (!notes.empty()) out += '\n';
  for (const std::string& note : notes) out += fmt::format("- {}\n", markdown_text(note));
  return out;
}

}  // namespace headroom::report
