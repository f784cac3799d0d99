#include <algorithm>
#include <fmt/format.h>

#include "headroom/report/html_text.h"
#include "headroom/report/plan_documents.h"
#include "headroom/report/plan_tables.h"

namespace headroom::report {
namespace {

constexpr std::string_view style =
    "body{font:15px/1.5 system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding:0 "
    "1rem;color:#1b1f24;background:#fff}"
    "table{border-collapse:collapse;margin:1rem 0}td,th{padding:.2rem .7rem;border-bottom:1px solid "
    "#d0d7de;text-align:left;"
    "vertical-align:top}td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}svg{width:100%;height:auto}"
    ".band{fill:#9ec5fe}.likely{fill:none;stroke:#0b5ed7;stroke-width:1}.limit{fill:none;stroke:#b02a37;stroke-width:1."
    "5}"
    "@media(prefers-color-scheme:dark){body{color:#e6edf3;background:#0d1117}td,th{border-color:#30363d}"
    ".band{fill:#1f4b8e}.likely{stroke:#79b8ff}.limit{stroke:#ff7b72}}";

// The capacity line over the band from the likely peak to the 99 % one.
std::string picture(const week_plan& plan) {
  constexpr double width = 840, height = 160, room = 4;
  double top = 1;
  for (const auto& h : plan.hours) top = std::max({top, h.limit_aps, h.peak_p99_aps});
  const double step = width / static_cast<double>(std::max<std::size_t>(1, plan.hours.size()));
  const auto y = [&](double aps) { return height - room - aps / top * (height - 2 * room); };
  std::string upper, lower, likely, limit;
  for (std::size_t i = 0; i < plan.hours.size(); ++i) {
    const planned_hour& h = plan.hours[i];
    const double x = static_cast<double>(i) * step;
    const std::string flat =
        fmt::format("{:.1f},{:.1f} {:.1f},{:.1f} ", x, y(h.peak_p99_aps), x + step, y(h.peak_p99_aps));
    upper += flat;
    lower.insert(0, fmt::format("{:.1f},{:.1f} {:.1f},{:.1f} ", x + step, y(h.mean_aps), x, y(h.mean_aps)));
    likely += fmt::format("{:.1f},{:.1f} {:.1f},{:.1f} ", x, y(h.peak_p50_aps), x + step, y(h.peak_p50_aps));
    limit += fmt::format("{:.1f},{:.1f} {:.1f},{:.1f} ", x, y(h.limit_aps), x + step, y(h.limit_aps));
  }
  return fmt::format(
      R"(<svg role="img" viewBox="0 0 {} {}"><title>Limit (line) over the mean, the likely and the 99 % peak of each hour of {}; top is {:.0f} APS</title><polygon class="band" points="{}{}"/><polyline class="likely" points="{}"/><polyline class="limit" points="{}"/></svg>)",
      width, height, html_text(plan.id.value()), top, upper, lower, likely, limit);
}

std::string table(const plan_table& t) {
  const auto row = [&](const std::vector<std::string>& cells, std::string_view tag) {
    std::string out = "<tr>";
    for (std::size_t c = 0; c < cells.size(); ++c) {
      out += fmt::format("<{0}{1}>{2}</{0}>", tag, c < t.text_columns ? "" : " class=\"n\"", html_text(cells[c]));
    }
    return out + "</tr>\n";
  };
  std::string out = "<table>\n" + row(t.header, "th");
  for (const auto& cells : t.rows) out += row(cells, "td");
  return out + "</table>\n";
}

std::string section(const week_plan& plan) {
  std::string out = fmt::format("<h2>{}</h2>\n<p>{}</p>\n", html_text(plan.id.value()), html_text(plan.summary));
  out += picture(plan) + "\n" + table(blocks_table(plan)) + table(options_table(plan)) + "<ul>\n";
  for (const auto& note : plan.rails) {
    out += fmt::format("<li>{}: {} h from {}: {}</li>\n", html_text(note.rail), note.hours, minute_text(note.from),
                       html_text(note.reason));
  }
  for (const auto& fact : plan.facts) out += fmt::format("<li>{}</li>\n", html_text(fact));
  return out + "</ul>\n";
}

}  // namespace

std::string plan_html(const plan_report& report) {
  std::string out = fmt::format(
      "<!DOCTYPE html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" "
      "content=\"width=device-width\">\n<title>headroom plan</title>\n<style>{}</style>\n<h1>The coming week</h1>\n",
      style);
  for (const week_plan& plan : report.plans) out += section(plan);
  for (const auto& [id, reason] : report.unplanned) {
    out += fmt::format("<h2>{}</h2>\n<p>{}</p>\n", html_text(id.value()), html_text(reason));
  }
  return out + fmt::format("<p>Times are UTC. Prices: {}.</p>\n</html>\n", html_text(report.price_note));
}

}  // namespace headroom::report
