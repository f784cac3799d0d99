#include "headroom/report/text_report.h"

#include <algorithm>
#include <fmt/format.h>
#include <vector>

#include "headroom/base/figures.h"
#include "headroom/base/text.h"
#include "headroom/report/display_width.h"
#include "headroom/report/report_words.h"
#include "headroom/report/sparkline.h"
#include "headroom/report/text_layout.h"
#include "headroom/report/text_options_table.h"
#include "headroom/report/window_section.h"

namespace headroom::report {
namespace {

constexpr std::size_t narrowest = 60;
constexpr std::size_t below_indent = 4;

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

// A piece of a line, already styled, with the columns it takes.
struct cell {
  std::string painted;
  std::size_t taken;
  std::size_t width;
  bool right = false;
};

class painter {
 public:
  explicit painter(colour_use colours) : colours_(colours) {}

  [[nodiscard]] cell left(const std::string& text, std::size_t width, look how = look::plain) const {
    return {styled(text, how, colours_), display_width(text), width};
  }
  [[nodiscard]] cell right(const std::string& text, std::size_t width, look how = look::plain) const {
    return {styled(text, how, colours_), display_width(text), width, true};
  }
  [[nodiscard]] std::string text(std::string_view words, look how) const { return styled(words, how, colours_); }

  // The week in blocks: hours at or above today's limit in red, from 80 % of it in yellow.
  [[nodiscard]] cell week(const report_row& row, std::size_t width) const {
    if (!row.week || width == 0) return {"", 0, width};
    const auto points = squeeze(*row.week, width);
    const double top = top_of(points, row.limit_aps);
    std::string painted, run;
    look run_look = look::cyan;
    for (const auto& point : points) {
      const double share = point && row.limit_aps && *row.limit_aps > 0 ? *point / *row.limit_aps : 0;
      const look how = share >= 1 ? look::red : share >= 0.8 ? look::yellow : look::cyan;
      if (how != run_look) painted += styled(std::exchange(run, ""), run_look, colours_);
      run_look = how;
      run += block(point, top);
    }
    painted += styled(run, run_look, colours_);
    return {painted, points.size(), width};
  }

 private:
  colour_use colours_;
};

std::string line_of(const std::vector<cell>& cells) {
  std::string out;
  for (const cell& c : cells) {
    if (c.width == 0) continue;
    out.append(text_gap, ' ');
    const std::string filling(c.width - std::min(c.width, c.taken), ' ');
    out += c.right ? filling + c.painted : c.painted + filling;
  }
  while (out.ends_with(' ')) out.pop_back();
  return out + '\n';
}

std::string header_line(const text_layout& l, const painter& paint) {
  return line_of({paint.left("NAMESPACE", l.name, look::dim), paint.left("LAST WEEK", l.week, look::dim),
                  paint.right("APS", l.load, look::dim), paint.right("LIMIT", l.limit, look::dim),
                  paint.right("USED", l.used, look::dim), paint.right("THROTTLED", l.throttled, look::dim),
                  paint.left("NOW → ADVISED", l.advice, look::dim), paint.right("$/MONTH", l.change, look::dim),
                  paint.left("WHY", l.why, look::dim)});
}

std::string row_lines(const report_row& row, const text_layout& l, const painter& paint, std::size_t columns) {
  const bool calm = row.state == verdict::fine && !row.changes();
  const bool throttled = row.throttled_aps.value_or(0) > 0;
  const look why_look = calm || l.why_below ? look::dim : look::plain;
  const auto why = wrap(why_text(row), l.why_below ? columns - below_indent : l.why);
  std::string out =
      line_of({paint.left(cut_middle(name_text(row), l.name), l.name), paint.week(row, l.week),
               paint.right(load_text(row), l.load), paint.right(limit_text(row), l.limit, look::dim),
               paint.right(used_text(row), l.used, share_look(row.used_share())),
               paint.right(throttled_text(row), l.throttled, throttled ? look::red_bold : look::dim),
               paint.left(advice_text(row), l.advice, row.changes() ? look::bold : look::plain),
               paint.right(change_text(row), l.change, change_look(row)), paint.left(why.front(), l.why, why_look)});
  const std::size_t indent = l.why_below ? below_indent : l.width_before_why();
  const bool all_below = l.why_below && !calm;
  for (std::size_t i = all_below ? 0 : 1; i < why.size() && !(l.why_below && calm); ++i) {
    out += std::string(indent, ' ') + paint.text(why[i], why_look) + '\n';
  }
  return out;
}

std::string group(std::span<const report_row> rows, verdict state, const text_layout& l, const text_options& options) {
  if (rows.empty()) return "";
  const painter paint(options.colours);
  std::string out = "\n" + paint.text(heading_of(state), heading_look(state)) +
                    paint.text("  " + with_commas(static_cast<std::int64_t>(rows.size())), look::dim) + '\n';
  std::size_t shown = rows.size();
  if (state == verdict::fine && options.calm_rows_max) {
    shown = std::min(shown, static_cast<std::size_t>(std::max(0, *options.calm_rows_max)));
  }
  for (const report_row& row : rows.first(shown)) out += row_lines(row, l, paint, options.columns);
  if (shown < rows.size()) {
    out += paint.text(fmt::format("  and {} more\n", with_commas(static_cast<std::int64_t>(rows.size() - shown))),
                      look::dim);
  }
  return out;
}

}  // namespace

std::string text_report(const account_report& report, const text_options& given) {
  text_options options = given;
  if (options.columns > 0) options.columns = std::max(options.columns, narrowest);
  const auto paragraph = [&](std::string_view text, look how) {
    std::string out;
    for (const std::string& line : wrap(escape_for_terminal(text), options.columns)) {
      out += styled(line, how, options.colours) + '\n';
    }
    return out;
  };

  std::string out = paragraph(title_of(report), look::bold);
  if (!report.rows.empty()) {
    const text_layout l = fit_layout(report.rows, options.columns);
    out += '\n' + header_line(l, painter(options.colours));
    for (const verdict state :
         {verdict::throttled, verdict::near_limit, verdict::overpaying, verdict::fine, verdict::unknown}) {
      out += group(rows_in(report.rows, state), state, l, options);
    }
  }
  if (report.rows.size() == 1) {
    const report_row& only = report.rows.front();
    out += '\n' + paragraph(only.reason, look::plain) + text_options_table(only, options.colours);
  }
  out += window_text(report, options.colours);
  out += '\n' + paragraph(states_line(report), look::bold);
  if (const std::string money = money_line(report); !money.empty()) out += paragraph(money, look::plain);
  for (const std::string& note : notes_of(report)) {
    out += paragraph(note, note.starts_with("Prices") || note == report.history_note ? look::dim : look::yellow);
  }
  return out;
}

}  // namespace headroom::report
