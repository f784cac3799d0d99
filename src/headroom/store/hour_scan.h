#pragma once

#include <functional>
#include <string>
#include <vector>

#include "headroom/base/result.h"
#include "headroom/store/history_reader.h"
#include "headroom/store/sqlite.h"

namespace headroom::store {

// Opens another connection to the same file, for another thread.
using connect = std::function<result<sqlite::database>()>;

// Hourly figures of every namespace, a day of 64 at a time, so that minutes never leave the processor's cache. Threads
// take groups of namespaces in turn, each with a connection and a read transaction of its own; the visitor is called by
// one at a time.
[[nodiscard]] result<void> scan_hours(const connect& open, const std::vector<namespace_id>& names,
                                      history_column column, minute_range range, int threads,
                                      const history_reader::hours_visitor& visit);

}  // namespace headroom::store
