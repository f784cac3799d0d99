#include "headroom/cli/backtest/table.h"

#include <algorithm>
#include <fmt/format.h>
#include <string_view>

#include "headroom/base/text.h"

namespace headroom::cli::backtest {
namespace {

using cells = std::vector<std::string>;

std::vector<std::size_t> widths_of(const table& t) {
  std::vector<std::size_t> out(t.header.size(), 0);
  const auto widen = [&](const cells& row) {
    for (std::size_t c = 0; c < row.size(); ++c) out[c] = std::max(out[c], escape_for_terminal(row[c]).size());
  };
  widen(t.header);
  for (const auto& row : t.rows) widen(row);
  return out;
}

std::string text_line(const cells& row, const std::vector<std::size_t>& widths, std::size_t text_columns) {
  std::string out;
  for (std::size_t c = 0; c < row.size(); ++c) {
    if (c > 0) out += "  ";
    const auto cell = escape_for_terminal(row[c]);
    out += c < text_columns ? fmt::format("{:<{}}", cell, widths[c]) : fmt::format("{:>{}}", cell, widths[c]);
  }
  out.erase(out.find_last_not_of(' ') + 1);
  return out + "\n";
}

std::string replaced(std::string_view text, std::string_view letters, const std::vector<std::string_view>& by) {
  std::string out;
  for (const char c : text) {
    const auto at = letters.find(c);
    if (at == std::string_view::npos) {
      out += c;
    } else {
      out += by[at];
    }
  }
  return out;
}

std::string html_text(std::string_view text) {
  return replaced(escape_for_terminal(text), "&<>\"", {"&amp;", "&lt;", "&gt;", "&quot;"});
}

std::string markdown_line(const cells& row) {
  std::string out = "|";
  for (const auto& cell : row) out += " " + replaced(escape_for_terminal(cell), "|", {"\\|"}) + " |";
  return out + "\n";
}

std::string html_row(const cells& row, std::string_view tag, std::size_t text_columns) {
  std::string out = "  <tr>";
  for (std::size_t c = 0; c < row.size(); ++c) {
    const std::string_view align = c < text_columns ? "left" : "right";
    out += fmt::format("<{0} style=\"text-align:{1}\">{2}</{0}>", tag, align, html_text(row[c]));
  }
  return out + "</tr>\n";
}

std::string csv_cell(std::string_view cell) {
  if (cell.find_first_of(",\"\r\n") == std::string_view::npos) return std::string(cell);
  return "\"" + replaced(cell, "\"", {"\"\""}) + "\"";
}

std::string csv_line(const cells& row) {
  std::string out;
  for (std::size_t c = 0; c < row.size(); ++c) out += (c > 0 ? "," : "") + csv_cell(row[c]);
  return out + "\r\n";
}

}  // namespace

std::string as_text(const table& t) {
  const auto widths = widths_of(t);
  std::string out = escape_for_terminal(t.title) + "\n" + text_line(t.header, widths, t.text_columns);
  for (const auto& row : t.rows) out += text_line(row, widths, t.text_columns);
  return out;
}

std::string as_markdown(const table& t) {
  std::string out = "**" + escape_for_terminal(t.title) + "**\n\n" + markdown_line(t.header) + "|";
  for (std::size_t c = 0; c < t.header.size(); ++c) out += c < t.text_columns ? "---|" : "---:|";
  out += "\n";
  for (const auto& row : t.rows) out += markdown_line(row);
  return out;
}

std::string as_html(const table& t) {
  std::string out = fmt::format("<table>\n  <caption>{}</caption>\n", html_text(t.title));
  out += html_row(t.header, "th", t.text_columns);
  for (const auto& row : t.rows) out += html_row(row, "td", t.text_columns);
  return out + "</table>\n";
}

std::string as_csv(const table& t) {
  std::string out = csv_line(t.header);
  for (const auto& row : t.rows) out += csv_line(row);
  return out;
}

}  // namespace headroom::cli::backtest
