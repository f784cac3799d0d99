#include "headroom/cli/plan/command_plan.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <fmt/format.h>
#include <memory>

#include "headroom/base/text.h"
#include "headroom/cli/exit_code.h"
#include "headroom/cli/plan/output.h"
#include "headroom/cli/plan/past.h"
#include "headroom/cli/plan/receipts.h"
#include "headroom/cli/plan/run.h"
#include "headroom/cli/plan/text_file.h"

namespace headroom::cli::plan {
namespace {

int say(const error& e, int code, const char* prefix = "headroom: ") {
  std::fprintf(stderr, "%s%s\n", prefix, escape_for_terminal(e.message).c_str());
  return code;
}

std::int64_t now_unix_ms() {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::milliseconds>(now).count();
}

// The clock hour that begins at or after the minute.
utc_hour hour_from(utc_minute m) { return hour_of(m + 59); }

result<std::optional<utc_hour>> first_hour(const plan_options& asked) {
  if (!asked.from.empty()) {
    const auto minute = parse_utc_minute(asked.from);
    if (!minute) return fail(minute.error().in("--from"));
    return hour_from(*minute);
  }
  if (!asked.traces.empty()) return std::nullopt;
  constexpr std::int64_t actuation_minutes = 2;  // an hour that begins sooner can no longer be changed
  return hour_from(minute_of_unix_seconds(now_unix_ms() / 1000) + actuation_minutes + 1);
}

result<void> check_sources(const plan_options& asked, const std::vector<std::string>& globs) {
  if (!asked.traces.empty() && (asked.all || !globs.empty() || !asked.store.empty())) {
    return fail(error_code::invalid_argument,
                "saw --trace together with namespaces, --all or --store, expected one source: traces or the history");
  }
  if (asked.traces.empty() && asked.all == !globs.empty()) {
    return fail(
        error_code::invalid_argument,
        "expected either namespaces (globs) or --all, for the history that `headroom collect` keeps, or --trace "
        "FILE");
  }
  return {};
}

std::vector<std::string> globs_of(const plan_options& asked, const surroundings& around) {
  auto out = asked.namespaces;
  out.insert(out.end(), around.global.namespaces.begin(), around.global.namespaces.end());
  return out;
}

int exit_code_of(const plan_run& run, const read_pasts& read, const plan_options& asked) {
  if (run.report.plans.empty()) return run.failed.empty() && read.unread.empty() ? exit_partial : exit_failed;
  if (!run.failed.empty() || !read.unread.empty() || !run.report.unplanned.empty()) return exit_partial;
  const bool changes = std::ranges::any_of(run.report.plans, [](const week_plan& p) { return p.changes() > 0; });
  return asked.exit_code && changes ? exit_action_needed : exit_ok;
}

report::colour_use colours_of(const surroundings& around) {
  return around.colours() ? report::colour_use::on : report::colour_use::off;
}

result<std::vector<calendar_text>> calendars_of(const plan_options& asked) {
  std::vector<calendar_text> out;
  for (const auto& file : asked.calendars) {
    auto text = read_text_file(file, "an iCalendar file");
    if (!text) return fail(std::move(text).error());
    out.push_back({.file = file, .text = *std::move(text)});
  }
  return out;
}

int run_plan(const plan_options& asked, const surroundings& around) {
  const auto globs = globs_of(asked, around);
  if (auto good = check_sources(asked, globs); !good) return say(good.error(), exit_usage);
  const auto format = format_of(asked, around.global);
  if (!format) return say(format.error(), exit_usage);
  const auto current = capacity_flag(asked.current);
  if (!current) return say(current.error(), exit_usage);
  const auto first = first_hour(asked);
  if (!first) return say(first.error(), exit_usage);
  const auto with = around.configuration();
  if (!with) return say(with.error(), exit_failed);
  const auto terms = terms_of(asked, *with);
  if (!terms) return say(terms.error(), exit_usage);

  auto calendars = calendars_of(asked);
  if (!calendars) return say(calendars.error(), exit_failed);

  const bool from_store = asked.traces.empty();
  std::string store_file;
  if (from_store) {
    const auto place = around.place(asked.store);
    if (!place) return say(place.error(), exit_failed);
    store_file = place->string();
  }
  const auto read = from_store ? pasts_of_store(store_file, {.globs = globs, .until = start_of(**first)})
                               : pasts_of_traces(asked.traces);
  if (!read) return say(read.error(), from_store ? exit_failed : exit_usage);
  for (const auto& e : read->unread) say(e, exit_partial, "");
  for (const auto& past : read->found) {
    for (const auto& line : past.damage) say({error_code::data_loss, past.id.value() + ": " + line}, exit_partial);
  }

  const plan_run run = run_plans(read->found, {.asked = asked,
                                               .with = *with,
                                               .terms = *terms,
                                               .current = *current,
                                               .first = *first,
                                               .calendars = *std::move(calendars)});
  for (const auto& e : run.failed) say(e, exit_partial);
  receipt_use receipts = receipt_use::inside;
  if (from_store) {
    // The plan is good without it; a history that another program writes just now cannot take a receipt.
    const auto kept = keep_receipts(store_file, run.receipts, now_unix_ms());
    if (kept) receipts = receipt_use::elsewhere;
    if (!kept) say(kept.error().in("receipts were not kept, so `headroom why` needs --receipt"), exit_ok);
  }
  const std::string text = plan_output(run, *format, receipts, colours_of(around));
  if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size()) {
    return say({error_code::data_loss, "the output could not be written"}, exit_failed);
  }
  return exit_code_of(run, *read, asked);
}

}  // namespace

