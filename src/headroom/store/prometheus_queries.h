#pragma once

#include <string>
#include <vector>

#include "headroom/base/strong.h"
#include "headroom/store/history_column.h"
#include "headroom/store/remote_read.h"

namespace headroom::store {

// How the columns are asked for in PromQL, under the names that Temporal's endpoint gives its metrics and the user's
// server scraped them by ("OpenMetrics metrics reference", docs.temporal.io, as of 2026-09).

[[nodiscard]] std::string metric_of(history_column column);

// One series for each namespace: foreground work on the active side is summed, limits and TRUs are the least of the
// regions'. A minute's figure is the sample of its own minute: never the one before, which the server would otherwise
// go on showing for five minutes. No names: all namespaces.
[[nodiscard]] std::string query_of(history_column column, const std::vector<namespace_id>& names);

// The same as a remote read: its series, and how those of one namespace become one.
enum class across_series : std::uint8_t { sum, least };
[[nodiscard]] std::vector<label_matcher> matchers_of(history_column column, const std::vector<namespace_id>& names);
[[nodiscard]] across_series across(history_column column);

// Whether the namespace was scraped at all in a minute.
[[nodiscard]] std::string presence_query(const std::string& window);

// A text within double quotes.
[[nodiscard]] std::string promql_string(const std::string& text);

}  // namespace headroom::store
