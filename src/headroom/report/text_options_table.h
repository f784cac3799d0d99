#pragma once

#include <string>

#include "headroom/report/report_row.h"
#include "headroom/report/text_style.h"

namespace headroom::report {

// All that one namespace could have, best first, with prices: shown when a report is about a single namespace. Empty
// when the options are not known. At most 60 columns wide.
[[nodiscard]] std::string text_options_table(const report_row& row, colour_use colours);

}  // namespace headroom::report
