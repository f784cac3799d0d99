#pragma once

#include <memory>
#include <optional>
#include <string>

#include "headroom/temporal/runtime/runtime_options.h"

namespace temporal {

namespace detail {
class runtime_core;
}

// The core's threads, telemetry and event queue. One per process is the rule; clients and workers keep it alive. Create
// it after fork(), never before: in a forked child every use of it fails.
class runtime {
 public:
  // Throws configuration_error (a filter or an address that cannot be used) or bridge_error.
  [[nodiscard]] static std::shared_ptr<runtime> create(const runtime_options& options = {});

  explicit runtime(std::unique_ptr<detail::runtime_core> core);
  ~runtime();
  runtime(const runtime&) = delete;
  runtime& operator=(const runtime&) = delete;

  // Where the Prometheus exporter listens, as host:port; empty without one.
  [[nodiscard]] std::optional<std::string> prometheus_address() const;

  [[nodiscard]] detail::runtime_core& core() const { return *core_; }

 private:
  std::unique_ptr<detail::runtime_core> core_;
};

}  // namespace temporal
