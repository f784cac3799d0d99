#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>

#include "headroom/base/result.h"
#include "headroom/cli/collect/health.h"
#include "headroom/cli/collect/schedule.h"
#include "headroom/http/clock.h"
#include "headroom/store/history_store.h"

namespace headroom::cli::collect {

struct collector_options {
  schedule_rules schedule;
  std::int64_t keep_days = 0;                         // whole days before that are dropped; 0 keeps all
  std::chrono::milliseconds compaction_time{20'000};  // after a minute is kept, at most, so that the next is in time
};

// What it works with; all of it outlives the collector.
struct collector_parts {
  store::history_store& history;
  std::function<result<account_snapshot>()> read_account;  // one scrape
  http::clock& time;
  std::function<void(cloud::log_level level, const std::string& line)> log;
};

// Keeps the minute that the endpoint serves, each minute anew. What is lost is noted with its reason.
class collector {
 public:
  [[nodiscard]] static result<collector> make(const collector_parts& parts, const collector_options& options);

  // One minute: durable when it returns without an error. With an error, the minute that was to be had now is noted as
  // lost, unless the history itself cannot be written.
  [[nodiscard]] result<void> take_minute();
  // Until stopped. A failed minute is no reason to end.
  void run(const std::stop_token& stop);
  // Compacts and drops what is due, for at most the time of the options.
  void tidy(const std::stop_token& stop);

 private:
  collector(const collector_parts& parts, const collector_options& options, std::optional<utc_minute> covered_end)
      : parts_(parts), options_(options), covered_end_(covered_end) {}

  [[nodiscard]] result<void> keep(const account_snapshot& account);
  [[nodiscard]] result<void> note_lost(utc_minute end, const std::string& reason);
  [[nodiscard]] std::string reason_of_pause() const;
  void say(const std::vector<health_line>& lines) const;
  void say_once_tidying_fails(const result<void>& done);
  [[nodiscard]] result<void> compact(const std::stop_token& stop);
  [[nodiscard]] result<void> forget();

  collector_parts parts_;
  collector_options options_;
  std::optional<utc_minute> covered_end_;  // of the history; empty: nothing is there yet
  std::optional<std::int64_t> last_try_unix_ms_;
  std::optional<std::int64_t> day_forgotten_;
  health health_;
  bool tidying_fails_ = false;
};

}  // namespace headroom::cli::collect
