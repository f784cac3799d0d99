#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "headroom/base/result.h"
#include "headroom/cli/history/row_reader.h"
#include "headroom/cli/history/row_source.h"

namespace headroom::cli::history {

using text_sink = std::function<result<void>(std::string_view piece)>;

// Writes a part of a history as csv, jsonl or openmetrics. Reading it back with import gives the same figures; csv and
// jsonl keep completeness and time of arrival too. Returns what could not be read, one line each.
[[nodiscard]] result<std::vector<std::string>> export_rows(store::history_reader& from, const selection& what,
                                                           file_format format, const text_sink& out);

}  // namespace headroom::cli::history
