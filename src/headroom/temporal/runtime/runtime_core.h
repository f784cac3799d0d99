#pragma once

#include "headroom/temporal/runtime/log_forwarder.h"
#include "headroom/temporal/runtime/reactor.h"
#include "headroom/temporal/runtime/runtime_options.h"

namespace temporal::detail {

// The bridge's runtime with the reactor that serves its queue. Ends in the order that the bridge asks for: runtime,
// then reactor, then queue.
class runtime_core {
 public:
  explicit runtime_core(const runtime_options& options);
  ~runtime_core();
  runtime_core(const runtime_core&) = delete;
  runtime_core& operator=(const runtime_core&) = delete;

  [[nodiscard]] reactor& events() { return reactor_; }
  [[nodiscard]] tcb_runtime* handle() const { return handle_; }
  // Writes one of the SDK's own log lines to where the core's go.
  void log(log_level level, std::string_view message) { logs_.write(level, message); }

 private:
  log_forwarder logs_;
  reactor reactor_;
  tcb_runtime* handle_ = nullptr;
};

}  // namespace temporal::detail
