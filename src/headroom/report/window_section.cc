#include "headroom/report/window_section.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <vector>

#include "headroom/base/figures.h"
#include "headroom/base/text.h"
#include "headroom/report/display_width.h"
#include "headroom/report/html_text.h"
#include "headroom/report/markdown_report.h"

namespace headroom::report {
namespace {

constexpr std::array<limit_kind, 3> kinds{limit_kind::actions, limit_kind::requests, limit_kind::operations};
constexpr std::size_t columns = 10;
constexpr std::array<const char*, columns> headings{"Namespace", "p50",  "p90",       "p99",    "Peak",
                                                    "Peak at",   "Mean", "Throttled", "Growth", "Known"};
constexpr bool is_text(std::size_t column) { return column == 0 || column == 5; }

using cells = std::array<std::string, columns>;

std::string rate(const std::optional<double>& aps) { return aps ? rate_text(*aps) : "-"; }

// "12 min"; of the limit that turned work away in most minutes, named unless it is that of actions.
std::string throttled_text(const load_window& window) {
  std::optional<std::int64_t> most;
  limit_kind of = limit_kind::actions;
  for (const limit_kind kind : kinds) {
    const auto minutes = window.throttled(kind);
    if (!minutes || (most && *minutes <= *most)) continue;
    most = minutes;
    of = kind;
  }
  if (!most) return "-";
  const std::string text = fmt::format("{} min", with_commas(*most));
  return of == limit_kind::actions ? text : fmt::format("{} ({})", text, to_string(of));
}

std::string growth_text(const load_window& window) {
  if (!window.growth_per_week) return "-";
  const double percent = std::clamp(*window.growth_per_week * 100, -999.0, 999.0);
  return fmt::format("{:+.0f} %", percent == 0 ? 0.0 : percent);
}

std::string known_text(const load_window& window) {
  return window.minutes > 0
             ? percent_text(static_cast<double>(window.known_minutes) / static_cast<double>(window.minutes))
             : "-";
}

std::string peak_minute_text(const load_window& window) {
  if (!window.peak_aps) return "-";
  std::string text = to_string(window.peak_minute).substr(5, 11);
  text[5] = ' ';
  return text;
}

cells cells_of(const report_row& row) {
  const load_window& window = *row.window;
  return {row.id.value(),        rate(window.p50_aps),     rate(window.p90_aps),  rate(window.p99_aps),
          rate(window.peak_aps), peak_minute_text(window), rate(window.mean_aps), throttled_text(window),
          growth_text(window),   known_text(window)};
}

std::vector<cells> table_of(const account_report& report) {
  std::vector<cells> out;
  for (const report_row& row : report.rows) {
    if (row.window) out.push_back(cells_of(row));
  }
  return out;
}

std::string span_text(std::int64_t minutes) {
  if (minutes % 1440 == 0) return counted(minutes / 1440, "day", "days");
  if (minutes == 60) return "hour";
  return minutes % 60 == 0 ? counted(minutes / 60, "hour", "hours") : counted(minutes, "minute", "minutes");
}

// "The last 7 days, actions per second"; empty when no row has a window.
std::string title_of_window(const account_report& report) {
  const auto row = std::ranges::find_if(report.rows, [](const report_row& one) { return one.window.has_value(); });
  return row == report.rows.end() ? ""
                                  : fmt::format("The last {}, actions per second", span_text(row->window->minutes));
}

std::string upper(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(), [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
  return out;
}

std::string padded(const std::string& text, std::size_t width, bool left) {
  const std::string filling(width - std::min(width, display_width(text)), ' ');
  return left ? text + filling : filling + text;
}

std::string number(const std::optional<double>& figure) {
  return figure && std::isfinite(*figure) ? fmt::format("{}", *figure) : "";
}

std::string number(const std::optional<std::int64_t>& figure) { return figure ? fmt::format("{}", *figure) : ""; }

bool has_windows(const account_report& report) { return !title_of_window(report).empty(); }

}  // namespace

std::string window_text(const account_report& report, colour_use colours) {
  auto rows = table_of(report);
  if (rows.empty()) return "";
  std::array<std::size_t, columns> widths{};
  for (std::size_t c = 0; c < columns; ++c) widths[c] = std::string_view(headings[c]).size();
  for (auto& row : rows) {
    row[0] = escape_for_terminal(row[0]);
    for (std::size_t c = 0; c < columns; ++c) widths[c] = std::max(widths[c], display_width(row[c]));
  }
  const auto line = [&](const auto& texts) {
    std::string out;
    for (std::size_t c = 0; c < columns; ++c) out += "  " + padded(std::string(texts[c]), widths[c], is_text(c));
    out.erase(out.find_last_not_of(' ') + 1);
    return out;
  };
  cells heads;
  std::ranges::transform(headings, heads.begin(), upper);
  std::string out = "\n" + styled(title_of_window(report), look::bold, colours) + "\n\n";
  out += styled(line(heads), look::dim, colours) + '\n';
  for (const auto& row : rows) out += line(row) + '\n';
  return out;
}

std::string window_markdown(const account_report& report) {
  const auto rows = table_of(report);
  if (rows.empty()) return "";
  std::string out = fmt::format("\n## {}\n\n| {} |\n|", title_of_window(report), fmt::join(headings, " | "));
  for (std::size_t c = 0; c < columns; ++c) out += is_text(c) ? "---|" : "---:|";
  out += '\n';
  for (const auto& row : rows) {
    out += '|';
    for (const auto& cell : row) out += fmt::format(" {} |", markdown_text(cell));
    out += '\n';
  }
  return out;
}

std::string window_html(const account_report& report) {
  const auto rows = table_of(report);
  if (rows.empty()) return "";
  std::string out = fmt::format("<div class=\"scroll\"><table class=\"window\"><caption>{}</caption>\n<thead><tr>",
                                title_of_window(report));
  for (std::size_t c = 0; c < columns; ++c) {
    out += fmt::format("<th scope=\"col\"{}>{}</th>", is_text(c) ? "" : " class=\"n\"", headings[c]);
  }
  out += "</tr></thead>\n<tbody>\n";
  for (const auto& row : rows) {
    out += fmt::format("<tr><th scope=\"row\">{}</th>", html_text(row[0]));
    for (std::size_t c = 1; c < columns; ++c) {
      out += fmt::format("<td{}>{}</td>", is_text(c) ? "" : " class=\"n\"", html_text(row[c]));
    }
    out += "</tr>\n";
  }
  return out + "</tbody></table></div>\n";
}

std::string window_csv_header(const account_report& report) {
  return has_windows(report)
             ? ",window_minutes,window_known_minutes,window_peak_aps,window_peak_minute,window_mean_aps,"
               "window_p50_aps,window_p90_aps,window_p99_aps,window_throttled_minutes,"
               "window_throttled_minutes_requests,window_throttled_minutes_operations,"
               "window_growth_per_week"
             : "";
}

std::string window_csv_cells(const account_report& report, const report_row& row) {
  if (!has_windows(report)) return "";
  if (!row.window) return std::string(12, ',');
  const load_window& w = *row.window;
  return fmt::format(",{},{},{},{},{},{},{},{},{},{},{},{}", w.minutes, w.known_minutes, number(w.peak_aps),
                     w.peak_aps ? to_string(w.peak_minute) : "", number(w.mean_aps), number(w.p50_aps),
                     number(w.p90_aps), number(w.p99_aps), number(w.throttled(limit_kind::actions)),
                     number(w.throttled(limit_kind::requests)), number(w.throttled(limit_kind::operations)),
                     number(w.growth_per_week));
}

void write_window(json_writer& out, const load_window& window) {
  const auto put = [&out](std::string_view key, const std::optional<double>& figure) {
    if (figure && std::isfinite(*figure)) out.member(key, *figure);
  };
  out.key("window");
  out.begin_object();
  out.member("minutes", window.minutes);
  out.member("known_minutes", window.known_minutes);
  put("peak_aps", window.peak_aps);
  if (window.peak_aps) out.member("peak_minute", to_string(window.peak_minute));
  put("mean_aps", window.mean_aps);
  put("p50_aps", window.p50_aps);
  put("p90_aps", window.p90_aps);
  put("p99_aps", window.p99_aps);
  out.key("throttled_minutes");
  out.begin_object();
  for (const limit_kind kind : kinds) {
    if (const auto minutes = window.throttled(kind)) out.member(to_string(kind), *minutes);
  }
  out.end_object();
  put("growth_per_week", window.growth_per_week);
  out.end_object();
}

}  // namespace headroom::report
