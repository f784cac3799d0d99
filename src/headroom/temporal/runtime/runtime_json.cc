#include "headroom/temporal/runtime/runtime_json.h"

#include <nlohmann/json.hpp>

namespace temporal::detail {
namespace {

using nlohmann::json;

const char* level_name(log_level level) {
  constexpr const char* names[] = {"trace", "debug", "info", "warn", "error"};
  return names[static_cast<std::size_t>(level)];
}

json log_json(const runtime_options::values& options) {
  if (!options.log_filter.empty()) return {{"filter", options.log_filter}};
  return {{"core_level", level_name(options.core_log_level)}};
}

json metrics_json(const prometheus_options& options) {
  return {{"prometheus",
           {{"bind_address", options.listen_address},
            {"global_tags", options.global_tags},
            {"counters_total_suffix", options.counters_with_total_suffix},
            {"unit_suffix", options.names_with_unit},
            {"use_seconds_for_durations", options.durations_in_seconds}}}};
}

}  // namespace

std::string runtime_json(const runtime_options& options) {
  const auto& values = options.get();
  json document{{"log", log_json(values)}, {"runtime_version", "clang " __clang_version__}};
  if (values.core_threads) document["worker_threads"] = *values.core_threads;
  if (values.worker_heartbeat_interval) document["heartbeat_interval_ms"] = values.worker_heartbeat_interval->count();
  if (values.prometheus) document["metrics"] = metrics_json(*values.prometheus);
  return document.dump();
}

}  // namespace temporal::detail
