#pragma once

#include <cstdint>
#include <string_view>

#include "headroom/base/result.h"
#include "headroom/store/sqlite.h"

namespace headroom::store {

// The version of the file format that this program writes, and the oldest program version that may read it.
inline constexpr std::int64_t schema_version = 2;

// Makes the tables in an empty file, or brings an older file up to date, in one transaction. failed_precondition for a
// file that is not a history of ours, or that a newer headroom wrote.
[[nodiscard]] result<void> prepare_for_writing(sqlite::database& db, std::string_view file);

// The same checks without a change: a newer file may be read when it says that programs of our version can.
[[nodiscard]] result<void> prepare_for_reading(sqlite::database& db, std::string_view file);

}  // namespace headroom::store
