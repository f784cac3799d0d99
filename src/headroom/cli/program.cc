#include "headroom/cli/program.h"

#include <CLI/CLI.hpp>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <string>
#include <vector>

#include "headroom/cli/backtest/command_backtest.h"
#include "headroom/cli/command.h"
#include "headroom/cli/crash_dump.h"
#include "headroom/cli/exit_code.h"
#include "headroom/cli/forecast/command_forecast.h"
#include "headroom/cli/metrics/command_metrics.h"
#include "headroom/cli/simulate/command_simulate.h"
#include "headroom/cli/version.h"

namespace headroom::cli {
namespace {

// `headroom --version` needs nothing else to be set up.
bool asks_version(int argc, char** argv) {
  return argc == 2 && (std::strcmp(argv[1], "--version") == 0 || std::strcmp(argv[1], "version") == 0);
}

int print_version() { return std::printf("headroom %s\n", version_text) < 0 ? exit_failed : exit_ok; }

int usage_error(const CLI::App& app, const CLI::ParseError& e) {
  if (e.get_exit_code() == 0) return app.exit(e) == 0 ? exit_ok : exit_failed;  // --help
  app.exit(e);
  return exit_usage;
}

}  // namespace

int run_program(int argc, char** argv) {
  if (asks_version(argc, argv)) return print_version();
  leave_no_core_file();
  std::signal(SIGPIPE, SIG_IGN);  // a closed pipe is a failed write, named where it happens

  std::vector<std::string> warnings;
  auto env = load_environment(warnings);
  if (!env) return report_error(env.error());
  for (const auto& warning : warnings) std::fprintf(stderr, "headroom: %s\n", warning.c_str());

  CLI::App app{"The capacity planner and autopilot for Temporal Cloud namespaces.", "headroom"};
  app.set_version_flag("--version", std::string("headroom ") + version_text);
  app.require_subcommand(1);
  app.fallthrough();
  global_options global;
  int exit = exit_ok;
  context ctx{global, *env, exit};
  add_global_options(app, global);
  add_analyze(app, ctx);
  add_worker(app, ctx);
  add_doctor(app, ctx);
  add_config(app, ctx);
  add_plan(app, ctx);
  add_why(app, ctx);
  add_collect(app, ctx);
  add_history(app, ctx);
  backtest::add_backtest(app, global.output, exit);
  forecast::add_forecast(app, global.output, exit);
  metrics::add_metrics(app, global.output, exit);
  simulate::add_simulate_cloud(app, exit);

  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& e) {
    return usage_error(app, e);
  }
  // A large write that failed left only its mark, a small one is still in the buffer.
  if (std::fflush(stdout) != 0 || std::ferror(stdout) != 0) {
    return report_error(
        {error_code::data_loss, std::string("the output could not be written: ") + std::strerror(errno)});
  }
  return exit;
}

}  // namespace headroom::cli
