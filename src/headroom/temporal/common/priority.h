#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace temporal {

// Which tasks of one queue go first.
struct priority {
  std::optional<std::int32_t> key;  // 1 (first) to 5; the server's default is 3
  std::string fairness_key;         // tasks of one key share the queue with those of others
  std::optional<float> fairness_weight;

  friend bool operator==(const priority&, const priority&) = default;
};

}  // namespace temporal
