// headroom collect: keeps each minute of the account in the history, until SIGTERM or SIGINT.
#include <chrono>
#include <fmt/format.h>
#include <memory>
#include <random>
#include <thread>

#include "headroom/cli/cloud_access.h"
#include "headroom/cli/collect/collector.h"
#include "headroom/cli/command.h"
#include "headroom/cli/exit_code.h"
#include "headroom/cli/history/places.h"
#include "headroom/cli/history/stop_signals.h"
#include "headroom/cli/history_access.h"
#include "headroom/cli/log.h"
#include "headroom/cloud/account_reader.h"
#include "headroom/cloud/scrape_memory.h"

namespace headroom::cli {
namespace {

using namespace std::chrono_literals;

// A scrape that takes longer would take the next minute's place.
constexpr std::chrono::milliseconds scrape_time_max = 50s;
// What a scrape that is under way may still take once the program is asked to end.
constexpr std::chrono::milliseconds grace = 10s;

struct collect_flags {
  std::string store;
  bool once = false;
};

log_level level_of(cloud::log_level level) {
  return level == cloud::log_level::warning ? log_level::warn
         : level == cloud::log_level::info  ? log_level::info
                                            : log_level::debug;
}

// Stops some time after another was asked to stop, so that what is under way can be finished.
class late_stop {
 public:
  late_stop(std::stop_token first, std::chrono::milliseconds later)
      : waiter_([this, first = std::move(first), later](const std::stop_token& over) {
          std::stop_source either;
          const std::stop_callback on_first(first, [&] { either.request_stop(); });
          const std::stop_callback on_over(over, [&] { either.request_stop(); });
          while (!either.stop_requested()) http::system_clock().sleep(1h, either.get_token());
          if (http::system_clock().sleep(later, over) == http::wake::time_passed) source_.request_stop();
        }) {}
  [[nodiscard]] std::stop_token token() const { return source_.get_token(); }

 private:
  std::stop_source source_;
  std::jthread waiter_;
};

std::chrono::milliseconds seconds_of_this_machine() {
  std::random_device random;
  return 10s + std::chrono::milliseconds(random() % 10'000);
}

int run_collect(const collect_flags& flags, const context& ctx) {
  const auto all = ctx.load_settings();
  if (!all) return report_error(all.error());
  auto how = analysis_settings_from(*all);
  if (!how) return report_error(how.error());
  if (const auto usable = cloud::check_settings(how->cloud); !usable) return report_error(usable.error());
  how->cloud.total = scrape_time_max;
  if (!ctx.global.namespaces.empty()) how->cloud.filter.only = ctx.global.namespaces;
  const auto place = flags.store.empty() ? history_place(*all, ctx.env) : std::filesystem::path(flags.store);
  if (!place) return report_error(place.error());

  const history::stop_signals signals;  // before any thread
  const logger log(ctx.global, flags.once ? log_level::warn : log_level::info);
  const auto access = cloud_access::make(*all);
  if (!access) return report_error(access.error());
  const auto store = history::open_to_write(*place);
  if (!store) return report_error(store.error());

  const auto tell = [log](cloud::log_level level, const std::string& line) { log.write(level_of(level), line); };
  cloud::scrape_memory scrapes;  // most of a minute's series are those of the minute before
  cloud::services with = (*access)->services();
  with.scrapes = &scrapes;
  const auto read_once = [&]() -> result<account_snapshot> {
    const late_stop patience(signals.token(), grace);
    // What goes on inside one scrape is detail here: the collector says what has changed.
    return cloud::read_account(
        with, how->cloud,
        {.stop = patience.token(), .heartbeat = {}, .log = [&](cloud::log_level, std::string_view line) {
           log.write(log_level::debug, line);
         }});
  };
  auto made = collect::collector::make(
      {.history = **store, .read_account = read_once, .time = http::system_clock(), .log = tell},
      {.schedule = {.offset = seconds_of_this_machine()},
       .keep_days = all->integer("history.keep_days"),
       .compaction_time = flags.once ? 5s : 20s});
  if (!made) return report_error(made.error());
  if (flags.once) {
    // The collector's own words about a failure are its log's.
    if (const auto done = made->take_minute(); !done) return exit_failed;
    made->tidy(signals.token());
    return exit_ok;
  }
  log.write(log_level::info, fmt::format("collecting from {} into {}, a scrape each minute; SIGTERM or Ctrl-C ends",
                                         how->cloud.metrics_url, place->string()));
  made->run(signals.token());
  log.write(log_level::info, "collect has stopped; every minute that was kept is on the disk");
  return exit_ok;
}

}  // namespace

void add_collect(CLI::App& app, context& ctx) {
  auto* command = app.add_subcommand("collect", "Keep each minute of the account, so that advice rests on weeks");
  const auto flags = std::make_shared<collect_flags>();
  command
      ->add_option("--store", flags->store,
                   "The history's file (history.path, else $XDG_DATA_HOME/headroom/history.db)")
      ->type_name("PATH");
  command->add_flag("--once", flags->once, "One minute, for cron");
  command->callback([flags, &ctx] { ctx.exit = run_collect(*flags, ctx); });
}

}  // namespace headroom::cli
