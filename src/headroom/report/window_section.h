#pragma once

#include <string>

#include "headroom/json/json_writer.h"
#include "headroom/report/account_report.h"
#include "headroom/report/text_style.h"

namespace headroom::report {

// The part of a report that tells of the days behind the minute: a table of its own, empty when no row has a window.
[[nodiscard]] std::string window_text(const account_report& report, colour_use colours);
[[nodiscard]] std::string window_markdown(const account_report& report);
[[nodiscard]] std::string window_html(const account_report& report);

// Columns that a CSV has more when some row has a window: ",window_minutes,..."; both empty when none has.
[[nodiscard]] std::string window_csv_header(const account_report& report);
[[nodiscard]] std::string window_csv_cells(const account_report& report, const report_row& row);

// The member "window" of a namespace's object; unknown figures are left out.
void write_window(json_writer& out, const load_window& window);

}  // namespace headroom::report
