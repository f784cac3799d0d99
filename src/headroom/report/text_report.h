#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "headroom/report/account_report.h"
#include "headroom/report/text_style.h"

namespace headroom::report {

struct text_options {
  colour_use colours = colour_use::off;
  std::size_t columns = 120;         // of the terminal; 0: as wide as it gets
  std::optional<int> calm_rows_max;  // fine rows shown at most; the rest is counted. Empty: all
};

// The table for people, what to do first on top, the money line at the bottom. No line is wider than the terminal (but
// never narrower than 60): with less room the reason moves below its row, then the picture and the limit go. Names and
// reasons cannot reach the terminal as control sequences.
[[nodiscard]] std::string text_report(const account_report& report, const text_options& options);

}  // namespace headroom::report
