#pragma once

#include <expected>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "headroom/base/result.h"
#include "headroom/cli/history/history_row.h"
#include "headroom/store/history_column.h"

namespace headroom::cli::history {

// What is wrong with one row: `fatal` leaves all of it out, the rest only figures of it.
struct row_faults {
  std::optional<std::string> fatal;
  std::vector<std::string> figures;
};

// Reads the rows below a CSV header: `minute,namespace` and figures by the names of the history's columns, in any
// order, with `completeness` and `arrived_unix_ms` if they are there; or a trace's `minute,actions_per_second`.
class csv_layout {
 public:
  // The error says what was seen and what was expected, with the nearest name, without file and line.
  [[nodiscard]] static result<csv_layout> from_header(std::string_view header,
                                                      const std::optional<namespace_id>& trace_namespace);
  [[nodiscard]] static bool is_trace_header(std::string_view header);

  // Empty with a fatal fault.
  [[nodiscard]] std::optional<history_row> read(std::string_view line, row_faults& faults) const;

 private:
  enum class meta : std::uint8_t { minute, name, data, arrived };
  struct cell {
    std::optional<meta> what;  // empty: a figure
    store::history_column column = store::history_column::actions_count;
  };

  std::optional<std::string> read_cell(const cell& at, std::string_view text, history_row& out,
                                       row_faults& faults) const;

  std::vector<cell> cells_;
  std::optional<namespace_id> fixed_;  // of a trace
};

// "minute,namespace,completeness,arrived_unix_ms,actions_count,...\n" with these columns.
[[nodiscard]] std::string csv_header(std::span<const store::history_column> columns);
void append_csv(std::string& out, const history_row& row, std::span<const store::history_column> columns);

}  // namespace headroom::cli::history
