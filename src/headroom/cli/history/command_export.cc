#include <cerrno>
#include <cstring>
#include <fmt/format.h>
#include <map>
#include <memory>
#include <optional>

#include "headroom/base/text.h"
#include "headroom/cli/choice.h"
#include "headroom/cli/exit_code.h"
#include "headroom/cli/history/commands.h"
#include "headroom/cli/history/export.h"
#include "headroom/cli/history/places.h"

namespace headroom::cli::history {
namespace {

struct export_flags {
  std::string store, since, until;
  std::optional<file_format> format;
  std::vector<std::string> columns;
};

const std::map<std::string, file_format> export_formats{
    {"csv", file_format::csv}, {"jsonl", file_format::jsonl}, {"openmetrics", file_format::openmetrics}};

result<std::vector<store::history_column>> columns_of(const std::vector<std::string>& names) {
  const auto all = store::all_columns();
  std::vector<store::history_column> out;
  for (const auto& name : names) {
    const auto column = store::column_named(name);
    if (!column) {
      std::vector<std::string_view> known;
      for (const auto one : all) known.push_back(to_string(one));
      const auto near = nearest(name, known);
      return fail(error_code::invalid_argument,
                  fmt::format("saw the column '{}', expected one of {}, ..., {}{}", escape_for_terminal(name),
                              known.front(), known.back(), near ? fmt::format("; did you mean '{}'?", *near) : ""));
    }
    out.push_back(*column);
  }
  if (out.empty()) out.assign(all.begin(), all.end());
  return out;
}

// From --since up to --until, within what is there.
result<store::minute_range> range_of(const export_flags& flags, const std::optional<store::minute_range>& covered) {
  auto range = covered.value_or(store::minute_range{});
  const utc_minute now = minute_of_unix_seconds(now_unix_ms() / 1000);
  if (!flags.since.empty()) {
    const auto since = parse_moment(flags.since, now);
    if (!since) return fail(error(since.error()).in("--since"));
    range.first = std::max(range.first, *since);
  }
  if (!flags.until.empty()) {
    const auto until = parse_moment(flags.until, now);
    if (!until) return fail(error(until.error()).in("--until"));
    range.end = std::min(range.end, *until);
  }
  return range;
}

int export_history(const export_flags& flags, const surroundings& around) {
  const auto columns = columns_of(flags.columns);
  if (!columns) return say(columns.error(), exit_usage);
  if (const auto sound = range_of(flags, store::minute_range{}); !sound) return say(sound.error(), exit_usage);
  const auto place = around.place(flags.store);
  if (!place) return say(place.error(), exit_failed);
  const auto store = open_reader(*place);
  if (!store) return say(store.error(), exit_failed);
  const auto info = store->history->info();
  if (!info) return say(info.error(), exit_failed);
  if (!info->covered) return say(nothing_in(place->string()), exit_failed);
  const auto range = range_of(flags, info->covered);
  if (!range) return say(range.error(), exit_usage);
  const bool as_lines = around.output() == output_kind::jsonl || around.output() == output_kind::json;
  const auto format = flags.format.value_or(as_lines ? file_format::jsonl : file_format::csv);
  const auto damage = export_rows(
      *store->history, {.minutes = *range, .namespaces = around.namespaces, .columns = *columns}, format,
      [](std::string_view piece) -> result<void> {
        if (std::fwrite(piece.data(), 1, piece.size(), stdout) == piece.size()) return {};
        return fail(error_code::data_loss, fmt::format("the output could not be written: {}", std::strerror(errno)));
      });
  if (!damage) return say(damage.error(), exit_failed);
  for (const auto& line : *damage) say({error_code::data_loss, "unknown in the export: " + line}, exit_partial);
  return damage->empty() ? exit_ok : exit_partial;
}

}  // namespace

void add_export(CLI::App& family, const surroundings& around) {
  auto* command = family.add_subcommand("export", "Write minutes as csv, jsonl or openmetrics to stdout");
  const auto flags = std::make_shared<export_flags>();
  add_store_flag(*command, flags->store);
  add_choice(*command, "--format", flags->format, export_formats,
             "csv, jsonl or openmetrics (with timestamps); csv if not given")
      ->type_name("FORMAT");
  command->add_option("--since", flags->since, "From this UTC minute, date or age (7d, 12h) on")->type_name("MOMENT");
  command->add_option("--until", flags->until, "Up to this minute, without it")->type_name("MOMENT");
  command->add_option("--columns", flags->columns, "Only these figures, as actions_count,actions_limit (all)")
      ->type_name("NAME,...")
      ->delimiter(',');
  command->callback([flags, around] { around.exit = export_history(*flags, around); });
}

}  // namespace headroom::cli::history
