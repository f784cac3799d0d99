#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "headroom/temporal/runtime/log_record.h"

namespace temporal {

// How the core's own metrics (and those of the user) are offered to Prometheus.
struct prometheus_options {
  std::string listen_address = "127.0.0.1:0";  // host:port; port 0 takes a free one
  std::map<std::string, std::string> global_tags;
  bool counters_with_total_suffix = false;
  bool names_with_unit = false;
  bool durations_in_seconds = false;
};

// What a process decides once about Temporal: threads, logs and metrics. Setters chain; the defaults suit a worker.
class runtime_options {
 public:
  struct values {
    std::optional<std::uint32_t> core_threads;  // of the Rust core; unset: one per processor
    std::string log_filter;                     // as of RUST_LOG; empty: core at `core_log_level`, the rest at error
    log_level core_log_level = log_level::warn;
    log_sink sink;                                                       // empty: the core writes to stderr
    std::optional<prometheus_options> prometheus;                        // unset: no exporter
    std::optional<std::chrono::milliseconds> worker_heartbeat_interval;  // unset: the core's 60 s; 0: none
  };

  runtime_options& core_threads(std::uint32_t count) { return set(values_.core_threads, count); }
  runtime_options& log_filter(std::string filter) { return set(values_.log_filter, std::move(filter)); }
  runtime_options& core_log_level(log_level level) { return set(values_.core_log_level, level); }
  runtime_options& log_to(log_sink sink) { return set(values_.sink, std::move(sink)); }
  runtime_options& prometheus(prometheus_options options) { return set(values_.prometheus, std::move(options)); }
  runtime_options& worker_heartbeat_interval(std::chrono::milliseconds interval) {
    return set(values_.worker_heartbeat_interval, interval);
  }

  [[nodiscard]] const values& get() const { return values_; }

 private:
  template <class Field, class Value>
  runtime_options& set(Field& field, Value&& value) {
    field = std::forward<Value>(value);
    return *this;
  }
  values values_;
};

}  // namespace temporal
