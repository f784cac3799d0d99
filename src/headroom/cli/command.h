#pragma once

#include <CLI/CLI.hpp>

#include "headroom/base/result.h"
#include "headroom/cli/global_options.h"
#include "headroom/cli/settings/settings.h"

namespace headroom::cli {

// What the program has once the command line is read: the flags, the environment, and the settings made of them.
struct context {
  global_options& global;
  environment& env;
  int& exit;  // the command leaves its exit code here

  // The settings of environment and file; a wrong one is an error here and nowhere earlier, so that `doctor` and
  // `config check` can show it.
  [[nodiscard]] result<settings> load_settings() const;
};

// Says what went wrong on stderr as one line, safe for a terminal; returns the exit code to end with.
int report_error(const error& e, int exit_code_ = 1);

void add_analyze(CLI::App& app, context& ctx);
void add_worker(CLI::App& app, context& ctx);
void add_doctor(CLI::App& app, context& ctx);
void add_config(CLI::App& app, context& ctx);
void add_plan(CLI::App& app, context& ctx);
void add_why(CLI::App& app, context& ctx);
void add_collect(CLI::App& app, context& ctx);
void add_history(CLI::App& app, context& ctx);

}  // namespace headroom::cli
