#pragma once

#include <filesystem>
#include <string>

#include "headroom/base/result.h"
#include "headroom/cli/command.h"

namespace headroom::cli {

// Where the history is: the flag if it is given, else history.path (HEADROOM_HISTORY), else
// $XDG_DATA_HOME/headroom/history.db, by default ~/.local/share/headroom/history.db.
[[nodiscard]] result<std::filesystem::path> history_place(const std::string& flag, const context& ctx);
[[nodiscard]] result<std::filesystem::path> history_place(const settings& all, const environment& env);

}  // namespace headroom::cli
