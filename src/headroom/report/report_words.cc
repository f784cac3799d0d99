#include "headroom/report/report_words.h"

#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <map>
#include <utility>

#include "headroom/base/figures.h"

namespace headroom::report {
namespace {

// One line for each reason; of many namespaces with the same one only the first are named.
std::vector<std::string> left_out_lines(const std::vector<left_out_namespace>& all) {
  constexpr std::size_t named_max = 5;
  std::map<std::string, std::vector<std::string>> by_reason;
  for (const auto& left : all) by_reason[left.reason].push_back(left.id.value());
  std::vector<std::string> out;
  for (auto& [reason, ids] : by_reason) {
    if (ids.size() == 1) {
      out.push_back(fmt::format("Left out: {}: {}", ids.front(), reason));
      continue;
    }
    const std::size_t more = ids.size() - std::min(ids.size(), named_max);
    ids.resize(ids.size() - more);
    out.push_back(fmt::format("Left out, {}: {}{}", reason, fmt::join(ids, ", "),
                              more > 0 ? fmt::format(" and {} more", more) : std::string()));
  }
  return out;
}

std::string rate_or_dash(const std::optional<double>& rate) { return rate ? rate_text(*rate) : "-"; }

std::string of_state(int count, verdict state) {
  switch (state) {
    case verdict::throttled:
      return fmt::format("{} throttled", with_commas(count));
    case verdict::near_limit:
      return fmt::format("{} near {} limit", with_commas(count), count == 1 ? "its" : "their");
    case verdict::overpaying:
      return fmt::format("{} overpaying", with_commas(count));
    case verdict::fine:
      return fmt::format("{} fine", with_commas(count));
    case verdict::unknown:
      return fmt::format("{} without enough data", with_commas(count));
  }
  return "";
}

// "2026-11-24 07:00 UTC".
std::string minute_text(utc_minute minute) {
  std::string text = to_string(minute).substr(0, 16);
  text[10] = ' ';
  return text + " UTC";
}

constexpr verdict states[] = {verdict::throttled, verdict::near_limit, verdict::overpaying, verdict::fine,
                              verdict::unknown};

}  // namespace

std::string_view heading_of(verdict state) {
  switch (state) {
    case verdict::throttled:
      return "Throttled";
    case verdict::near_limit:
      return "Near the limit";
    case verdict::overpaying:
      return "Overpaying";
    case verdict::fine:
      return "Fine";
    case verdict::unknown:
      return "Not enough data";
  }
  return "";
}

std::string title_of(const account_report& report) {
  std::string out = "headroom";
  std::string_view separator = ": ";
  const auto add = [&](const std::string& part) {
    out += separator;
    out += part;
    separator = ", ";
  };
  if (!report.account.empty()) add("account " + report.account);
  if (report.minute) add("minute of " + minute_text(*report.minute));
  if (!report.policy.empty()) add("policy " + report.policy);
  return out;
}

std::string states_line(const account_report& report) {
  if (report.rows.empty()) return "No namespaces.";
  std::vector<std::string> parts;
  for (const verdict state : states) {
    if (const int count = report.count(state); count > 0) parts.push_back(of_state(count, state));
  }
  return fmt::format("{}: {}.", counted(static_cast<std::int64_t>(report.rows.size()), "namespace", "namespaces"),
                     fmt::join(parts, ", "));
}

std::string money_line(const account_report& report) {
  if (!report.money) return "";
  const auto& money = *report.money;
  std::string out = fmt::format("Actions cost about {} a month at this load", usd_text(money.cost_per_month));
  if (money.idle_per_month.value() > 0) out += fmt::format(", {} of it for idle TRUs", usd_text(money.idle_per_month));
  const std::int64_t change = money.change_per_month.value();
  const std::string changes = counted(money.changes, "change", "changes");
  if (money.changes == 0) return out + ". Nothing needs to change.";
  if (change == 0) return out + fmt::format(". The {} advised cost nothing extra.", changes);
  return out + fmt::format(". The {} advised {} {} a month.", changes,
                           change < 0 ? (money.changes == 1 ? "saves" : "save") : (money.changes == 1 ? "adds" : "add"),
                           usd_text(usd_micros(change < 0 ? -change : change)));
}

std::vector<std::string> notes_of(const account_report& report) {
  std::vector<std::string> out;
  for (const std::string& warning : report.warnings) out.push_back("Warning: " + warning);
  for (std::string& line : left_out_lines(report.left_out)) out.push_back(std::move(line));
  if (!report.history_note.empty()) out.push_back(report.history_note);
  if (report.money && !report.price_note.empty()) {
    out.push_back(fmt::format("Prices: {}{}; a month is 730 hours like this minute or like the week shown.",
                              report.price_note,
                              report.money->beyond_list_price ? " (above its last tier, so an upper estimate)" : ""));
  }
  return out;
}

std::string load_text(const report_row& row) { return rate_or_dash(row.load_aps); }
std::string limit_text(const report_row& row) { return rate_or_dash(row.limit_aps); }
std::string throttled_text(const report_row& row) { return rate_or_dash(row.throttled_aps); }

std::string used_text(const report_row& row) {
  const auto share = row.used_share();
  return share ? percent_text(*share) : "-";
}

std::string capacity_text(const std::optional<capacity>& c) {
  if (!c) return "unknown";
  return c->mode() == capacity_mode::on_demand ? "On-Demand" : to_string(*c);
}

std::string advice_text(const report_row& row) {
  if (!row.changes()) return capacity_text(row.now);
  return fmt::format("{} → {}", capacity_text(row.now), capacity_text(row.advised));
}

std::string change_text(const report_row& row) {
  if (!row.changes()) return "";
  return row.change_per_month ? usd_text(*row.change_per_month, sign_style::plus_and_minus) : "-";
}

}  // namespace headroom::report
