#pragma once

#include <memory>

#include "headroom/base/result.h"
#include "headroom/cloud/hooks.h"
#include "headroom/cloud/settings.h"
#include "headroom/http/transport_settings.h"

namespace headroom::cloud {

// The real network, the host's shared budget file, the account's last size beside it and the machine's clock. Keep one
// for the life of the program: the open connections live in it. Thread-safe.
class live_services {
 public:
  // The budget's file is named after the endpoint and, when the key tells it, the account.
  // HEADROOM_METRICS_REQUESTS_PER_HOUR (1 to 100,000) replaces the 180 of Temporal's documentation where Temporal has
  // granted another budget.
  [[nodiscard]] static result<live_services> open(const settings& what, const http::environment& variables);

  [[nodiscard]] services get() { return {*network_, *budget_, http::system_clock(), size_.get()}; }

 private:
  live_services(std::unique_ptr<http::client> network, std::unique_ptr<http::request_budget> budget,
                std::unique_ptr<account_size> size);

  std::unique_ptr<http::client> network_;
  std::unique_ptr<http::request_budget> budget_;
  std::unique_ptr<account_size> size_;
};

}  // namespace headroom::cloud
