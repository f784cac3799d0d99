#include "headroom/report/html_report.h"

#include <fmt/format.h>

#include "headroom/base/figures.h"
#include "headroom/report/html_text.h"
#include "headroom/report/report_words.h"
#include "headroom/report/sparkline.h"
#include "headroom/report/window_section.h"

namespace headroom::report {
namespace {

constexpr std::string_view style = R"(
:root { color-scheme: light dark; --line: #8884; --calm: #767676; --throttled: #c62828; --near-limit: #b26a00;
  --overpaying: #00798c; --fine: #2e7d32; --unknown: #767676; }
@media (prefers-color-scheme: dark) { :root { --calm: #9a9a9a; --throttled: #ff6b6b; --near-limit: #ffb84d;
  --overpaying: #4dd0e1; --fine: #81c784; --unknown: #9a9a9a; } }
body { font: 15px/1.45 system-ui, sans-serif; margin: 2rem auto; max-width: 84rem; padding: 0 1rem; }
h1 { font-size: 1.3rem; } .sum { font-size: 1.1rem; } .notes { color: var(--calm); }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; margin: 0 0 1.5rem; }
caption { text-align: left; font-weight: 600; padding: .4rem 0; border-left: .3rem solid; padding-left: .6rem; }
th, td { text-align: left; padding: .3rem .7rem .3rem 0; border-bottom: 1px solid var(--line); vertical-align: middle; }
thead th { font-weight: 500; color: var(--calm); } tbody th { font-weight: 500; }
.n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.advice { white-space: nowrap; } .change .advice { font-weight: 600; }
.bar { display: inline-block; width: 3.2rem; height: .5rem; margin-right: .5rem; background: var(--line); }
.bar i { display: block; height: 100%; background: currentColor; }
.spark path { fill: none; stroke: var(--overpaying); stroke-width: 1.5; stroke-linecap: round; }
.spark .limit { stroke: var(--throttled); stroke-dasharray: 3 3; }
.throttled caption, .hot { color: var(--throttled); } .near-limit caption, .warm { color: var(--near-limit); }
.overpaying caption { color: var(--overpaying); } .fine caption { color: var(--fine); }
.unknown caption { color: var(--unknown); }
@media print { body { margin: 0; max-width: none; } }
)";

std::string_view heat_of(std::optional<double> share) {
  if (!share) return "";
  return *share >= 0.9 ? " hot" : *share >= 0.8 ? " warm" : "";
}

std::string used_cell(const report_row& row) {
  const auto share = row.used_share();
  if (!share) return R"(<td class="n">-</td>)";
  const int percent = static_cast<int>(std::min(1.0, *share) * 100);
  return fmt::format(R"(<td class="n{}"><span class="bar" aria-hidden="true"><i style="width:{}%"></i></span>{}</td>)",
                     heat_of(share), percent, html_text(used_text(row)));
}

std::string week_cell(const report_row& row) {
  if (!row.week || row.week->peak_aps.empty()) return "<td></td>";
  return "<td>" +
         sparkline_svg({.history = *row.week,
                        .limit_aps = row.limit_aps,
                        .title = fmt::format("Hourly peaks of {} in the last week", row.id.value())}) +
         "</td>";
}

std::string row_of_table(const report_row& row) {
  const bool throttled = row.throttled_aps.value_or(0) > 0;
  return fmt::format(R"(<tr{}><th scope="row">{}</th>{}<td class="n">{}</td><td class="n">{}</td>{})"
                     R"(<td class="n{}">{}</td><td class="advice">{}</td><td class="n">{}</td><td>{}</td></tr>)"
                     "\n",
                     row.changes() ? R"( class="change")" : "", html_text(row.id.value()), week_cell(row),
                     html_text(load_text(row)), html_text(limit_text(row)), used_cell(row), throttled ? " hot" : "",
                     html_text(throttled_text(row)), html_text(advice_text(row)), html_text(change_text(row)),
                     html_text(row.reason));
}

std::string table_of(std::span<const report_row> rows, verdict state) {
  if (rows.empty()) return "";
  std::string out = fmt::format(
      R"(<div class="scroll"><table class="{}"><caption>{} ({})</caption>
<thead><tr><th scope="col">Namespace</th><th scope="col">Last week</th><th scope="col" class="n">APS</th>)"
      R"(<th scope="col" class="n">Limit</th><th scope="col" class="n">Used</th><th scope="col" class="n">Throttled</th>)"
      R"(<th scope="col">Now → advised</th><th scope="col" class="n">$/month</th><th scope="col">Why</th></tr></thead>
<tbody>
)",
      to_string(state), heading_of(state), with_commas(static_cast<std::int64_t>(rows.size())));
  for (const report_row& row : rows) out += row_of_table(row);
  return out + "</tbody></table></div>\n";
}

}  // namespace

std::string html_report(const account_report& report) {
  const std::string title = html_text(title_of(report));
  std::string out = fmt::format(
      R"(<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{0}</title>
<style>{1}</style>
</head>
<body>
<main>
<h1>{0}</h1>
<p class="sum">{2}</p>
)",
      title, style, html_text(states_line(report)));
  if (const std::string money = money_line(report); !money.empty()) {
    out += fmt::format("<p class=\"sum\">{}</p>\n", html_text(money));
  }
  for (const verdict state :
       {verdict::throttled, verdict::near_limit, verdict::overpaying, verdict::fine, verdict::unknown}) {
    out += table_of(rows_in(report.rows, state), state);
  }
  out += window_html(report);
  const auto notes = notes_of(report);
  if (!notes.empty()) out += "<ul class=\"notes\">\n";
  for (const std::string& note : notes) out += fmt::format("<li>{}</li>\n", html_text(note));
  if (!notes.empty()) out += "</ul>\n";
  return out + "</main>\n</body>\n</html>\n";
}

}  // namespace headroom::report
