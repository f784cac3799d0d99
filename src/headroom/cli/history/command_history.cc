// headroom history: what is kept of the past, and everything that can be done with it.
#include "headroom/cli/history/command_history.h"

#include <cerrno>
#include <cstdio>
#include <cstring>

#include "headroom/base/text.h"
#include "headroom/cli/exit_code.h"
#include "headroom/cli/history/commands.h"

namespace headroom::cli::history {

void add_store_flag(CLI::App& command, std::string& store) {
  command.add_option("--store", store, "The history's file (history.path, else $XDG_DATA_HOME/headroom/history.db)")
      ->type_name("PATH");
}

int say(const error& e, int exit_code) {
  std::fprintf(stderr, "headroom: %s\n", escape_for_terminal(e.message).c_str());
  return exit_code;
}

int say_at_file(std::string_view line, int exit_code) {
  std::fprintf(stderr, "%s\n", escape_for_terminal(line).c_str());
  return exit_code;
}

bool put(std::string_view text) {
  if (std::fwrite(text.data(), 1, text.size(), stdout) == text.size()) return true;
  say({error_code::data_loss, std::string("the output could not be written: ") + std::strerror(errno)}, exit_failed);
  return false;
}

void add_history(CLI::App& app, const surroundings& around) {
  auto* family = app.add_subcommand("history", "The minutes that are kept: look at them, move them, mend them");
  family->require_subcommand(1);
  add_info(*family, around);
  add_export(*family, around);
  add_import(*family, around);
  add_upkeep(*family, around);
  add_backfill(*family, around);
}

}  // namespace headroom::cli::history
