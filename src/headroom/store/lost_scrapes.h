#pragma once

#include <cstdint>
#include <span>

#include "headroom/base/result.h"
#include "headroom/store/sqlite.h"

namespace headroom::store {

// Compares what the last writer acknowledged with what the file holds, and keeps what is gone as named losses and gaps:
// that is how a write-ahead log that somebody removed shows.
[[nodiscard]] result<void> name_losses(sqlite::database& db, std::span<const std::int64_t> acknowledged);

// Notes that earlier days were dropped on purpose.
[[nodiscard]] result<void> keep_from(sqlite::database& db, std::int64_t day);

}  // namespace headroom::store
