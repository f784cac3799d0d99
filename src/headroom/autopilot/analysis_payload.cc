#include "headroom/autopilot/analysis_payload.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <fmt/format.h>

#include "headroom/base/text.h"
#include "headroom/report/money_json.h"

namespace headroom::autopilot {
namespace {

constexpr std::array<std::string_view, 7> original_fields{"namespace",
                                                          "action_limit",
                                                          "action_count",
                                                          "recommended_trus",
                                                          "current_capacity_mode",
                                                          "current_trus",
                                                          "recommended_capacity_mode"};

enum class detail : std::uint8_t { everything, calm_rows_bare, all_rows_bare };

ordered_json bare(const ordered_json& row) {
  ordered_json out;
  for (const auto name : original_fields) out[name] = row.at(name);
  return out;
}

ordered_json row_json(const recommendation& advice, detail how_much) {
  auto row = report::to_wire(advice);
  const bool calm = advice.state == verdict::fine;
  return how_much == detail::all_rows_bare || (how_much == detail::calm_rows_bare && calm) ? bare(row) : row;
}

ordered_json rows_json(const account_analysis& found, detail how_much) {
  auto rows = ordered_json::array();
  for (const auto& advice : found.advice) rows.push_back(row_json(advice, how_much));
  return rows;
}

ordered_json left_out_json(const std::vector<left_out_namespace>& all) {
  auto out = ordered_json::array();
  for (const auto& one : all) out.push_back({{"namespace", one.id.value()}, {"reason", one.reason}});
  return out;
}

std::string text_of(const account_analysis& found, report_wish report, detail how_much) {
  auto rows = rows_json(found, how_much);
  if (report == report_wish::rows_only) return to_compact_text(rows);
  ordered_json out;
  out["recommendations"] = std::move(rows);
  out["policy"] = found.policy;
  out["prices"] = found.price_note;
  out["minute"] = found.account.minute ? ordered_json(to_string(*found.account.minute)) : ordered_json(nullptr);
  out["data"] = to_string(found.account.data);
  out["money"] = report::to_json(plan::money_of(found.advice, found.price));
  out["left_out"] = left_out_json(found.account.left_out);
  out["warnings"] = found.account.warnings;
  return to_compact_text(out);
}

// Members of the report object are text or absent; anything else is another program's answer.
std::string text_member(const json& value, const char* name) {
  const auto found = value.find(name);
  return found != value.end() && found->is_string() ? found->get<std::string>() : std::string();
}

std::vector<left_out_namespace> left_out_of(const json& value) {
  std::vector<left_out_namespace> out;
  if (const auto found = value.find("left_out"); found != value.end() && found->is_array()) {
    for (const auto& one : *found) {
      if (one.is_object()) out.push_back({namespace_id(text_member(one, "namespace")), text_member(one, "reason")});
    }
  }
  return out;
}

std::vector<std::string> warnings_of(const json& value) {
  std::vector<std::string> out;
  if (const auto found = value.find("warnings"); found != value.end() && found->is_array()) {
    for (const auto& one : *found) {
      if (one.is_string()) out.push_back(one.get<std::string>());
    }
  }
  return out;
}

}  // namespace

result<std::string> write_analysis(const account_analysis& found, report_wish report, std::size_t bytes_max) {
  std::size_t least = 0;
  for (const auto how_much : {detail::everything, detail::calm_rows_bare, detail::all_rows_bare}) {
    auto text = text_of(found, report, how_much);
    if (text.size() <= bytes_max) return text;
    least = text.size();
  }
  return fail(
      error_code::out_of_range,
      fmt::format(
          "the result of {} namespaces takes {} bytes, and Temporal's limit for one payload is {}; ask for fewer "
          "with the argument's \"namespaces\", for example by the first letter",
          found.advice.size(), least, bytes_max));
}

result<bulk_analysis> read_analysis(const json& value) {
  const bool with_report = value.is_object() && value.contains("recommendations");
  auto rows = report::namespace_recommendations_from(with_report ? value.at("recommendations") : value);
  if (!rows) return fail(std::move(rows.error()));
  bulk_analysis out{.recommendations = std::move(*rows)};
  if (!with_report) return out;
  out.policy = text_member(value, "policy");
  out.prices = text_member(value, "prices");
  out.data = text_member(value, "data");
  if (const auto money = value.find("money"); money != value.end()) {
    auto read = report::account_money_from(*money);
    if (!read) return fail(std::move(read.error()));
    out.money = *read;
  }
  out.left_out = left_out_of(value);
  out.warnings = warnings_of(value);
  if (const auto minute = parse_utc_minute(text_member(value, "minute"))) out.minute = *minute;
  return out;
}

report::account_report report_of(const bulk_analysis& analysis) {
  auto out = report::make_report(analysis.recommendations, analysis.policy);
  out.price_note = analysis.prices;
  out.minute = analysis.minute;
  out.money = analysis.money;
  out.left_out = analysis.left_out;
  out.warnings = analysis.warnings;
  return out;
}

}  // namespace headroom::autopilot
