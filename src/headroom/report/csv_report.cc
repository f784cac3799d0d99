#include "headroom/report/csv_report.h"

#include <cmath>
#include <fmt/format.h>
#include <vector>

#include "headroom/report/window_section.h"

namespace headroom::report {
namespace {

constexpr std::string_view header =
    "namespace,state,action_count,action_limit,used_ratio,throttled_aps,current_capacity_mode,current_trus,"
    "recommended_capacity_mode,recommended_trus,change_usd_per_month,idle_usd_per_month,confidence,reason";

std::string number(const std::optional<double>& figure) {
  return figure && std::isfinite(*figure) ? fmt::format("{}", *figure) : "";
}

std::string money(const std::optional<usd_micros>& amount) { return amount ? fmt::format("{:.2f}", usd(*amount)) : ""; }

std::string mode(const std::optional<capacity>& c) { return c ? std::string(to_string(c->mode())) : "unknown"; }

std::string trus(const std::optional<capacity>& c) { return c && c->trus() ? fmt::format("{}", c->rung()) : ""; }

}  // namespace

std::string csv_cell(std::string_view text, formula_guard guard) {
  std::string guarded;
  if (guard == formula_guard::on && !text.empty() && std::string_view("=+-@\t\r").contains(text.front())) guarded = "'";
  guarded += text;
  if (guarded.find_first_of(",\"\r\n") == std::string::npos) return guarded;
  std::string out = "\"";
  for (const char c : guarded) {
    if (c == '"') out += '"';
    out += c;
  }
  return out + '"';
}

std::string csv_report(const account_report& report, formula_guard guard) {
  std::string out = std::string(header) + window_csv_header(report) + "\r\n";
  for (const report_row& row : report.rows) {
    const std::string recommended_trus = row.advised ? fmt::format("{}", row.advised->rung()) : "";
    out += fmt::format("{},{},{},{},{},{},{},{},{},{},{},{},{},{}{}\r\n", csv_cell(row.id.value(), guard),
                       to_string(row.state), number(row.load_aps), number(row.limit_aps), number(row.used_share()),
                       number(row.throttled_aps), mode(row.now), trus(row.now), mode(row.advised), recommended_trus,
                       money(row.change_per_month), money(row.idle_per_month), to_string(row.trust),
                       csv_cell(row.reason, guard), window_csv_cells(report, row));
  }
  return out;
}

}  // namespace headroom::report
