#include <memory>

#include "headroom/cli/exit_code.h"
#include "headroom/cli/history/commands.h"
#include "headroom/cli/history/info.h"
#include "headroom/cli/history/places.h"

namespace headroom::cli::history {
namespace {

int show_info(const std::string& flag, const surroundings& around) {
  const auto place = around.place(flag);
  if (!place) return say(place.error(), exit_failed);
  const auto store = open_reader(*place);
  if (!store) return say(store.error(), exit_failed);
  const auto all = summarise(*store->history, around.namespaces);
  if (!all) return say(all.error(), exit_failed);
  const auto kind = around.output();
  const std::string text = kind == output_kind::json    ? to_pretty_text(summary_json(*all)) + "\n"
                           : kind == output_kind::jsonl ? to_compact_text(summary_json(*all)) + "\n"
                           : kind == output_kind::none  ? std::string()
                                                        : summary_text(*all);
  if (!put(text)) return exit_failed;
  return all->damage.empty() ? exit_ok : exit_partial;
}

}  // namespace

void add_info(CLI::App& family, const surroundings& around) {
  auto* command = family.add_subcommand("info", "How much is there, of whom, how much is missing, and why");
  const auto store = std::make_shared<std::string>();
  add_store_flag(*command, *store);
  command->callback([store, around] { around.exit = show_info(*store, around); });
}

}  // namespace headroom::cli::history
