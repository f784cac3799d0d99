#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include "headroom/temporal/common/duration.h"
#include "headroom/temporal/common/priority.h"
#include "headroom/temporal/common/retry_policy.h"

namespace temporal::workflow {

// What cancelling an activity means for whoever waits for it.
enum class activity_cancellation : std::uint8_t {
  try_cancel,  // ask it to stop, and fail at once
  wait,        // ask it to stop, and wait for how it ends
  abandon,     // fail at once, and let it go on
};

// How an activity runs: activity_options{}.start_to_close(10s).retry(retry_policy{}.max_attempts(5)). One of
// start_to_close and schedule_to_close must be set.
class activity_options {
 public:
  struct values {
    std::optional<duration> schedule_to_close;    // all attempts together
    std::optional<duration> schedule_to_start;    // waiting for a worker
    std::optional<duration> start_to_close;       // one attempt
    std::optional<duration> heartbeat;            // between two heartbeats
    std::optional<temporal::retry_policy> retry;  // the server's default without
    activity_cancellation cancellation = activity_cancellation::try_cancel;
    std::string task_queue;   // the workflow's own when empty
    std::string activity_id;  // chosen by the SDK when empty
    std::string summary;      // one line for user interfaces
    temporal::priority priority;
    bool no_eager_start = false;
  };

  activity_options() = default;

  activity_options& schedule_to_close(duration d) { return set(&values::schedule_to_close, d); }
  activity_options& schedule_to_start(duration d) { return set(&values::schedule_to_start, d); }
  activity_options& start_to_close(duration d) { return set(&values::start_to_close, d); }
  activity_options& heartbeat(duration d) { return set(&values::heartbeat, d); }
  activity_options& retry(temporal::retry_policy p) { return set(&values::retry, std::move(p)); }
  activity_options& cancellation(activity_cancellation c) { return set(&values::cancellation, c); }
  activity_options& task_queue(std::string name) { return set(&values::task_queue, std::move(name)); }
  activity_options& activity_id(std::string id) { return set(&values::activity_id, std::move(id)); }
  activity_options& summary(std::string text) { return set(&values::summary, std::move(text)); }
  activity_options& priority(temporal::priority p) { return set(&values::priority, std::move(p)); }
  // Never let the server hand the first attempt to this very worker at once.
  activity_options& no_eager_start(bool yes = true) { return set(&values::no_eager_start, yes); }

  [[nodiscard]] const values& get() const { return values_; }

 private:
  template <class M, class V>
  activity_options& set(M values::* field, V&& v) {
    values_.*field = std::forward<V>(v);
    return *this;
  }
  values values_;
};

// How a local activity runs: inside this worker, without a task of its own on the server.
class local_activity_options {
 public:
  struct values {
    std::optional<duration> schedule_to_close;
    std::optional<duration> schedule_to_start;
    std::optional<duration> start_to_close;
    std::optional<temporal::retry_policy> retry;
    std::optional<duration> local_retry_threshold;  // longer backoffs become timers; a minute by default
    activity_cancellation cancellation = activity_cancellation::wait;
    std::string activity_id;
    std::string summary;
  };

  local_activity_options() = default;

  local_activity_options& schedule_to_close(duration d) { return set(&values::schedule_to_close, d); }
  local_activity_options& schedule_to_start(duration d) { return set(&values::schedule_to_start, d); }
  local_activity_options& start_to_close(duration d) { return set(&values::start_to_close, d); }
  local_activity_options& retry(temporal::retry_policy p) { return set(&values::retry, std::move(p)); }
  local_activity_options& local_retry_threshold(duration d) { return set(&values::local_retry_threshold, d); }
  local_activity_options& cancellation(activity_cancellation c) { return set(&values::cancellation, c); }
  local_activity_options& activity_id(std::string id) { return set(&values::activity_id, std::move(id)); }
  local_activity_options& summary(std::string text) { return set(&values::summary, std::move(text)); }

  [[nodiscard]] const values& get() const { return values_; }

 private:
  template <class M, class V>
  local_activity_options& set(M values::* field, V&& v) {
    values_.*field = std::forward<V>(v);
    return *this;
  }
  values values_;
};

}  // namespace temporal::workflow
