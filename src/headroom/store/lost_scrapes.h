#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "headroom/base/result.h"
#include "headroom/store/minute_range.h"
#include "headroom/store/sqlite.h"

namespace headroom::store {

// Compares what the last writer acknowledged with what the file holds: that is how a write-ahead log that somebody
// removed shows. The stretches of minutes that are gone, ascending.
[[nodiscard]] result<std::vector<minute_range>> lost_minutes(sqlite::database& db,
                                                             std::span<const std::int64_t> acknowledged);
[[nodiscard]] std::string loss_line(minute_range minutes);

// Keeps what is gone as named losses and gaps.
[[nodiscard]] result<void> name_losses(sqlite::database& db, std::span<const std::int64_t> acknowledged);

// Notes that earlier days were dropped on purpose.
[[nodiscard]] result<void> keep_from(sqlite::database& db, std::int64_t day);

}  // namespace headroom::store
