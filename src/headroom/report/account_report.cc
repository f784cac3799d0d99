#include "headroom/report/account_report.h"

#include <algorithm>
#include <fmt/format.h>

namespace headroom::report {
namespace {

// The account that all ids share: the part after their last dot.
std::string common_account(const std::vector<report_row>& rows) {
  std::optional<std::string> account;
  for (const report_row& row : rows) {
    const std::string& id = row.id.value();
    const auto dot = id.rfind('.');
    const std::string own = dot == std::string::npos ? "" : id.substr(dot + 1);
    if (account && *account != own) return "";
    account = own;
  }
  return account.value_or("");
}

}  // namespace

int account_report::count(verdict state) const {
  return static_cast<int>(std::ranges::count(rows, state, &report_row::state));
}

int account_report::changes() const { return static_cast<int>(std::ranges::count_if(rows, &report_row::changes)); }

account_report make_report(const report_input& in) {
  static const plan::history_map none;
  const plan::history_map& histories = in.histories ? *in.histories : none;
  account_report out{.policy = in.policy,
                     .price_note = in.price_note,
                     .minute = in.account.minute,
                     .money = plan::money_of(in.advice, in.price, histories),
                     .left_out = in.account.left_out,
                     .warnings = in.account.warnings};
  out.rows.reserve(in.advice.size());
  for (const recommendation& advice : in.advice) {
    const auto week = histories.find(advice.seen.id);
    out.rows.push_back(row_of(advice, week == histories.end() ? nullptr : &week->second));
  }
  sort_by_urgency(out.rows);
  out.account = common_account(out.rows);
  return out;
}

account_report make_report(const std::vector<namespace_recommendation>& rows, std::string policy) {
  account_report out{.policy = std::move(policy)};
  for (const auto& row : rows) out.rows.push_back(row_of(row));
  sort_by_urgency(out.rows);
  out.account = common_account(out.rows);
  return out;
}

std::string price_note_of(const cost::price_book& prices, const plan::snapshot_settings& settings, utc_minute when) {
  const cost::price_edition& edition = prices.at(when);
  const bool listed = &prices == &cost::list_prices();
  return fmt::format("{} of {}, plan {}", listed ? "list prices" : prices.name,
                     to_string(edition.effective_from).substr(0, 10),
                     settings.price_plan.empty() ? edition.default_plan : settings.price_plan);
}

}  // namespace headroom::report
