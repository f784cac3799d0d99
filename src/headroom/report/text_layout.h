#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "headroom/report/report_row.h"

namespace headroom::report {

// Widths of the text table's columns; 0: the column is left out.
struct text_layout {
  std::size_t name = 0, week = 0, load = 0, limit = 0, used = 0, throttled = 0, advice = 0, change = 0, why = 0;
  bool why_below = false;  // reasons stand below their rows

  // Of everything before the reason, gaps and margin included.
  [[nodiscard]] std::size_t width_before_why() const;
};

inline constexpr std::size_t text_gap = 2;

// Natural widths where the terminal has room. Where it has not: a smaller picture, reasons below their rows, then
// without limit, picture and share; names are cut last. `columns` 0: unlimited.
[[nodiscard]] text_layout fit_layout(const std::vector<report_row>& rows, std::size_t columns);

// Names and reasons as the terminal may see them.
[[nodiscard]] std::string name_text(const report_row& row);
[[nodiscard]] std::string why_text(const report_row& row);

}  // namespace headroom::report
