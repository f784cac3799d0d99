#pragma once

#include <CLI/CLI.hpp>

#include "headroom/cli/plan/options.h"

namespace headroom::cli::plan {

// Adds `headroom plan`. Exit codes: 0; 1 when nothing could be planned; 2 for a wrong command line; 3 when some
// namespaces could not be planned; with --exit-code 4 when a plan changes something.
void add_plan(CLI::App& app, const surroundings& around);

}  // namespace headroom::cli::plan
