#pragma once

#include <span>
#include <string>

#include "headroom/json/json_writer.h"
#include "headroom/model/recommendation.h"
#include "headroom/report/load_window.h"
#include "headroom/report/wire.h"

namespace headroom::report {

// One recommendation in full: the wire's fields first (the reason as a sentence), then what it rests on: minute,
// completeness, every limit row, extra metrics, faults, and the ranked options with their prices. Unknown figures are
// left out. docs/formats/analysis-json.md lists the keys. With a window, the days behind the minute as its last member.
void write_full(json_writer& out, const recommendation& advice, const load_window* window = nullptr);

// `-o json`: one array with two blanks of indent; `-o jsonl`: one object a line. In the order given.
[[nodiscard]] std::string json_report(std::span<const recommendation> advice, const window_map& windows = {});
[[nodiscard]] std::string jsonl_report(std::span<const recommendation> advice, const window_map& windows = {});

// The same of the workflow's rows, exactly as they came.
[[nodiscard]] std::string json_report(std::span<const namespace_recommendation> rows);
[[nodiscard]] std::string jsonl_report(std::span<const namespace_recommendation> rows);

}  // namespace headroom::report
