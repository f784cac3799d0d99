#pragma once

#include <span>
#include <string>

#include "headroom/base/result.h"
#include "headroom/report/plan_receipt.h"

namespace headroom::cli::plan {

// Keeps receipts in the history beside the minutes. One that is there already, from the same inputs, is left as it is.
[[nodiscard]] result<void> keep_receipts(const std::string& store_file, std::span<const report::plan_receipt> receipts,
                                         std::int64_t now_unix_ms);

// The receipt of that id in the history; not_found lists the newest ones.
[[nodiscard]] result<report::plan_receipt> find_receipt(const std::string& store_file, const std::string& id);

// The receipt of that id in a file: what `headroom plan -o json` or `jsonl` printed, or a receipt alone. An empty id
// means the only one there is.
[[nodiscard]] result<report::plan_receipt> read_receipt(const std::string& file, const std::string& id);

}  // namespace headroom::cli::plan
