#include "headroom/cli/history_access.h"

namespace headroom::cli {

result<std::filesystem::path> history_place(const settings& all, const environment& env) {
  if (const auto& chosen = all.text("history.path"); !chosen.empty()) return std::filesystem::path(chosen);
  constexpr const char* usual = "headroom/history.db";
  // A relative XDG_DATA_HOME is to be ignored, says its specification.
  const auto* data = env.find("XDG_DATA_HOME");
  if (data && std::filesystem::path(data->value).is_absolute()) return std::filesystem::path(data->value) / usual;
  if (const auto* home = env.find("HOME")) return std::filesystem::path(home->value) / ".local/share" / usual;
  return fail(error_code::failed_precondition,
              "neither HOME nor XDG_DATA_HOME is set: say where the history is with --store PATH or HEADROOM_HISTORY");
}

result<std::filesystem::path> history_place(const std::string& flag, const context& ctx) {
  if (!flag.empty()) return std::filesystem::path(flag);
  const auto all = ctx.load_settings();
  if (!all) return fail(all.error());
  return history_place(*all, ctx.env);
}

}  // namespace headroom::cli
