#include <cstdio>
#include <fmt/format.h>
#include <map>
#include <memory>
#include <optional>

#include "headroom/base/figures.h"
#include "headroom/base/text.h"
#include "headroom/cli/choice.h"
#include "headroom/cli/exit_code.h"
#include "headroom/cli/history/commands.h"
#include "headroom/cli/history/import.h"
#include "headroom/cli/history/places.h"
#include "headroom/cli/history/progress_line.h"
#include "headroom/cli/history/stop_signals.h"
#include "headroom/json/json.h"

namespace headroom::cli::history {
namespace {

constexpr std::int64_t complaints_shown_max = 20;

struct import_flags {
  std::string store;
  std::vector<std::string> files;
  std::optional<file_format> format;
};

const std::map<std::string, file_format> import_formats{{"csv", file_format::csv},
                                                        {"jsonl", file_format::jsonl},
                                                        {"openmetrics", file_format::openmetrics},
                                                        {"trace", file_format::trace}};

// A trace is of one namespace; --namespace says which.
result<std::optional<namespace_id>> trace_namespace_of(const std::vector<std::string>& given) {
  if (given.empty()) return std::optional<namespace_id>();
  if (given.size() == 1 && given.front().find_first_of("*?, \t") == std::string::npos && !given.front().empty()) {
    return std::optional(namespace_id(given.front()));
  }
  return fail(error_code::invalid_argument,
              fmt::format("saw --namespace {}, expected one full id such as orders-prod.a1b2c for an import",
                          escape_for_terminal(given.front())));
}

std::string outcome_text(const std::string& file, const import_outcome& done) {
  std::string out =
      fmt::format("{}: {} {} as {}", escape_for_terminal(file), done.interrupted ? "interrupted after" : "imported",
                  counted(done.facts.rows, "row", "rows"), to_string(done.format));
  if (done.covered) {
    out +=
        fmt::format(" of {}, {} to {}", counted(static_cast<std::int64_t>(done.namespaces), "namespace", "namespaces"),
                    to_string(done.covered->first), to_string(done.covered->end - 1));
  }
  if (done.resumed_after_lines > 0) {
    out += fmt::format("; went on after line {}, where the last import of it ended",
                       with_commas(done.resumed_after_lines));
  }
  if (done.facts.unordered > 0 && done.format != file_format::openmetrics)
    out += fmt::format("; {} out of order, put in order", counted(done.facts.unordered, "row", "rows"));
  if (done.facts.repeated > 0)
    out += fmt::format("; {} there twice, taken once", counted(done.facts.repeated, "row", "rows"));
  if (done.minutes_missing > 0) {
    out += fmt::format("; {} between them {} missing, unknown and not idle (`headroom history info` names them)",
                       counted(done.minutes_missing, "minute", "minutes"), done.minutes_missing == 1 ? "is" : "are");
  }
  if (done.complaints > 0)
    out += fmt::format("; {} left out, named above", counted(done.complaints, "fault", "faults"));
  if (done.interrupted) out += "; the same command goes on from here";
  return out + "\n";
}

ordered_json outcome_json(const std::string& file, const import_outcome& done) {
  ordered_json out{{"file", file},
                   {"format", to_string(done.format)},
                   {"rows", done.facts.rows},
                   {"namespaces", done.namespaces},
                   {"resumed_after_lines", done.resumed_after_lines},
                   {"rows_out_of_order", done.facts.unordered},
                   {"rows_repeated", done.facts.repeated},
                   {"rows_contradicting", done.facts.changed},
                   {"faults", done.complaints},
                   {"interrupted", done.interrupted}};
  if (done.covered) {
    out["first"] = to_string(done.covered->first);
    out["end"] = to_string(done.covered->end);
    out["minutes_missing"] = done.minutes_missing;
  }
  return out;
}

class importer {
 public:
  importer(store::history_store& to, const std::filesystem::path& place, const import_flags& flags,
           const surroundings& around, std::stop_token stop)
      : to_(to), place_(place), flags_(flags), around_(around), stop_(std::move(stop)) {}

