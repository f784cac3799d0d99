#pragma once

#include <string>
#include <vector>

#include "headroom/cli/metrics/input.h"

namespace headroom::cli::metrics {

// One line per file on stdout: "FILE: ok" or "FILE:LINE:COLUMN: MESSAGE". Returns the exit code.
int check_files(const std::vector<std::string>& files, format_choice format);

}  // namespace headroom::cli::metrics
