#pragma once

#include <CLI/CLI.hpp>

#include "headroom/cli/plan/options.h"

namespace headroom::cli::plan {

// Adds `headroom why`: decides a receipt again and explains it. Exit codes: 0 when the plan agrees bit for bit with
// what was stored, 1 when it does not or the receipt cannot be read, 2 for a wrong command line.
void add_why(CLI::App& app, const surroundings& around);

}  // namespace headroom::cli::plan
