#include "headroom/cli/backtest/table.h"

#include <algorithm>
#include <fmt/format.h>
#include <string_view>

#include "headroom/report/display_width.h"
#include "headroom/report/html_text.h"

namespace headroom::cli::backtest {
namespace {

using cells = std::vector<std::string>;

// Of a terminal's columns; the cells are safe to show.
std::vector<std::size_t> widths_of(const table& t) {
  std::vector<std::size_t> out(t.header.size(), 0);
  const auto widen = [&](const cells& row) {
    for (std::size_t c = 0; c < row.size(); ++c) out[c] = std::max(out[c], report::display_width(row[c]));
  };
  widen(t.header);
  for (const auto& row : t.rows) widen(row);
  return out;
}

std::string text_line(const cells& row, const std::vector<std::size_t>& widths, std::size_t text_columns) {
  std::string out;
  for (std::size_t c = 0; c < row.size(); ++c) {
    if (c > 0) out += "  ";
    out += c < text_columns ? report::pad_right(row[c], widths[c]) : report::pad_left(row[c], widths[c]);
  }
  out.erase(out.find_last_not_of(' ') + 1);
  return out + "\n";
}

std::string markdown_line(const cells& row) {
  std::string out = "|";
  for (const auto& cell : row) {
    out += ' ';
    for (const char c : cell) out += c == '|' ? std::string("\\|") : std::string(1, c);
    out += " |";
  }
  return out + "\n";
}

std::string html_row(const cells& row, std::string_view tag, std::size_t text_columns) {
  std::string out = "  <tr>";
  for (std::size_t c = 0; c < row.size(); ++c) {
    const std::string_view align = c < text_columns ? "left" : "right";
    out += fmt::format("<{0} style=\"text-align:{1}\">{2}</{0}>", tag, align, report::html_text(row[c]));
  }
  return out + "</tr>\n";
}

}  // namespace

std::string as_text(const table& t) {
  const auto widths = widths_of(t);
  std::string out = t.title + "\n" + text_line(t.header, widths, t.text_columns);
  for (const auto& row : t.rows) out += text_line(row, widths, t.text_columns);
  return out;
}

std::string as_markdown(const table& t) {
  std::string out = "**" + t.title + "**\n\n" + markdown_line(t.header) + "|";
  for (std::size_t c = 0; c < t.header.size(); ++c) out += c < t.text_columns ? "---|" : "---:|";
  out += "\n";
  for (const auto& row : t.rows) out += markdown_line(row);
  return out;
}

std::string as_html(const table& t) {
  std::string out = fmt::format("<table>\n  <caption>{}</caption>\n", report::html_text(t.title));
  out += html_row(t.header, "th", t.text_columns);
  for (const auto& row : t.rows) out += html_row(row, "td", t.text_columns);
  return out + "</table>\n";
}

}  // namespace headroom::cli::backtest
