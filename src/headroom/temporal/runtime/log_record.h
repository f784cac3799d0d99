#pragma once

#include <chrono>
#include <functional>
#include <string>

#include "headroom/temporal/common/log_level.h"

namespace temporal {

// One line of the core's or the SDK's own log.
struct log_record {
  std::chrono::system_clock::time_point time;
  log_level level = log_level::info;
  std::string target;  // the module that speaks, as in "temporalio_sdk_core::worker"
  std::string message;
  std::string fields_json;  // an object: what the message is about
};

// Receives log records one at a time on the runtime's reactor thread: it must be quick and must not throw.
using log_sink = std::function<void(const log_record&)>;

}  // namespace temporal
