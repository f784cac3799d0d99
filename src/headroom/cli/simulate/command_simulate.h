#pragma once

#include <CLI/CLI.hpp>

namespace headroom::cli::simulate {

// Adds `headroom simulate-cloud`, a Temporal Cloud in a box that prints its URL and serves until SIGTERM or SIGINT.
// `exit` is where the command leaves its exit code: 0; 1 when it cannot listen; 2 when what was asked for is wrong.
void add_simulate_cloud(CLI::App& app, int& exit);

}  // namespace headroom::cli::simulate
