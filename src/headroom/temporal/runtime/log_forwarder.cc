#include "headroom/temporal/runtime/log_forwarder.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>

#include "headroom/base/text.h"
#include "headroom/base/time.h"

namespace temporal::detail {
namespace {

constexpr std::array<std::string_view, 5> level_names{"TRACE", "DEBUG", "INFO", "WARN", "ERROR"};

log_level level_of(std::string_view name) {
  const auto found = std::ranges::find(level_names, name);
  return found == level_names.end() ? log_level::info : static_cast<log_level>(found - level_names.begin());
}

log_record record_of(const nlohmann::json& parsed) {
  log_record record;
  record.time =
      std::chrono::system_clock::time_point(std::chrono::milliseconds(parsed.value("time_ms", std::int64_t{0})));
  record.level = level_of(parsed.value("level", "INFO"));
  record.target = parsed.value("target", "");
  record.message = parsed.value("message", "");
  if (const auto fields = parsed.find("fields"); fields != parsed.end()) {
    record.fields_json = fields->dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
  }
  return record;
}

void write_to_stderr(const log_record& record) {
  const auto time_ms = std::chrono::duration_cast<std::chrono::milliseconds>(record.time.time_since_epoch()).count();
  const std::string fields = record.fields_json.size() > 2 ? " " + record.fields_json : "";
  const std::string line = headroom::to_rfc3339(time_ms) + " " +
                           std::string(level_names[static_cast<std::size_t>(record.level)]) + " " + record.target +
                           ": " + headroom::escape_for_terminal(record.message + fields) + "\n";
  std::fwrite(line.data(), 1, line.size(), stderr);
}

}  // namespace

log_forwarder::log_forwarder(log_sink sink) : sink_(sink ? std::move(sink) : log_sink(write_to_stderr)) {}

void log_forwarder::forward(std::string_view record_json) {
  const auto parsed = nlohmann::json::parse(record_json, nullptr, /*allow_exceptions=*/false);
  if (!parsed.is_object())
    return write(log_level::error, "a log record of the core could not be read: " + std::string(record_json));
  if (const auto dropped = parsed.value("dropped", std::int64_t{0}); dropped > 0) {
    write(log_level::warn, std::to_string(dropped) + " log records were dropped because the sink is too slow");
  }
  deliver(record_of(parsed));
}

void log_forwarder::write(log_level level, std::string_view message) {
  deliver({std::chrono::system_clock::now(), level, "temporal_cpp", std::string(message), ""});
}

void log_forwarder::deliver(const log_record& record) {
  const std::lock_guard lock(mutex_);
  sink_(record);
}

}  // namespace temporal::detail
