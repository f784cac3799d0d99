#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include "headroom/temporal/common/data_converter.h"
#include "headroom/temporal/common/duration.h"
#include "headroom/temporal/common/payload.h"
#include "headroom/temporal/common/priority.h"
#include "headroom/temporal/common/retry_policy.h"
#include "headroom/temporal/common/search_attributes.h"

namespace temporal::workflow {

// What cancelling a child means for whoever waits for it.
enum class child_cancellation : std::uint8_t {
  wait,            // ask it to cancel, and wait for how it ends
  wait_requested,  // ask it, and fail as soon as the server has taken the request
  try_cancel,      // ask it, and fail at once
  abandon,         // fail at once, and let it go on
};

// What becomes of a child when its parent closes.
enum class parent_close : std::uint8_t { terminate, abandon, request_cancel };

// Whether a closed workflow's id may be used again.
enum class id_reuse : std::uint8_t { allow_duplicate, allow_duplicate_failed_only, reject_duplicate };

class child_options {
 public:
  struct values {
    std::string workflow_id;  // a UUID when empty
    std::string task_queue;   // the workflow's own when empty
    std::optional<duration> execution_timeout;
    std::optional<duration> run_timeout;
    std::optional<duration> task_timeout;
    std::optional<temporal::retry_policy> retry;
    std::string cron_schedule;
    workflow::parent_close parent_close = workflow::parent_close::terminate;
    workflow::id_reuse id_reuse = workflow::id_reuse::allow_duplicate;
    child_cancellation cancellation = child_cancellation::wait;
    payload_map memo;
    temporal::search_attributes search_attributes;
    temporal::priority priority;
    std::string summary;  // one line for user interfaces
    std::string details;  // many lines for user interfaces
    bool detached = false;
  };

  child_options() = default;

  child_options& workflow_id(std::string id) { return set(&values::workflow_id, std::move(id)); }
  child_options& task_queue(std::string name) { return set(&values::task_queue, std::move(name)); }
  child_options& execution_timeout(duration d) { return set(&values::execution_timeout, d); }
  child_options& run_timeout(duration d) { return set(&values::run_timeout, d); }
  child_options& task_timeout(duration d) { return set(&values::task_timeout, d); }
  child_options& retry(temporal::retry_policy p) { return set(&values::retry, std::move(p)); }
  child_options& cron_schedule(std::string s) { return set(&values::cron_schedule, std::move(s)); }
  child_options& parent_close(workflow::parent_close p) { return set(&values::parent_close, p); }
  child_options& id_reuse(workflow::id_reuse p) { return set(&values::id_reuse, p); }
  child_options& cancellation(child_cancellation c) { return set(&values::cancellation, c); }
  template <class T>
  child_options& memo(std::string key, const T& v) {
    values_.memo.insert_or_assign(std::move(key), to_payload(v));
    return *this;
  }
  child_options& search_attributes(temporal::search_attributes a) {
    return set(&values::search_attributes, std::move(a));
  }
  child_options& priority(temporal::priority p) { return set(&values::priority, std::move(p)); }
  child_options& summary(std::string text) { return set(&values::summary, std::move(text)); }
  child_options& details(std::string text) { return set(&values::details, std::move(text)); }
  // The scope in which the child is started does not cancel it: only those who wait for it pass cancellation on.
  child_options& detached(bool yes = true) { return set(&values::detached, yes); }

  [[nodiscard]] const values& get() const { return values_; }

 private:
  template <class M, class V>
  child_options& set(M values::* field, V&& v) {
    values_.*field = std::forward<V>(v);
    return *this;
  }
  values values_;
};

}  // namespace temporal::workflow
