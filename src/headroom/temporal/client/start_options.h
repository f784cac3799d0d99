#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>

#include "headroom/temporal/common/data_converter.h"
#include "headroom/temporal/common/duration.h"
#include "headroom/temporal/common/priority.h"
#include "headroom/temporal/common/retry_policy.h"
#include "headroom/temporal/common/search_attributes.h"

namespace temporal {

// What a start does when an earlier run of that id has ended. The numbers are the protocol's.
enum class id_reuse_policy : std::uint8_t {
  allow_duplicate = 1,
  allow_duplicate_failed_only = 2,
  reject_duplicate = 3,
};

// What a start does when a run of that id is running.
enum class id_conflict_policy : std::uint8_t {
  fail = 1,          // workflow_already_started_error
  use_existing = 2,  // the handle is of the running one
  terminate_existing = 3,
};

// How a workflow is started. Setters chain: start_options{}.id("order-1").task_queue("orders"). Both of these are
// needed.
class start_options {
 public:
  struct values {
    std::string id;
    std::string task_queue;
    std::optional<duration> execution_timeout;  // over all runs
    std::optional<duration> run_timeout;        // of one run
    std::optional<duration> task_timeout;       // of one workflow task
    id_reuse_policy reuse_policy = id_reuse_policy::allow_duplicate;
    std::optional<id_conflict_policy> conflict_policy;  // unset: fail
    std::optional<retry_policy> retry;
    std::string cron_schedule;
    payload_map memo;
    temporal::search_attributes attributes;
    std::optional<duration> start_delay;
    std::optional<payload> static_summary;  // for people who look at the run, one line
    std::optional<payload> static_details;  // for the same, many lines
    std::optional<temporal::priority> priority;
    std::string request_id;  // makes a repeated start the same start; unset: a random one
  };

  start_options& id(std::string value) { return set(values_.id, std::move(value)); }
  start_options& task_queue(std::string name) { return set(values_.task_queue, std::move(name)); }
  start_options& execution_timeout(duration limit) { return set(values_.execution_timeout, limit); }
  start_options& run_timeout(duration limit) { return set(values_.run_timeout, limit); }
  start_options& task_timeout(duration limit) { return set(values_.task_timeout, limit); }
  start_options& reuse_policy(id_reuse_policy policy) { return set(values_.reuse_policy, policy); }
  start_options& conflict_policy(id_conflict_policy policy) { return set(values_.conflict_policy, policy); }
  start_options& retry(retry_policy policy) { return set(values_.retry, std::move(policy)); }
  start_options& cron_schedule(std::string schedule) { return set(values_.cron_schedule, std::move(schedule)); }
  template <class T>
  start_options& memo(const std::string& key, const T& value) {
    return set(values_.memo[key], to_payload(value));
  }
  template <class T>
  start_options& search_attribute(const search_attribute_key<T>& key, std::type_identity_t<T> value) {
    values_.attributes.set(key, std::move(value));
    return *this;
  }
  start_options& search_attributes(temporal::search_attributes all) { return set(values_.attributes, std::move(all)); }
  start_options& start_delay(duration delay) { return set(values_.start_delay, delay); }
  start_options& static_summary(const std::string& text) { return set(values_.static_summary, to_payload(text)); }
  start_options& static_details(const std::string& text) { return set(values_.static_details, to_payload(text)); }
  start_options& priority(temporal::priority value) { return set(values_.priority, std::move(value)); }
  start_options& request_id(std::string value) { return set(values_.request_id, std::move(value)); }

  [[nodiscard]] const values& get() const { return values_; }

 private:
  template <class Field, class Value>
  start_options& set(Field& field, Value&& value) {
    field = std::forward<Value>(value);
    return *this;
  }
  values values_;
};

}  // namespace temporal