void add_plan(CLI::App& app, const surroundings& around) {
  auto asked = std::make_shared<plan_options>();
  auto* command = app.add_subcommand("plan", "The coming week hour by hour: capacity, cost, risk and why");
  command->add_option("NAMESPACE", asked->namespaces, "Namespaces of the history (globs)")->type_name("GLOB");
  command->add_flag("--all", asked->all, "Every namespace of the history");
  command->add_option("--store", asked->store, "The history that `headroom collect` keeps")->type_name("PATH");
  command->add_option("--trace", asked->traces, "CSV or gzip with the columns minute,actions_per_second; may repeat")
      ->type_name("FILE")
      ->expected(1, -1)
      ->take_all();
  command->add_option("--from", asked->from, "First hour (now; with --trace, the trace's end)")->type_name("TIME");
  command->add_option("--hours", asked->hours, "How far to plan")->type_name("N")->check(CLI::Range(1, 168));
  command->add_option("--current", asked->current, "What it has now: on-demand or a count of TRUs")
      ->type_name("CAPACITY");
  command->add_option("--throttle-cost", asked->throttle_cost, "Billed actions that a throttled one weighs (10)")
      ->type_name("W")
      ->check(CLI::Range(0.0, 1e9));
  command->add_option("--min-trus", asked->trus_min, "Never fewer TRUs")->type_name("N")->check(CLI::Range(0, 1000));
  command->add_option("--max-trus", asked->trus_max, "Never more TRUs")->type_name("N")->check(CLI::Range(1, 1000));
  command->add_option("--monthly-cap", asked->monthly_cap_usd, "What a namespace's actions may cost a month")
      ->type_name("USD")
      ->check(CLI::Range(0.0, 1e9));
  command->add_option("--changes-per-day", asked->changes_per_day, "Changes of capacity in a UTC day at most (4)")
      ->type_name("N")
      ->check(CLI::Range(0, 24));
  command->add_option("--freeze", asked->freezes, "Change nothing in this window; may repeat")
      ->type_name("FROM/TO")
      ->expected(1)
      ->take_all();
  command->add_option("--calendar", asked->calendars, "iCalendar file of known events; may repeat")
      ->type_name("FILE.ics")
      ->expected(1)
      ->take_all();
  command
      ->add_option("-o,--output", asked->own_format,
                   "text, json, jsonl, csv, md, html, none; hcl, tcld, temporal-cloud: to paste")
      ->type_name("FORMAT");
  command->add_flag("--watched", asked->watched, "Count on raises within the hour, as the autopilot makes them");
  command->add_flag("--exit-code", asked->exit_code, "Exit with 4 when something should change");
  command->callback([asked, around] { around.exit = run_plan(*asked, around); });
}

}  // namespace headroom::cli::plan
