#pragma once

#include <CLI/CLI.hpp>

#include "headroom/cli/backtest/options.h"

namespace headroom::cli::backtest {

// Adds `headroom backtest`. `output` is the program's -o, `exit` where the command leaves its exit code: 0; 1 when no
// trace could be read; 2 for a wrong command line; 3 when a trace could not be read or had nothing to score.
void add_backtest(CLI::App& app, const output_format& output, int& exit);

// The command behind it: results on stdout, errors and progress on stderr.
int run_backtest(const options& asked);

}  // namespace headroom::cli::backtest
