#pragma once

#include <cstdint>
#include <filesystem>

#include "headroom/base/result.h"
#include "headroom/store/sqlite.h"
#include "headroom/store/sqlite_history.h"

namespace headroom::store {

// Opens the file and sets it up: WAL, each commit on the disk before it returns, no checkpoint within a commit.
[[nodiscard]] result<sqlite::database> open_history_file(const std::filesystem::path& file,
                                                         const sqlite_options& options);

// Makes the file smaller when a good part of it is empty, as after an import.
[[nodiscard]] result<void> give_back_space(sqlite::database& db);

// Of the file and its write-ahead log.
[[nodiscard]] std::int64_t bytes_on_disk(const std::filesystem::path& file);

}  // namespace headroom::store
