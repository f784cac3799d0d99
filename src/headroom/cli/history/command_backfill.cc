#include <fmt/format.h>
#include <memory>

#include "headroom/base/figures.h"
#include "headroom/base/text.h"
#include "headroom/cli/exit_code.h"
#include "headroom/cli/history/commands.h"
#include "headroom/cli/history/copy.h"
#include "headroom/cli/history/places.h"
#include "headroom/cli/history/progress_line.h"
#include "headroom/cli/history/stop_signals.h"
#include "headroom/json/json.h"

namespace headroom::cli::history {
namespace {

struct backfill_flags {
  std::string store, from, since = "28d", until;
};

result<store::minute_range> asked_range(const backfill_flags& flags) {
  const utc_minute now = minute_of_unix_seconds(now_unix_ms() / 1000);
  const auto since = parse_moment(flags.since, now);
  if (!since) return fail(error(since.error()).in("--since"));
  const auto until = flags.until.empty() ? result<utc_minute>(now) : parse_moment(flags.until, now);
  if (!until) return fail(error(until.error()).in("--until"));
  if (*since < *until) return store::minute_range{.first = *since, .end = *until};
  return fail(error_code::invalid_argument,
              fmt::format("saw --since {} and --until {}, expected a beginning before the end", to_string(*since),
                          to_string(*until)));
}

// Only what the source has: asking for months before its first minute would be asking for nothing.
result<store::minute_range> within(store::history_reader& from, store::minute_range asked) {
  const auto info = from.info();
  if (!info) return fail(info.error());
  if (!info->covered) return fail(nothing_in(info->where));
  return store::minute_range{.first = std::max(asked.first, info->covered->first),
                             .end = std::min(asked.end, info->covered->end)};
}

std::string outcome_text(const backfill_flags& flags, const copy_outcome& done) {
  if (!done.covered) return fmt::format("nothing new in {}\n", escape_for_terminal(flags.from));
  return fmt::format("{} {} of {}, {} to {}, from {}{}\n", done.interrupted ? "interrupted after" : "copied",
                     counted(done.facts.rows, "row", "rows"),
                     counted(static_cast<std::int64_t>(done.namespaces), "namespace", "namespaces"),
                     to_string(done.covered->first), to_string(done.covered->end - 1), escape_for_terminal(flags.from),
                     done.interrupted ? "; the same command goes on from here" : "");
}

int backfill(const backfill_flags& flags, const surroundings& around) {
  const auto asked = asked_range(flags);
  if (!asked) return say(asked.error(), exit_usage);
  const auto place = around.place(flags.store);
  if (!place) return say(place.error(), exit_failed);
  const stop_signals signals;
  const auto from = open_reader(flags.from);
  if (!from) return say(from.error(), exit_failed);
  const auto range = within(*from->history, *asked);
  if (!range) return say(range.error(), exit_failed);
  const auto store = open_to_write(*place);
  if (!store) return say(store.error(), exit_failed);

  const auto all = store::all_columns();
  progress_line line;
  const auto done = copy_history(
      *from->history, **store,
      {.what = {.minutes = *range, .namespaces = around.namespaces, .columns = {all.begin(), all.end()}},
       .now_unix_ms = now_unix_ms(),
       .stop = signals.token(),
       .progress = [&](std::int64_t rows, std::optional<double> share) { line.tell("backfill", rows, share); }});
  line.clear();
  if (!done) return say(done.error(), exit_failed);
  for (const auto& lost : done->damage) say({error_code::data_loss, "unknown at the source: " + lost}, exit_partial);
  const auto kind = around.output();
  const ordered_json facts{{"from", flags.from},
                           {"rows", done->facts.rows},
                           {"namespaces", done->namespaces},
                           {"damage", done->damage},
                           {"interrupted", done->interrupted}};
  const bool machine = kind == output_kind::json || kind == output_kind::jsonl;
  if (kind != output_kind::none && !put(machine ? to_compact_text(facts) + "\n" : outcome_text(flags, *done))) {
    return exit_failed;
  }
  if (done->interrupted) return exit_failed;
  return done->damage.empty() ? exit_ok : exit_partial;
}

}  // namespace

void add_backfill(CLI::App& family, const surroundings& around) {
  auto* command = family.add_subcommand("backfill", "Fill minutes that are missing from Prometheus or another history");
  const auto flags = std::make_shared<backfill_flags>();
  add_store_flag(*command, flags->store);
  command
      ->add_option("--from", flags->from,
                   "URL of a Prometheus-compatible API (token: HEADROOM_PROMETHEUS_TOKEN), or another history's file")
      ->required()
      ->type_name("URL|PATH");
  command->add_option("--since", flags->since, "From this UTC minute, date or age (28d) on")->type_name("MOMENT");
  command->add_option("--until", flags->until, "Up to this minute, without it (now)")->type_name("MOMENT");
  command->callback([flags, around] { around.exit = backfill(*flags, around); });
}

}  // namespace headroom::cli::history
