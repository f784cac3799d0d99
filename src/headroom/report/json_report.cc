#include "headroom/report/json_report.h"

#include <array>
#include <cmath>

namespace headroom::report {
namespace {

// Cents: finer figures would claim what an estimate does not know.
double dollars(usd_micros money) { return std::round(usd(money) * 100) / 100; }

void put(ordered_json& out, std::string_view key, const std::optional<double>& figure) {
  if (figure && std::isfinite(*figure)) out[std::string(key)] = *figure;
}

ordered_json limit_json(const limit_row& row) {
  ordered_json out;
  out["kind"] = to_string(row.kind);
  put(out, "count_per_second", row.count_per_s);
  put(out, "limit_per_second", row.limit_per_s);
  put(out, "throttled_per_second", row.throttled_per_s);
  put(out, "on_demand_limit_per_second", row.envelope_per_s);
  return out;
}

ordered_json option_json(const capacity_option& option) {
  ordered_json out;
  out["capacity_mode"] = to_string(option.choice.mode());
  out["trus"] = option.choice.rung();
  out["cost_usd_per_month"] = dollars(option.cost_per_month);
  out["idle_usd_per_month"] = dollars(option.idle_premium_per_month);
  if (option.risk != throttle_risk::unknown || option.limit_aps > 0) {
    out["limit_aps"] = option.limit_aps;
    out["throttled_aps"] = option.throttled_aps;
  }
  out["throttle_risk"] = to_string(option.risk);
  return out;
}

// Row by row: one tree of ten thousand rows would take more time than all the rest of an analysis.
template <class Row, class Write>
std::string array_text(std::span<const Row> rows, Write write) {
  std::string out = "[";
  for (const auto& row : rows) {
    out += out.size() == 1 ? "\n  " : ",\n  ";
    for (const char c : to_pretty_text(write(row))) {
      out += c;
      if (c == '\n') out += "  ";  // texts have no line feeds of their own: they are escaped
    }
  }
  return out + (rows.empty() ? "]\n" : "\n]\n");
}

template <class Rows, class ToJson>
std::string lines_text(const Rows& rows, ToJson to_object) {
  std::string out;
  for (const auto& row : rows) out += to_compact_text(to_object(row)) + '\n';
  return out;
}

ordered_json row_json(const namespace_recommendation& row) { return to_json(row); }

}  // namespace

ordered_json to_full_json(const recommendation& advice) {
  const namespace_snapshot& seen = advice.seen;
  ordered_json out = to_wire(advice);
  out["reason"] = advice.reason;
  out["policy"] = advice.policy;
  if (seen.minute) out["minute"] = to_string(*seen.minute);
  out["data"] = to_string(seen.data);
  out["capacity_source"] = to_string(seen.current_source);
  if (seen.capacity_change_in_progress) out["capacity_change_in_progress"] = true;
  if (const auto idle = advice.idle_per_month()) out["idle_usd_per_month"] = dollars(*idle);
  put(out, "background_aps", seen.background_aps);
  put(out, "standby_aps", seen.standby_aps);
  out["limits"] = ordered_json::array();
  for (const limit_row* row : {&seen.actions, &seen.requests, &seen.operations}) {
    if (ordered_json limit = limit_json(*row); limit.size() > 1) out["limits"].push_back(std::move(limit));
  }
  out["options"] = ordered_json::array();
  for (const auto& option : advice.options) out["options"].push_back(option_json(option));
  if (!seen.extra.empty()) {
    out["metrics"] = ordered_json::object();
    for (const auto& [name, value] : seen.extra) put(out["metrics"], name, value);
  }
  if (!seen.faults.empty()) out["faults"] = seen.faults;
  return out;
}

std::string json_report(std::span<const recommendation> advice) { return array_text(advice, to_full_json); }
std::string jsonl_report(std::span<const recommendation> advice) { return lines_text(advice, to_full_json); }
std::string json_report(std::span<const namespace_recommendation> rows) { return array_text(rows, row_json); }
std::string jsonl_report(std::span<const namespace_recommendation> rows) { return lines_text(rows, row_json); }

}  // namespace headroom::report
