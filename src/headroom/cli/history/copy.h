#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "headroom/base/result.h"
#include "headroom/cli/history/row_batch.h"
#include "headroom/cli/history/row_reader.h"
#include "headroom/store/history_store.h"

namespace headroom::cli::history {

struct copy_options {
  selection what;
  std::int64_t now_unix_ms = 0;
  std::stop_token stop;
  std::function<void(std::int64_t rows, std::optional<double> share)> progress;
};

struct copy_outcome {
  batch_facts facts;
  std::size_t namespaces = 0;
  std::optional<store::minute_range> covered;
  std::vector<std::string> damage;
  bool interrupted = false;
};

// Copies a part of one history into another, day by day. A minute in which a namespace has any figure there is left as
// it is; days in which all namespaces have all minutes are not asked for.
[[nodiscard]] result<copy_outcome> copy_history(store::history_reader& from, store::history_store& to,
                                                const copy_options& options);

}  // namespace headroom::cli::history
