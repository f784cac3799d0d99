#pragma once

#include <functional>
#include <string>
#include <vector>

#include "headroom/base/result.h"
#include "headroom/cli/history/history_row.h"
#include "headroom/store/history_reader.h"

namespace headroom::cli::history {

// Which part of a history.
struct selection {
  store::minute_range minutes;
  std::vector<std::string> namespaces;  // globs over full ids or names; empty: all
  std::vector<store::history_column> columns;
};

using row_visitor = std::function<result<void>(const history_row& row)>;

// The rows of a history, minute by minute and by namespace within one, each with at least one known figure. Whatever
// the size of the history, some hundred megabytes are in memory. Returns what could not be read, one line each.
[[nodiscard]] result<std::vector<std::string>> read_rows(store::history_reader& from, const selection& what,
                                                         const row_visitor& visit);

// The namespaces that are selected, ascending; not_found when the globs match none.
[[nodiscard]] result<std::vector<namespace_id>> selected_namespaces(store::history_reader& from,
                                                                    const std::vector<std::string>& globs);

}  // namespace headroom::cli::history
