#include "headroom/report/plan_tables.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <fmt/format.h>

#include "headroom/base/figures.h"
#include "headroom/report/display_width.h"

namespace headroom::report {
namespace {

std::string minutes_text(double minutes) {
  return minutes > 0 && minutes < 0.5 ? "<1" : with_commas(std::llround(minutes));
}

}  // namespace

std::string minute_text(utc_hour hour) {
  static constexpr std::array<std::string_view, 7> weekdays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  const std::chrono::sys_days date{std::chrono::days{floor_div(hour.index, 24)}};
  const std::string iso = to_string(start_of(hour));  // 2026-11-24T08:00:00Z
  return fmt::format("{} {} {}", weekdays[std::chrono::weekday{date}.c_encoding()], iso.substr(0, 10),
                     iso.substr(11, 5));
}

std::string plan_capacity_text(const capacity& held) {
  return held.mode() == capacity_mode::on_demand ? "On-Demand" : to_string(held);
}

plan_table options_table(const week_plan& plan) {
  plan_table out{.header = {"option", "risk", "$/week", "$/month", "idle $/month", "throttled min", "changes"},
                 .rows = {},
                 .text_columns = 2};
  for (const plan_option& o : plan.options) {
    out.rows.push_back({o.name + (o.allowed ? "" : " (against the rails)"), std::string(to_string(o.risk)),
                        usd_text(o.cost_per_week), usd_text(o.cost_per_month), usd_text(o.idle_per_month),
                        minutes_text(o.expected.throttled_minutes), fmt::format("{}", o.changes)});
  }
  return out;
}

plan_table blocks_table(const week_plan& plan) {
  plan_table out{.header = {"from (UTC)", "hours", "capacity", "why"}, .rows = {}, .text_columns = 4};
  for (const plan_block& b : plan.blocks) {
    out.rows.push_back({minute_text(b.from), fmt::format("{}", b.hours), plan_capacity_text(b.held), b.reason});
  }
  return out;
}

std::string table_text(const plan_table& table, std::size_t indent) {
  std::vector<std::size_t> widths(table.header.size(), 0);
  const auto widen = [&](const std::vector<std::string>& row) {
    for (std::size_t c = 0; c < row.size(); ++c) widths[c] = std::max(widths[c], display_width(row[c]));
  };
  widen(table.header);
  for (const auto& row : table.rows) widen(row);
  std::string out;
  const auto write = [&](const std::vector<std::string>& row) {
    std::string line(indent, ' ');
    for (std::size_t c = 0; c < row.size(); ++c) {
      if (c > 0) line += "  ";
      line += c < table.text_columns ? pad_right(row[c], widths[c]) : pad_left(row[c], widths[c]);
    }
    line.erase(line.find_last_not_of(' ') + 1);
    out += line + "\n";
  };
  write(table.header);
  for (const auto& row : table.rows) write(row);
  return out;
}

}  // namespace headroom::report
