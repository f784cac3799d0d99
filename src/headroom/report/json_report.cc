#include "headroom/report/json_report.h"

#include <cmath>
#include <optional>

#include "headroom/report/window_section.h"

namespace headroom::report {
namespace {

// Cents: finer figures would claim what an estimate does not know.
double dollars(usd_micros money) { return std::round(usd(money) * 100) / 100; }

bool known(const std::optional<double>& figure) { return figure && std::isfinite(*figure); }

void put(json_writer& out, std::string_view key, const std::optional<double>& figure) {
  if (known(figure)) out.member(key, *figure);
}

void write_limit(json_writer& out, const limit_row& row) {
  if (!known(row.count_per_s) && !known(row.limit_per_s) && !known(row.throttled_per_s) && !known(row.envelope_per_s))
    return;
  out.begin_object();
  out.member("kind", to_string(row.kind));
  put(out, "count_per_second", row.count_per_s);
  put(out, "limit_per_second", row.limit_per_s);
  put(out, "throttled_per_second", row.throttled_per_s);
  put(out, "on_demand_limit_per_second", row.envelope_per_s);
  out.end_object();
}

void write_option(json_writer& out, const capacity_option& option) {
  out.begin_object();
  out.member("capacity_mode", to_string(option.choice.mode()));
  out.member("trus", option.choice.rung());
  out.member("cost_usd_per_month", dollars(option.cost_per_month));
  out.member("idle_usd_per_month", dollars(option.idle_premium_per_month));
  if (option.risk != throttle_risk::unknown || option.limit_aps > 0) {
    out.member("limit_aps", option.limit_aps);
    out.member("throttled_aps", option.throttled_aps);
  }
  out.member("throttle_risk", to_string(option.risk));
  out.end_object();
}

void write_basis(json_writer& out, const namespace_snapshot& seen) {
  if (seen.minute) out.member("minute", to_string(*seen.minute));
  out.member("data", to_string(seen.data));
  out.member("capacity_source", to_string(seen.current_source));
  if (seen.capacity_change_in_progress) out.member("capacity_change_in_progress", true);
}

void write_figures(json_writer& out, const namespace_snapshot& seen) {
  put(out, "background_aps", seen.background_aps);
  put(out, "standby_aps", seen.standby_aps);
  out.key("limits");
  out.begin_array();
  for (const limit_row* row : {&seen.actions, &seen.requests, &seen.operations}) write_limit(out, *row);
  out.end_array();
}

void write_extra(json_writer& out, const namespace_snapshot& seen) {
  if (!seen.extra.empty()) {
    out.key("metrics");
    out.begin_object();
    for (const auto& [name, value] : seen.extra) put(out, name, value);
    out.end_object();
  }
  if (seen.faults.empty()) return;
  out.key("faults");
  out.begin_array();
  for (const auto& fault : seen.faults) out.value(std::string_view(fault));
  out.end_array();
}

void write_row(json_writer& out, const recommendation& advice, const window_map& windows) {
  const auto window = windows.find(advice.seen.id);
  write_full(out, advice, window == windows.end() ? nullptr : &window->second);
}
void write_row(json_writer& out, const namespace_recommendation& row) { write_json(out, row); }

template <class Row, class... More>
std::string array_text(std::span<const Row> rows, const More&... more) {
  json_writer out(json_writer::layout::pretty);
  out.begin_array();
  for (const auto& row : rows) write_row(out, row, more...);
  out.end_array();
  out.end_line();
  return std::move(out).take();
}

template <class Row, class... More>
std::string lines_text(std::span<const Row> rows, const More&... more) {
  json_writer out(json_writer::layout::compact);
  for (const auto& row : rows) {
    write_row(out, row, more...);
    out.end_line();
  }
  return std::move(out).take();
}

}  // namespace

void write_full(json_writer& out, const recommendation& advice, const load_window* window) {
  const namespace_snapshot& seen = advice.seen;
  out.begin_object();
  write_members(out, to_namespace_recommendation(advice));
  out.member("reason", advice.reason);
  out.member("policy", advice.policy);
  write_basis(out, seen);
  if (const auto idle = advice.idle_per_month()) out.member("idle_usd_per_month", dollars(*idle));
  write_figures(out, seen);
  out.key("options");
  out.begin_array();
  for (const auto& option : advice.options) write_option(out, option);
  out.end_array();
  write_extra(out, seen);
  if (window) write_window(out, *window);
  out.end_object();
}

std::string json_report(std::span<const recommendation> advice, const window_map& windows) {
  return array_text(advice, windows);
}
std::string jsonl_report(std::span<const recommendation> advice, const window_map& windows) {
  return lines_text(advice, windows);
}
std::string json_report(std::span<const namespace_recommendation> rows) { return array_text(rows); }
std::string jsonl_report(std::span<const namespace_recommendation> rows) { return lines_text(rows); }

}  // namespace headroom::report
