#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "headroom/base/result.h"
#include "headroom/store/history_store.h"

namespace headroom::store {

enum class open_mode : std::uint8_t {
  read,   // the file must be there; any number of readers beside the writer
  write,  // made if missing; one at a time
};

struct sqlite_options {
  open_mode mode = open_mode::read;
  std::int64_t now_unix_ms = 0;  // told to a second writer as "since"
  std::string vfs;               // SQLite's name of the file layer; empty: the default. Tests bring one that fails.
};

// The embedded history: one SQLite file (docs/formats/history.md) with its write-ahead log beside it. Errors: not_found
// (no history yet: says which command starts one), failed_precondition (not a history of ours; another writer holds it:
// names process, host and since when; written by a newer version and asked to write), data_loss (damaged beyond
// opening).
[[nodiscard]] result<std::unique_ptr<history_store>> open_sqlite_history(const std::filesystem::path& file,
                                                                         const sqlite_options& options);

}  // namespace headroom::store
