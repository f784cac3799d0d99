#pragma once

#include <optional>
#include <string>
#include <vector>

#include "headroom/model/namespace_snapshot.h"
#include "headroom/plan/account_money.h"
#include "headroom/plan/snapshot_planner.h"
#include "headroom/report/report_row.h"

namespace headroom::report {

// Everything that a report can say, whatever its format. Rows are sorted by urgency.
struct account_report {
  std::string account;  // "a1b2c"; empty when the namespaces are of several
  std::string policy;
  std::string price_note;  // which prices: "list prices of 2026-09-17, plan business"
  std::optional<utc_minute> minute;
  std::vector<report_row> rows;
  std::optional<plan::account_money> money;  // empty when only the workflow's rows are there
  std::vector<left_out_namespace> left_out;
  std::vector<std::string> warnings;
  std::string history_note;  // what past the advice rests on, or how to have one; empty: nothing to say

  // How many rows are in a state.
  [[nodiscard]] int count(verdict state) const;
  [[nodiscard]] int changes() const;
};

struct report_input {
  const account_snapshot& account;
  const std::vector<recommendation>& advice;  // of the account's namespaces
  const plan::account_price& price;
  std::string policy = "headroom";
  std::string price_note;
  const plan::history_map* histories = nullptr;
};
[[nodiscard]] account_report make_report(const report_input& in);

// A report of the workflow's rows alone.
[[nodiscard]] account_report make_report(const std::vector<namespace_recommendation>& rows, std::string policy);

// "list prices of 2026-09-17, plan business".
[[nodiscard]] std::string price_note_of(const cost::price_book& prices, const plan::snapshot_settings& settings,
                                        utc_minute when);

}  // namespace headroom::report
