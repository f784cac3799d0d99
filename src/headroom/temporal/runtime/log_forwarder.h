#pragma once

#include <mutex>
#include <string_view>

#include "headroom/temporal/runtime/log_record.h"

namespace temporal::detail {

// Brings log records to the user's sink, one at a time; without a sink, to stderr.
class log_forwarder {
 public:
  explicit log_forwarder(log_sink sink);

  // A record of the core as the bridge delivers it, in JSON.
  void forward(std::string_view record_json);
  // A line of the SDK's own.
  void write(log_level level, std::string_view message);

 private:
  void deliver(const log_record& record);

  log_sink sink_;
  std::mutex mutex_;
};

}  // namespace temporal::detail
