#pragma once

#include <CLI/CLI.hpp>
#include <string_view>

#include "headroom/base/error.h"
#include "headroom/cli/history/command_history.h"

// The parts of `headroom history`, one file each; command_history.cc puts them together.
namespace headroom::cli::history {

void add_info(CLI::App& family, const surroundings& around);
void add_export(CLI::App& family, const surroundings& around);
void add_import(CLI::App& family, const surroundings& around);
void add_upkeep(CLI::App& family, const surroundings& around);  // compact, check
void add_backfill(CLI::App& family, const surroundings& around);

// --store, which every one of them has.
void add_store_flag(CLI::App& command, std::string& store);

// One line on stderr, safe for a terminal; returns the exit code. An error about a file begins with its name and line
// and stands as it is, so that editors can jump to it.
int say(const error& e, int exit_code);
int say_at_file(std::string_view line, int exit_code);

// To stdout; false after a failed write, which was said.
[[nodiscard]] bool put(std::string_view text);

}  // namespace headroom::cli::history
