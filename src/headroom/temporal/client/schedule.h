#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "headroom/temporal/client/outbound.h"
#include "headroom/temporal/common/duration.h"
#include "headroom/temporal/common/search_attributes.h"

// A schedule as a value. What it does and when; schedule_handle.h brings it to the server.
namespace temporal {

// From start to end, each included, by steps. An end below start means start alone.
struct schedule_range {
  std::int32_t start = 0;
  std::int32_t end = 0;
  std::int32_t step = 1;

  friend bool operator==(const schedule_range&, const schedule_range&) = default;
};

// Times that match all fields. An empty field stands for its default: 0 for second, minute and hour, every value for
// the others. Days of the week count from Sunday, 0.
struct schedule_calendar {
  std::vector<schedule_range> second;
  std::vector<schedule_range> minute;
  std::vector<schedule_range> hour;
  std::vector<schedule_range> day_of_month;
  std::vector<schedule_range> month;
  std::vector<schedule_range> year;
  std::vector<schedule_range> day_of_week;
  std::string comment;

  friend bool operator==(const schedule_calendar&, const schedule_calendar&) = default;
};

// Times that are whole multiples of `every` since 1970, moved by `offset`.
struct schedule_interval {
  duration every{};
  duration offset{};

  friend bool operator==(const schedule_interval&, const schedule_interval&) = default;
};

// When: the union of all calendars, intervals and cron expressions, without what `skip` matches.
struct schedule_spec {
  std::vector<schedule_calendar> calendars;
  std::vector<schedule_interval> intervals;
  std::vector<std::string> cron_expressions;  // the server turns them into calendars
  std::vector<schedule_calendar> skip;
  std::optional<timestamp> start_at;
  std::optional<timestamp> end_at;
  duration jitter{};           // each time is delayed by a random part of it
  std::string time_zone_name;  // as in "Europe/Berlin"; empty: UTC
};

// What happens when the last run is still going. The numbers are the protocol's.
enum class schedule_overlap : std::uint8_t {
  unspecified = 0,  // the schedule's own policy, which is skip unless it says otherwise
  skip = 1,
  buffer_one = 2,
  buffer_all = 3,
  cancel_other = 4,
  terminate_other = 5,
  allow_all = 6,
};

struct schedule_policies {
  schedule_overlap overlap = schedule_overlap::skip;
  duration catchup_window = std::chrono::hours(24 * 365);  // how late a missed time may still be made up for
  bool pause_on_failure = false;
};

struct schedule_state {
  std::string note;
  bool paused = false;
  std::optional<std::int64_t> remaining_actions;  // unset: no limit
};

struct schedule {
  // The workflow to start; its id gets the time appended.
  start_workflow_input action;
  schedule_spec spec;
  schedule_policies policies;
  schedule_state state;
};

struct schedule_action_result {
  timestamp scheduled_at{};
  timestamp started_at{};
  workflow_execution started;
};

struct schedule_info {
  std::int64_t action_count = 0;
  std::int64_t missed_catchup_window_count = 0;
  std::int64_t skipped_overlap_count = 0;
  std::vector<workflow_execution> running;
  std::vector<schedule_action_result> recent_actions;
  std::vector<timestamp> next_action_times;
  timestamp created_at{};
  std::optional<timestamp> updated_at;
};

struct schedule_description {
  std::string id;
  temporal::schedule schedule;
  schedule_info info;
  payload_map memo;
  temporal::search_attributes search_attributes;
};

// An entry of a list, which knows less.
struct schedule_list_entry {
  std::string id;
  std::string workflow_type;
  std::string note;
  bool paused = false;
  std::vector<schedule_action_result> recent_actions;
  std::vector<timestamp> next_action_times;
  payload_map memo;
  temporal::search_attributes search_attributes;
};

}  // namespace temporal
