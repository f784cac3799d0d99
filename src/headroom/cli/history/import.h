#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>

#include "headroom/base/result.h"
#include "headroom/cli/history/import_progress.h"
#include "headroom/cli/history/row_batch.h"
#include "headroom/cli/history/row_source.h"
#include "headroom/store/history_store.h"

namespace headroom::cli::history {

struct import_options {
  std::string file;  // "-": stdin
  std::optional<file_format> format;
  std::optional<namespace_id> trace_namespace;
  std::filesystem::path history;  // where the store is, for the progress file
  std::int64_t now_unix_ms = 0;
  std::stop_token stop;
  std::function<void(const std::string& line)> complain;                         // FILE:LINE: ...
  std::function<void(std::int64_t rows, std::optional<double> share)> progress;  // after each batch
};

struct import_outcome {
  file_format format = file_format::csv;
  std::int64_t resumed_after_lines = 0;  // 0: from the start
  batch_facts facts;
  std::int64_t complaints = 0;
  std::size_t namespaces = 0;
  std::optional<store::minute_range> covered;
  std::int64_t minutes_missing = 0;  // of these, in the history as it is then
  bool interrupted = false;
};

// Reads a file into the history, batch by batch, each durable before the next is read. An import that was interrupted,
// however that was, goes on where it left off when the same file is imported again; a file whose beginning has changed
// is read from its start.
[[nodiscard]] result<import_outcome> import_file(store::history_store& to, const import_options& options);

}  // namespace headroom::cli::history
