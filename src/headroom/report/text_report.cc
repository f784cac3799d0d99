#include "headroom/report/text_report.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <vector>

#include "headroom/base/figures.h"
#include "headroom/base/text.h"
#include "headroom/report/display_width.h"
#include "headroom/report/report_words.h"
#include "headroom/report/sparkline.h"

namespace headroom::report {
namespace {

constexpr std::size_t narrowest = 60;
constexpr std::string_view gap = "  ";

look heading_look(verdict state) {
  switch (state) {
    case verdict::throttled:
      return look::red_bold;
    case verdict::near_limit:
      return look::yellow_bold;
    case verdict::overpaying:
      return look::cyan_bold;
    case verdict::fine:
      return look::green_bold;
    case verdict::unknown:
      return look::bold;
  }
  return look::plain;
}

look share_look(std::optional<double> share) {
  if (!share) return look::dim;
  return *share >= 0.9 ? look::red : *share >= 0.8 ? look::yellow : look::plain;
}

look change_look(const report_row& row) {
  const std::int64_t change = row.change_per_month.value_or(usd_micros(0)).value();
  return change < 0 ? look::green : change > 0 ? look::yellow : look::plain;
}

// What the table is made of, once the widths are known.
struct layout {
  std::size_t name = 0, week = 0, load = 0, limit = 0, used = 0, throttled = 0, advice = 0, change = 0, why = 0;
  bool why_below = false;
};

struct cell {
  std::string text;
  std::size_t width;
  bool right;
  look how;
};

std::string safe_name(const report_row& row) { return escape_for_terminal(row.id.value()); }
std::string safe_brief(const report_row& row) { return escape_for_terminal(row.brief); }

template <class Text>
std::size_t widest(const std::vector<report_row>& rows, std::string_view header, Text text) {
  std::size_t width = display_width(header);
  for (const report_row& row : rows) width = std::max(width, display_width(text(row)));
  return width;
}

std::size_t fixed_width(const layout& l) {
  std::size_t width = gap.size();
  for (const std::size_t w : {l.name, l.week, l.load, l.limit, l.used, l.throttled, l.advice, l.change}) {
    if (w > 0) width += w + gap.size();
  }
  return width;
}

// Natural widths first; then, while the terminal is too narrow: shorten the picture, move the reasons below their rows,
// shorten long names, drop the picture, the limit and the share.
layout fit(const std::vector<report_row>& rows, std::size_t columns) {
  constexpr std::size_t week_wide = 28, week_small = 14, why_least = 34, name_least = 16, name_most = 48;
  layout l;
  l.name = std::min(widest(rows, "NAMESPACE", safe_name), name_most);
  const bool pictures =
      std::ranges::any_of(rows, [](const report_row& r) { return r.week && !r.week->peak_aps.empty(); });
  l.week = pictures ? week_wide : 0;
  l.load = widest(rows, "APS", load_text);
  l.limit = widest(rows, "LIMIT", limit_text);
  l.used = widest(rows, "USED", used_text);
  l.throttled = widest(rows, "THROTTLED", throttled_text);
  l.advice = widest(rows, "NOW → ADVISED", advice_text);
  l.change = widest(rows, "$/MONTH", change_text);
  const std::size_t why = widest(rows, "WHY", safe_brief);
  if (columns == 0) {
    l.why = why;
    return l;
  }
  const auto rest = [&] {
    const std::size_t used = fixed_width(l);
    return used < columns ? columns - used : 0;
  };
  const std::size_t why_wanted = std::min(why, why_least);
  if (rest() < why_wanted && l.week > 0) l.week = week_small;
  l.why_below = rest() < why_wanted;
  if (!l.why_below) {
    l.why = std::min(why, rest());
    return l;
  }
  if (pictures && fixed_width(l) + (week_wide - week_small) <= columns) l.week = week_wide;
  const auto over = [&] {
    const std::size_t used = fixed_width(l) - gap.size();
    return used > columns ? used - columns : 0;
  };
  for (const auto column : {&layout::week, &layout::limit, &layout::used}) {
    if (over() > 0) l.name = std::max(std::min(l.name, name_least), l.name - std::min(l.name, over()));
    if (over() > 0) l.*column = 0;
  }
  if (over() > 0) l.name = std::max<std::size_t>(8, l.name - std::min(l.name, over()));
  return l;
}

std::string line_of(const std::vector<cell>& cells, colour_use colours) {
  std::string out(gap);
  for (const cell& c : cells) {
    if (c.width == 0) continue;
    if (out.size() > gap.size()) out += gap;
    const std::size_t width = display_width(c.text);
    const std::string filling(width < c.width ? c.width - width : 0, ' ');
    if (c.right) out += filling;
    out += styled(c.text, c.how, colours);
    if (!c.right) out += filling;
  }
  while (out.ends_with(' ')) out.pop_back();
  return out + '\n';
}

std::string header_line(const layout& l, colour_use colours) {
  return line_of({{"NAMESPACE", l.name, false, look::dim},
                  {l.week >= 9 ? "LAST WEEK" : "WEEK", l.week, false, look::dim},
                  {"APS", l.load, true, look::dim},
                  {"LIMIT", l.limit, true, look::dim},
                  {"USED", l.used, true, look::dim},
                  {"THROTTLED", l.throttled, true, look::dim},
                  {"NOW → ADVISED", l.advice, false, look::dim},
                  {"$/MONTH", l.change, true, look::dim},
                  {l.why_below ? "" : "WHY", l.why, false, look::dim}},
                 colours);
}

std::string week_text(const report_row& row, std::size_t columns) {
  return row.week && columns > 0 ? sparkline_text(*row.week, columns) : "";
}

std::string row_lines(const report_row& row, const layout& l, const text_options& options) {
  const bool calm = row.state == verdict::fine && !row.changes();
  const bool throttled = row.throttled_aps.value_or(0) > 0;
  const std::string why = safe_brief(row);
  std::string out = line_of({{cut_middle(safe_name(row), l.name), l.name, false, look::plain},
                             {week_text(row, l.week), l.week, false, look::cyan},
                             {load_text(row), l.load, true, look::plain},
                             {limit_text(row), l.limit, true, look::dim},
                             {used_text(row), l.used, true, share_look(row.used_share())},
                             {throttled_text(row), l.throttled, true, throttled ? look::red_bold : look::dim},
                             {advice_text(row), l.advice, false, row.changes() ? look::bold : look::plain},
                             {change_text(row), l.change, true, change_look(row)},
                             {cut_end(why, l.why), l.why, false, calm ? look::dim : look::plain}},
                            options.colours);
  if (l.why_below && !calm && !why.empty()) {
    const std::size_t indent = 4;
    out += std::string(indent, ' ') + styled(cut_end(why, options.columns - indent), look::dim, options.colours) + '\n';
  }
  return out;
}

std::string group(std::span<const report_row> rows, verdict state, const layout& l, const text_options& options) {
  if (rows.empty()) return "";
  std::string out =
      "\n" + styled(heading_of(state), heading_look(state), options.colours) +
      styled(fmt::format("  {}", with_commas(static_cast<std::int64_t>(rows.size()))), look::dim, options.colours) +
      '\n';
  std::size_t shown = rows.size();
  if (state == verdict::fine && options.calm_rows_max) {
    shown = std::min(shown, static_cast<std::size_t>(std::max(0, *options.calm_rows_max)));
  }
  for (const report_row& row : rows.first(shown)) out += row_lines(row, l, options);
  if (shown < rows.size()) {
    const auto hidden = static_cast<std::int64_t>(rows.size() - shown);
    out += styled(fmt::format("{}and {} more\n", gap, with_commas(hidden)), look::dim, options.colours);
  }
  return out;
}

// Text in lines that fit, broken at blanks.
std::string wrapped(std::string_view text, std::size_t columns) {
  std::string out, line;
  for (const std::string& word : split_list(text, ' ')) {
    if (!line.empty() && columns > 0 && display_width(line) + 1 + display_width(word) > columns) {
      out += line + '\n';
      line.clear();
    }
    line += (line.empty() ? "" : " ") + (columns > 0 ? cut_end(word, columns) : word);
  }
  return out + line + '\n';
}

}  // namespace

std::string text_report(const account_report& report, const text_options& given) {
  text_options options = given;
  if (options.columns > 0) options.columns = std::max(options.columns, narrowest);
  const auto paragraph = [&](std::string_view text, look how) {
    std::string lines = wrapped(escape_for_terminal(text), options.columns);
    lines.pop_back();
    return styled(lines, how, options.colours) + '\n';
  };

  std::string out = paragraph(title_of(report), look::bold);
  if (!report.rows.empty()) {
    const layout l = fit(report.rows, options.columns);
    out += '\n' + header_line(l, options.colours);
    for (const verdict state :
         {verdict::throttled, verdict::near_limit, verdict::overpaying, verdict::fine, verdict::unknown}) {
      out += group(rows_in(report.rows, state), state, l, options);
    }
  }
  out += '\n' + paragraph(states_line(report), look::bold);
  if (const std::string money = money_line(report); !money.empty()) out += paragraph(money, look::plain);
  for (const std::string& note : notes_of(report)) {
    out += paragraph(note, note.starts_with("Prices") ? look::dim : look::yellow);
  }
  return out;
}

}  // namespace headroom::report
