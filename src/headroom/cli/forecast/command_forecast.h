#pragma once

#include <CLI/CLI.hpp>

#include "headroom/cli/forecast/options.h"

namespace headroom::cli::forecast {

// Adds `headroom forecast`. `output` is the program's -o, `exit` where the command leaves its exit code: 0; 1 when the
// series cannot be read; 2 for a wrong command line; 3 when a series had no value to foretell from.
void add_forecast(CLI::App& app, const output_format& output, int& exit);

// The command behind it: rows on stdout, errors on stderr.
int run_forecast(const options& asked);

}  // namespace headroom::cli::forecast
