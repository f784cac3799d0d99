#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "headroom/cli/history/csv_rows.h"
#include "headroom/cli/history/history_row.h"

namespace headroom::cli::history {

// One object a line: {"minute": "2026-01-05T00:00:00Z", "namespace": "orders-prod.a1b2c", "completeness": "complete",
// "arrived_unix_ms": 1767571380000, "actions_count": 12.5, ...}. Unknown figures are left out, or null.
[[nodiscard]] std::optional<history_row> read_jsonl(std::string_view line, row_faults& faults);
void append_jsonl(std::string& out, const history_row& row, std::span<const store::history_column> columns);

}  // namespace headroom::cli::history
