#pragma once

#include <span>

#include "headroom/cli/global_options.h"
#include "headroom/model/recommendation.h"
#include "headroom/report/account_report.h"

namespace headroom::cli {

// Writes a report to stdout in the format that was asked for. The table is as wide as the terminal, or unbounded when
// stdout is none. `-o json` and `jsonl` of an analysis in this process have the full recommendations, of a workflow's
// result its rows as they came.
void print_report(const global_options& global, const report::account_report& report,
                  std::span<const recommendation> advice, const report::window_map& windows = {});
void print_report(const global_options& global, const report::account_report& report,
                  std::span<const report::namespace_recommendation> rows);

}  // namespace headroom::cli
