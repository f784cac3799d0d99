#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "headroom/report/account_report.h"

namespace headroom::report {

// Spreadsheets run cells that begin with = + - @ as formulas. `on` puts an apostrophe before such *texts* (never before
// numbers); `off` leaves every byte as it is, for programs.
enum class formula_guard : std::uint8_t { off, on };

// RFC 4180: CRLF, a header row, quotes where needed, UTF-8; rows by urgency, unknown figures empty.
[[nodiscard]] std::string csv_report(const account_report& report, formula_guard guard = formula_guard::off);

// One cell of a CSV line, quoted where it must be.
[[nodiscard]] std::string csv_cell(std::string_view text, formula_guard guard = formula_guard::off);

}  // namespace headroom::report
