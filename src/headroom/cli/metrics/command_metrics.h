#pragma once

#include <CLI/CLI.hpp>

#include "headroom/cli/global_options.h"

namespace headroom::cli::metrics {

// Adds `headroom metrics check|show|bench`. `output` is the program's -o, `exit` where the command leaves its exit
// code: 0; 1 when a body is invalid or a file cannot be read; 2 for a wrong command line.
void add_metrics(CLI::App& app, const output_format& output, int& exit);

}  // namespace headroom::cli::metrics
