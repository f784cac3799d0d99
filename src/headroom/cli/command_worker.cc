// headroom worker: serves the analysis workflow and its activity until SIGTERM or SIGINT.
#include <chrono>
#include <fmt/format.h>
#include <memory>

#include "headroom/autopilot/analysis_activity.h"
#include "headroom/autopilot/bulk_capacity_analysis_workflow.h"
#include "headroom/cli/cloud_access.h"
#include "headroom/cli/command.h"
#include "headroom/cli/exit_code.h"
#include "headroom/cli/log.h"
#include "headroom/cli/temporal_access.h"
#include "headroom/temporal/worker/worker.h"

namespace headroom::cli {
namespace {

using namespace std::chrono_literals;

log_level level_of(temporal::log_level level) {
  switch (level) {
    case temporal::log_level::trace:
    case temporal::log_level::debug:
      return log_level::debug;
    case temporal::log_level::info:
      return log_level::info;
    case temporal::log_level::warn:
      return log_level::warn;
    case temporal::log_level::error:
      return log_level::error;
  }
  return log_level::info;
}

log_level level_of(cloud::log_level level) {
  switch (level) {
    case cloud::log_level::debug:
      return log_level::debug;
    case cloud::log_level::info:
      return log_level::info;
    case cloud::log_level::warning:
      return log_level::warn;
  }
  return log_level::info;
}

std::shared_ptr<temporal::runtime> make_runtime(const logger& log) {
  return temporal::runtime::create(temporal::runtime_options{}.log_to([log](const temporal::log_record& record) {
    log.write(level_of(record.level), fmt::format("{}: {} {}", record.target, record.message, record.fields_json));
  }));
}

result<temporal::connect_options> worker_connection(const context& ctx) {
  auto options = temporal_options(ctx.global);
  if (options && !ctx.global.namespaces.empty()) options->namespace_name(ctx.global.namespaces.back());
  return options;
}

int serve(const context& ctx, const settings& all, const cloud_access& access, const std::string& task_queue) {
  const logger log(ctx.global, log_level::info);
  const auto analysis = analysis_settings_from(all);
  if (!analysis) return report_error(analysis.error());
  if (const auto usable = cloud::check_settings(analysis->cloud); !usable) return report_error(usable.error());

  const auto options = worker_connection(ctx);
  if (!options) return report_error(options.error());
  const auto client = connect_temporal(make_runtime(log), *options);
  if (!client) return report_error(client.error());

  const auto activity = std::make_shared<const autopilot::analysis_activity>(
      access.services(), *analysis,
      [log](cloud::log_level level, std::string_view line) { log.write(level_of(level), line); });
  temporal::worker worker(*client, temporal::worker_options{}.task_queue(task_queue).graceful_shutdown(10s));
  worker.register_workflow<autopilot::bulk_capacity_analysis_workflow>().register_activity(
      autopilot::get_all_namespace_metrics_type, &autopilot::analysis_activity::run, activity);
  const auto ready = [&] {
    log.write(log_level::info, fmt::format("worker is ready: task queue {}, namespace {}, Temporal service {}",
                                           task_queue, client->namespace_name(), options->get().target));
  };
  const int status = worker.run_until_signal(ready);
  log.write(log_level::info, "worker has stopped");
  return status;
}

int run_worker(const context& ctx, const std::string& task_queue_flag) {
  const auto all = ctx.load_settings();
  if (!all) return report_error(all.error());
  const auto access = cloud_access::make(*all);
  if (!access) return report_error(access.error());
  const std::string queue = task_queue_flag.empty() ? all->text("worker.task_queue") : task_queue_flag;
  try {
    return serve(ctx, *all, **access, queue);
  } catch (const temporal::sdk_error& e) {
    return report_error({error_code::unavailable, fmt::format("the worker cannot go on: {}", e.what())});
  }
}

}  // namespace

void add_worker(CLI::App& app, context& ctx) {
  auto* command =
      app.add_subcommand("worker", "Serves headroom's workflows on a Temporal task queue until it is told to stop");
  const auto queue = std::make_shared<std::string>();
  command->add_option("--task-queue", *queue, "Task queue (else TASK_QUEUE)")->type_name("NAME");
  command->callback([queue, &ctx] { ctx.exit = run_worker(ctx, *queue); });
}

}  // namespace headroom::cli