  // The exit code of one file.
  int run(const std::string& file, const std::optional<namespace_id>& trace_namespace) {
    std::int64_t said = 0;
    const auto complain = [&](const std::string& line) {
      if (++said > complaints_shown_max) return;
      line_.clear();
      say_at_file(line, exit_partial);
    };
    const auto done = import_file(to_, {.file = file,
                                        .format = flags_.format,
                                        .trace_namespace = trace_namespace,
                                        .history = place_,
                                        .now_unix_ms = now_unix_ms(),
                                        .stop = stop_,
                                        .complain = complain,
                                        .progress = [this](std::int64_t rows, std::optional<double> share) {
                                          line_.tell("import", rows, share);
                                        }});
    line_.clear();
    if (said > complaints_shown_max) {
      say_at_file(fmt::format("{}: and {} more like these", file, with_commas(said - complaints_shown_max)),
                  exit_partial);
    }
    if (!done) return say_at_file(done.error().message, exit_failed);
    if (!show(file, *done)) return exit_failed;
    if (done->interrupted) return exit_failed;
    return done->complaints > 0 ? exit_partial : exit_ok;
  }

 private:
  bool show(const std::string& file, const import_outcome& done) const {
    switch (around_.output()) {
      case output_kind::json:
        return put(to_pretty_text(outcome_json(file, done)) + "\n");
      case output_kind::jsonl:
        return put(to_compact_text(outcome_json(file, done)) + "\n");
      case output_kind::none:
        return true;
      case output_kind::text:
      case output_kind::csv:
        return put(outcome_text(file, done));
    }
    return true;
  }

  store::history_store& to_;
  const std::filesystem::path& place_;
  const import_flags& flags_;
  const surroundings& around_;
  std::stop_token stop_;
  progress_line line_;
};

// What was imported is whole days, mostly: they take a tenth of the room once they are compacted.
result<void> compact_all(store::history_store& store, const std::stop_token& stop) {
  constexpr int groups_at_once = 64;
  for (;;) {
    const auto done = store.compact({.groups_max = groups_at_once});
    if (!done) return fail(done.error());
    if (!done->more || stop.stop_requested()) return {};
  }
}

int import_files(const import_flags& flags, const surroundings& around) {
  const auto trace_namespace = trace_namespace_of(around.namespaces);
  if (!trace_namespace) return say(trace_namespace.error(), exit_usage);
  const auto place = around.place(flags.store);
  if (!place) return say(place.error(), exit_failed);
  const stop_signals signals;
  const auto store = open_to_write(*place);
  if (!store) return say(store.error(), exit_failed);
  importer one(**store, *place, flags, around, signals.token());
  int worst = exit_ok;
  for (const auto& file : flags.files) {
    const int code = one.run(file, *trace_namespace);
    // Failed outranks partial.
    if (code == exit_failed || worst == exit_ok) worst = code;
    if (signals.token().stop_requested()) return exit_failed;
  }
  if (worst == exit_failed) return worst;  // what fails is not asked for more
  if (const auto done = compact_all(**store, signals.token()); !done) return say(done.error(), exit_failed);
  return worst;
}

}  // namespace

void add_import(CLI::App& family, const surroundings& around) {
  auto* command = family.add_subcommand(
      "import", "Bring minutes in from csv, jsonl, openmetrics or a trace; interrupted, the same command goes on");
  const auto flags = std::make_shared<import_flags>();
  add_store_flag(*command, flags->store);
  command->add_option("FILE", flags->files, "Files, plain or gzip; - is stdin")->required();
  add_choice(*command, "--format", flags->format, import_formats,
             "csv, jsonl, openmetrics or trace; found out if not given")
      ->type_name("FORMAT");
  command->callback([flags, around] { around.exit = import_files(*flags, around); });
}

}  // namespace headroom::cli::history
