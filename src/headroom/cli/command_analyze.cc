// headroom analyze: what every namespace of the account should have now, here or as a durable workflow.
#include <chrono>
#include <fmt/format.h>
#include <memory>

#include "headroom/autopilot/account_analysis.h"
#include "headroom/autopilot/bulk_capacity_analysis_client.h"
#include "headroom/cli/cloud_access.h"
#include "headroom/cli/command.h"
#include "headroom/cli/exit_code.h"
#include "headroom/cli/history_past.h"
#include "headroom/cli/log.h"
#include "headroom/cli/print_report.h"
#include "headroom/cli/temporal_access.h"
#include "headroom/cli/week_history.h"

namespace headroom::cli {
namespace {

struct analyze_flags {
  std::string policy;
  std::vector<std::string> metrics;
  bool exit_code = false;
  bool durable = false;
  std::string week_from;
  std::string task_queue;
  std::string workflow_id;
  std::string store;
  std::string window;
};

autopilot::bulk_analysis_request request_of(const analyze_flags& flags, const context& ctx) {
  return {.policy = flags.policy, .namespaces = ctx.global.namespaces, .metrics = flags.metrics};
}

cloud::hooks hooks_to(const logger& log) {
  return {.stop = {}, .heartbeat = {}, .log = [log](cloud::log_level level, std::string_view line) {
            log.write(level == cloud::log_level::warning ? log_level::warn
                      : level == cloud::log_level::info  ? log_level::info
                                                         : log_level::debug,
                      line);
          }};
}

// Namespaces that are kept away on purpose are no missing data; those that could not be judged are.
int exit_code_of(const report::account_report& report, bool data_whole, bool exit_code_wanted) {
  const bool unknown = report.count(verdict::unknown) > 0;
  if (!data_whole || unknown) return exit_partial;
  return exit_code_wanted && report.changes() > 0 ? exit_action_needed : exit_ok;
}

// What the report says of the past: the week's picture, the window asked for, and where they are from.
void add_past(report::account_report& report, const account_past& past) {
  for (auto& row : report.rows) {
    if (const auto found = past.week.find(row.id); found != past.week.end()) row.week = found->second;
    if (const auto found = past.windows.find(row.id); found != past.windows.end()) row.window = found->second;
  }
  report.history_note = past.note;
}

result<account_past> past_of(const analyze_flags& flags, const context& ctx, const settings& all,
                             const cloud_access& access) {
  const auto place = flags.store.empty() ? history_place(all, ctx.env) : std::filesystem::path(flags.store);
  const bool asked = !flags.store.empty() || !flags.window.empty();
  auto past = read_past({.place = place,
                         .asked = asked,
                         .window = flags.window,
                         .now = minute_of_unix_seconds(access.services().time.unix_ms() / 1000)});
  if (!past || flags.week_from.empty()) return past;
  auto week = read_week_history(access, flags.week_from);
  if (!week) return fail(std::move(week).error());
  past->week = std::move(*week);
  return past;
}

// The past is there to make advice better: without it there still is advice, and the exit code says that it had less.
int exit_code_after(int code, const account_past& past) {
  return past.missing && code == exit_ok ? exit_partial : code;
}

int analyze_here(const analyze_flags& flags, const context& ctx, const settings& all, const cloud_access& access) {
  const auto how = analysis_settings_from(all);
  if (!how) return report_error(how.error());
  const logger log(ctx.global, log_level::warn);
  const auto past = past_of(flags, ctx, all, access);
  if (!past) return report_error(past.error());
  if (past->missing) log.write(log_level::warn, *past->missing);
  const auto found =
      autopilot::analyze_account(access.services(), *how, request_of(flags, ctx), hooks_to(log), past->week);
  if (const auto warning = access.warning()) log.write(log_level::warn, *warning);
  if (!found) return report_error(found.error());
  auto report = report::make_report({.account = found->account,
                                     .advice = found->advice,
                                     .price = found->price,
                                     .policy = found->policy,
                                     .price_note = found->price_note,
                                     .histories = &past->week});
  add_past(report, *past);
  print_report(ctx.global, report, std::span<const recommendation>(found->advice), past->windows);
  return exit_code_after(exit_code_of(report, found->account.data == completeness::complete, flags.exit_code), *past);
}

// Waits for the run; says so once when nobody takes it up.
result<autopilot::bulk_analysis> wait_for(const autopilot::bulk_capacity_analysis_client& analysis,
                                          const temporal::workflow_handle& run, const std::string& queue,
                                          const logger& log) {
  constexpr std::int64_t untouched_events = 2;  // started, and a first task that nobody polled for
  try {
    return analysis.wait_for(run, {.timeout = std::chrono::seconds(10), .stop = {}});
  } catch (const temporal::wait_timeout_error&) {
    if (run.describe().summary.history_length <= untouched_events) {
      log.write(log_level::warn,
                fmt::format(
                    "no worker has taken workflow {} up yet: start `headroom worker` for task queue {}; still waiting",
                    run.id(), queue));
    }
  }
  return analysis.wait_for(run);
}

int analyze_durably(const analyze_flags& flags, const context& ctx, const settings& all, const cloud_access& access) {
  const auto options = temporal_options(ctx.global);
  if (!options) return report_error(options.error());
  const auto past = past_of(flags, ctx, all, access);
  if (!past) return report_error(past.error());
  const logger log(ctx.global, log_level::warn);
  if (past->missing) log.write(log_level::warn, *past->missing);
  const auto client = connect_temporal(temporal::runtime::create(), *options);
  if (!client) return report_error(client.error());

  const std::string queue = flags.task_queue.empty() ? all.text("worker.task_queue") : flags.task_queue;
  const autopilot::bulk_capacity_analysis_client analysis(*client, queue);
  auto request = request_of(flags, ctx);
  request.report = autopilot::report_wish::with_report;
  try {
    const auto run = analysis.start(request, flags.workflow_id);
    log.write(log_level::info,
              fmt::format("started workflow {} run {} on task queue {}", run.id(), run.first_run_id(), queue));
    const auto found = wait_for(analysis, run, queue, log);
    if (!found) return report_error(found.error());
    auto report = autopilot::report_of(*found);
    add_past(report, *past);
    print_report(ctx.global, report, std::span<const report::namespace_recommendation>(found->recommendations));
    return exit_code_after(exit_code_of(report, found->data == to_string(completeness::complete), flags.exit_code),
                           *past);
  } catch (const temporal::sdk_error& e) {
    return report_error({error_code::unavailable, fmt::format("the analysis workflow could not be run: {}", e.what())});
  }
}

int analyze(const analyze_flags& flags, const context& ctx) {
  if (!flags.policy.empty()) {
    if (const auto known = autopilot::check_policy(flags.policy); !known)
      return report_error(known.error(), exit_usage);
  }
  if (!flags.window.empty()) {
    if (const auto sound = history::parse_window_minutes(flags.window); !sound) {
      return report_error(error(sound.error()).in("--window"), exit_usage);
    }
  }
  const auto all = ctx.load_settings();
  if (!all) return report_error(all.error());
  const auto access = cloud_access::make(*all);
  if (!access) return report_error(access.error());
  return flags.durable ? analyze_durably(flags, ctx, *all, **access) : analyze_here(flags, ctx, *all, **access);
}

}  // namespace

void add_analyze(CLI::App& app, context& ctx) {
  auto* command =
      app.add_subcommand("analyze", "What capacity every namespace should have now, what that costs, and why");
  const auto flags = std::make_shared<analyze_flags>();
  command->add_option("--policy", flags->policy, "headroom or original")->type_name("NAME");
  command->add_option("--metrics", flags->metrics, "Further metric families to read (names or globs, may repeat)")
      ->type_name("NAME")
      ->expected(1)
      ->take_all();
  command->add_flag("--exit-code", flags->exit_code, "Exit 4 when something should change");
  command->add_flag("--durable", flags->durable,
                    "Run BulkCapacityAnalysisWorkflow on a worker instead of reading here");
  command
      ->add_option("--week-from", flags->week_from,
                   "Where hourly peaks of the past week are, for the picture (headroom's simulator)")
      ->type_name("URL");
  command
      ->add_option("--window", flags->window,
                   "Also what the history says of the last days, as 7d or 28d: peak, percentiles, throttling, growth")
      ->type_name("DAYS");
  command
      ->add_option("--store", flags->store,
                   "The history's file (history.path, else $XDG_DATA_HOME/headroom/history.db)")
      ->type_name("PATH");
  command->add_option("--task-queue", flags->task_queue, "With --durable: the worker's task queue")->type_name("NAME");
  command->add_option("--workflow-id", flags->workflow_id, "With --durable: the run's workflow id")->type_name("ID");
  command->callback([flags, &ctx] { ctx.exit = analyze(*flags, ctx); });
}

}  // namespace headroom::cli
