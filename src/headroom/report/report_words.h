#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "headroom/report/account_report.h"

namespace headroom::report {

// The words that all formats for people share. Plain text; each format escapes and styles it.

// "Throttled", "Near the limit", "Overpaying", "Fine", "Not enough data".
[[nodiscard]] std::string_view heading_of(verdict state);

// "headroom: account a1b2c, minute of 2026-11-24 07:00 UTC, policy headroom".
[[nodiscard]] std::string title_of(const account_report& report);

// "40 namespaces: 3 throttled, 6 overpaying, 31 fine."
[[nodiscard]] std::string states_line(const account_report& report);

// "Actions cost about $46,853 a month at this load, $44,926 of it for idle TRUs. The advice saves $44,926 a month."
// Empty when no money is known.
[[nodiscard]] std::string money_line(const account_report& report);

// Warnings, namespaces left out and what the prices rest on, one line each; may be empty.
[[nodiscard]] std::vector<std::string> notes_of(const account_report& report);

// The cells of a row, "-" where unknown.
[[nodiscard]] std::string load_text(const report_row& row);
[[nodiscard]] std::string limit_text(const report_row& row);
[[nodiscard]] std::string used_text(const report_row& row);
[[nodiscard]] std::string throttled_text(const report_row& row);
[[nodiscard]] std::string capacity_text(const std::optional<capacity>& c);  // "On-Demand", "4 TRUs"
[[nodiscard]] std::string advice_text(const report_row& row);               // "4 TRUs → 6 TRUs", "On-Demand"
[[nodiscard]] std::string change_text(const report_row& row);               // "-$44,926"; empty when nothing changes

}  // namespace headroom::report
