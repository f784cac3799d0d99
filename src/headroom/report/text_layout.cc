#include "headroom/report/text_layout.h"

#include <algorithm>

#include "headroom/base/text.h"
#include "headroom/report/display_width.h"
#include "headroom/report/report_words.h"

namespace headroom::report {
namespace {

constexpr std::size_t week_wide = 28;  // a column for every six hours
constexpr std::size_t week_small = 14;
constexpr std::size_t why_least = 36;  // narrower reasons read better below
constexpr std::size_t name_most = 48;
constexpr std::size_t name_least = 24;
constexpr std::size_t name_tiny = 8;

template <class Text>
std::size_t widest(const std::vector<report_row>& rows, std::string_view header, Text text) {
  std::size_t width = display_width(header);
  for (const report_row& row : rows) width = std::max(width, display_width(text(row)));
  return width;
}

text_layout natural(const std::vector<report_row>& rows) {
  text_layout l;
  const bool pictures =
      std::ranges::any_of(rows, [](const report_row& r) { return r.week && !r.week->peak_aps.empty(); });
  l.name = std::min(widest(rows, "NAMESPACE", name_text), name_most);
  l.week = pictures ? week_wide : 0;
  l.load = widest(rows, "APS", load_text);
  l.limit = widest(rows, "LIMIT", limit_text);
  l.used = widest(rows, "USED", used_text);
  l.throttled = widest(rows, "THROTTLED", throttled_text);
  l.advice = widest(rows, "NOW → ADVISED", advice_text);
  l.change = widest(rows, "$/MONTH", change_text);
  l.why = widest(rows, "WHY", why_text);
  return l;
}

// How much wider than the terminal the table is, reasons apart.
std::size_t excess(const text_layout& l, std::size_t columns) {
  const std::size_t width = l.width_before_why() - text_gap;
  return width > columns ? width - columns : 0;
}

void shrink_name(text_layout& l, std::size_t by, std::size_t least) {
  l.name = std::max(std::min(l.name, least), l.name - std::min(l.name, by));
}

}  // namespace

std::size_t text_layout::width_before_why() const {
  std::size_t width = text_gap;
  for (const std::size_t w : {name, week, load, limit, used, throttled, advice, change}) {
    if (w > 0) width += w + text_gap;
  }
  return width;
}

text_layout fit_layout(const std::vector<report_row>& rows, std::size_t columns) {
  text_layout l = natural(rows);
  if (columns == 0) return l;
  const std::size_t why_wanted = std::min(l.why, why_least);
  const auto room = [&] { return columns - std::min(columns, l.width_before_why()); };
  for (const std::size_t picture : {week_wide, week_small}) {
    if (l.week > 0) l.week = picture;
    if (room() >= why_wanted) {
      l.why = std::min(l.why, room());
      return l;
    }
  }
  l.why = 0;
  l.why_below = true;
  if (l.week > 0) l.week = week_wide;
  if (excess(l, columns) > 0 && l.week > 0) l.week = week_small;
  shrink_name(l, excess(l, columns), name_least);
  for (const auto column : {&text_layout::limit, &text_layout::week, &text_layout::used}) {
    if (excess(l, columns) > 0) l.*column = 0;
  }
  shrink_name(l, excess(l, columns), name_tiny);
  return l;
}

std::string name_text(const report_row& row) { return escape_for_terminal(row.id.value()); }
std::string why_text(const report_row& row) { return escape_for_terminal(row.brief); }

}  // namespace headroom::report
