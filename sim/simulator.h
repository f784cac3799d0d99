#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/account.h"
#include "sim/clock.h"
#include "sim/fault_book.h"
#include "sim/http_message.h"
#include "sim/key_role.h"
#include "sim/window_counter.h"

#include "headroom/base/result.h"

namespace headroom::sim {

// Temporal Cloud in a box: answers requests to the metrics endpoint (/v1), the Ops API (/cloud) and its own desk
// (/sim), one at a time.
class simulator {
 public:
  simulator(world w, std::shared_ptr<sim_clock> clock, monotonic_source wall = steady_milliseconds());

  [[nodiscard]] http_response handle(const http_request& request);

  [[nodiscard]] account& cloud() { return account_; }
  [[nodiscard]] sim_clock& clock() { return *clock_; }
  [[nodiscard]] fault_book& faults() { return faults_; }
  [[nodiscard]] std::map<std::string, std::int64_t>& calls() { return calls_; }
  // From any thread; `route` as "GET /v1/metrics".
  [[nodiscard]] std::int64_t calls_of(const std::string& route);

 private:
  [[nodiscard]] http_response metrics(const http_request& request, const std::vector<fault>& faults);
  [[nodiscard]] http_response ops(const http_request& request);
  // The key that a request bears; nothing for a wrong one. Without any configured key, any will do.
  [[nodiscard]] std::optional<api_key> key_of(const http_request& request) const;
  // Seconds to wait when the account's quota of scrapes is used up.
  [[nodiscard]] std::optional<std::int64_t> over_scrape_quota();
  [[nodiscard]] bool over_ops_rate(const api_key& key);

  account account_;
  std::shared_ptr<sim_clock> clock_;
  monotonic_source wall_;
  fault_book faults_;
  window_counter scrapes_;
  std::map<std::string, window_counter> ops_calls_;  // by key; "" is the account
  std::map<std::string, std::int64_t> calls_;        // by "GET /v1/metrics"
};

}  // namespace headroom::sim
