#pragma once

#include <cstdint>
#include <string>

#include "headroom/cli/metrics/input.h"
#include "headroom/openmetrics/exposition.h"

namespace headroom::cli::metrics {

enum class show_format : std::uint8_t { text, json };

// Prints what a body holds; an invalid one prints nothing on stdout. Returns the exit code.
int show_file(const std::string& file, format_choice format, show_format as);

// One array of families as METRICS: every sample line, strings escaped, numbers in the shortest form that reads back.
[[nodiscard]] std::string to_json(const openmetrics::exposition& body);

// The same for people, safe for a terminal.
[[nodiscard]] std::string to_text(const openmetrics::exposition& body);

}  // namespace headroom::cli::metrics
