#pragma once

#include <string>
#include <vector>

#include "headroom/model/week_plan.h"

namespace headroom::report {

// Cells of words and figures, the same in every format that shows a table. The first `text_columns` columns are words.
struct plan_table {
  std::vector<std::string> header;
  std::vector<std::vector<std::string>> rows;
  std::size_t text_columns = 1;
};

// The ranked options: name, dollars a week and a month, idle a month, throttled minutes, risk, changes.
[[nodiscard]] plan_table options_table(const week_plan& plan);
// The blocks of hours: from, to, capacity, why.
[[nodiscard]] plan_table blocks_table(const week_plan& plan);

[[nodiscard]] std::string minute_text(utc_hour hour);  // "Tue 2026-11-24 08:00"
[[nodiscard]] std::string plan_capacity_text(const capacity& held);

// Aligned columns; each line begins with `indent` blanks.
[[nodiscard]] std::string table_text(const plan_table& table, std::size_t indent);

}  // namespace headroom::report
