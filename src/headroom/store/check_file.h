#pragma once

#include <vector>

#include "headroom/base/result.h"
#include "headroom/store/history_store.h"
#include "headroom/store/namespace_table.h"
#include "headroom/store/sqlite.h"

namespace headroom::store {

// Reads all that a file holds, within the caller's transaction, and names what is damaged: SQLite's own structure, and
// every scrape, column, note and receipt by its checksum.
[[nodiscard]] result<std::vector<finding>> check_file(sqlite::database& db, namespace_table& names);

}  // namespace headroom::store
