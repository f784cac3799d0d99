#include <fmt/format.h>
#include <memory>

#include "headroom/base/figures.h"
#include "headroom/base/text.h"
#include "headroom/cli/exit_code.h"
#include "headroom/cli/history/commands.h"
#include "headroom/cli/history/places.h"
#include "headroom/cli/history/stop_signals.h"
#include "headroom/json/json.h"

namespace headroom::cli::history {
namespace {

struct compact_flags {
  std::string store;
  std::string forget;
};

int compact_history(const compact_flags& flags, const surroundings& around) {
  const auto first_kept =
      parse_moment(flags.forget.empty() ? "0d" : flags.forget, minute_of_unix_seconds(now_unix_ms() / 1000));
  if (!first_kept) return say(error(first_kept.error()).in("--forget-before"), exit_usage);
  const auto place = around.place(flags.store);
  if (!place) return say(place.error(), exit_failed);
  // Compaction makes no history: there is nothing to compact in a new one.
  if (const auto there = open_to_read(*place); !there) return say(there.error(), exit_failed);
  const stop_signals signals;
  const auto store = open_to_write(*place);
  if (!store) return say(store.error(), exit_failed);
  const auto before = (*store)->info();
  if (!before) return say(before.error(), exit_failed);

  std::int64_t dropped = 0;
  if (!flags.forget.empty()) {
    const auto days = (*store)->forget_before(*first_kept);
    if (!days) return say(days.error(), exit_failed);
    dropped = *days;
  }
  store::compaction all{};
  constexpr int groups_at_once = 256;
  do {
    const auto done = (*store)->compact({.groups_max = groups_at_once});
    if (!done) return say(done.error(), exit_failed);
    all.days_finished += done->days_finished;
    all.scrapes_folded += done->scrapes_folded;
    all.more = done->more;
  } while (all.more && !signals.token().stop_requested());
  const auto after = (*store)->info();
  if (!after) return say(after.error(), exit_failed);

  const ordered_json facts{{"days_dropped", dropped},
                           {"days_finished", all.days_finished},
                           {"scrapes_folded", all.scrapes_folded},
                           {"minutes_pending", after->minutes_pending},
                           {"bytes_before", before->bytes},
                           {"bytes", after->bytes}};
  const auto kind = around.output();
  const std::string text =
      kind == output_kind::json || kind == output_kind::jsonl ? to_compact_text(facts) + "\n"
      : kind == output_kind::none
          ? std::string()
          : fmt::format("{}compacted {} of {}; {} of the newest wait; {} -> {} bytes\n",
                        dropped > 0 ? fmt::format("dropped {}; ", counted(dropped, "day", "days")) : "",
                        counted(all.scrapes_folded, "minute", "minutes"), counted(all.days_finished, "day", "days"),
                        with_commas(after->minutes_pending), with_commas(before->bytes), with_commas(after->bytes));
  if (!put(text)) return exit_failed;
  return all.more ? exit_failed : exit_ok;
}

std::string finding_text(const store::finding& found) {
  std::string where;
  if (found.day) where += to_string(store::start_of_day(*found.day)).substr(0, 10) + " ";
  if (found.column) where += fmt::format("{} ", to_string(*found.column));
  return where + escape_for_terminal(found.what) + "\n";
}

ordered_json finding_json(const store::finding& found) {
  ordered_json out{{"what", found.what}};
  if (found.day) out["day"] = to_string(store::start_of_day(*found.day)).substr(0, 10);
  if (found.column) out["column"] = to_string(*found.column);
  return out;
}

int check_history(const std::string& flag, const surroundings& around) {
  const auto place = around.place(flag);
  if (!place) return say(place.error(), exit_failed);
  const auto store = open_to_read(*place);
  if (!store) return say(store.error(), exit_failed);
  const auto found = (*store)->check();
  if (!found) return say(found.error(), exit_failed);
  const auto kind = around.output();
  std::string text;
  if (kind == output_kind::json || kind == output_kind::jsonl) {
    ordered_json all = ordered_json::array();
    for (const auto& one : *found) all.push_back(finding_json(one));
    text = (kind == output_kind::json ? to_pretty_text(all) : to_compact_text(all)) + "\n";
  } else if (kind != output_kind::none) {
    for (const auto& one : *found) text += finding_text(one);
    if (found->empty()) text = fmt::format("{}: no damage\n", escape_for_terminal(place->string()));
  }
  if (!put(text)) return exit_failed;
  return found->empty() ? exit_ok : exit_failed;
}

}  // namespace

void add_upkeep(CLI::App& family, const surroundings& around) {
  auto* compact = family.add_subcommand("compact", "Bring whole days into their smallest form; drop old ones");
  const auto flags = std::make_shared<compact_flags>();
  add_store_flag(*compact, flags->store);
  compact
      ->add_option("--forget-before", flags->forget, "Drop whole days before this date, or of this age and more (400d)")
      ->type_name("MOMENT");
  compact->callback([flags, around] { around.exit = compact_history(*flags, around); });

  auto* check = family.add_subcommand("check", "Read everything and name all that is damaged");
  const auto store = std::make_shared<std::string>();
  add_store_flag(*check, *store);
  check->callback([store, around] { around.exit = check_history(*store, around); });
}

}  // namespace headroom::cli::history
