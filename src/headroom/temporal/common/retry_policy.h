#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "headroom/temporal/common/duration.h"

namespace temporal {

// When and how often a failed attempt is repeated: retry_policy{}.max_attempts(5).non_retryable({"Rejected"}).
class retry_policy {
 public:
  struct values {
    duration initial_interval = std::chrono::seconds(1);
    double backoff_coefficient = 2.0;
    std::optional<duration> maximum_interval;  // the server's default is 100 times the initial interval
    std::int32_t maximum_attempts = 0;         // 0: as many as the timeouts allow
    std::vector<std::string> non_retryable_types;
  };

  retry_policy() = default;

  retry_policy& initial_interval(duration d) { return set(&values::initial_interval, d); }
  retry_policy& backoff_coefficient(double c) { return set(&values::backoff_coefficient, c); }
  retry_policy& maximum_interval(duration d) { return set(&values::maximum_interval, d); }
  retry_policy& max_attempts(std::int32_t n) { return set(&values::maximum_attempts, n); }
  // Types of application failures (exactly) that are not repeated.
  retry_policy& non_retryable(std::vector<std::string> types) {
    return set(&values::non_retryable_types, std::move(types));
  }

  [[nodiscard]] const values& get() const { return values_; }

 private:
  template <class M, class V>
  retry_policy& set(M values::* field, V&& v) {
    values_.*field = std::forward<V>(v);
    return *this;
  }
  values values_;
};

}  // namespace temporal
