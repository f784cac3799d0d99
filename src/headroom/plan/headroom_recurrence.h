#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace headroom::plan {

// Finds after how many minutes bursts come again: any period from half an hour to two weeks, also one that drifts
// through the day. Bursts are minutes above a limit.
class burst_recurrence {
 public:
  // Minutes in order, each once.
  void add(std::int64_t minute, bool above_limit);

  // The periods that stand out most from what chance would make of so many bursts, at most three. O(bursts^2), once
  // for each new burst.
  [[nodiscard]] std::span<const int> periods_minutes();

  // When bursts began, the latest last.
  [[nodiscard]] std::span<const std::int64_t> onsets() const { return onsets_; }

 private:
  void find();

  std::vector<std::int64_t> onsets_;
  std::int64_t last_above_ = -1'000'000;
  std::int64_t now_ = 0;
  bool stale_ = false;
  std::vector<double> pairs_apart_;  // by minutes
  std::vector<int> periods_;
};

}  // namespace headroom::plan
