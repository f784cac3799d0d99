#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace headroom::cost {

// The On-Demand limit follows the load of the trailing seven days: max(500, min(4 x mean, 2 x 90th percentile))
// (docs/cloud/capacity-modes). Minutes without a sample count neither way.
inline constexpr int envelope_minutes = 7 * 1440;
inline constexpr double envelope_floor_aps = 500;

// The limit of a load with these figures.
constexpr double envelope_of(double mean_aps, double p90_aps) {
  const double allowed = 4 * mean_aps < 2 * p90_aps ? 4 * mean_aps : 2 * p90_aps;
  return allowed > envelope_floor_aps ? allowed : envelope_floor_aps;
}

// The percentile with linear interpolation between ranks, as numpy's default: the value at rank share x (n - 1) of the
// sorted values. `values` is not empty and has no NaN; share is in [0, 1]. O(n).
double percentile(std::span<const double> values, double share);

// The limit after exactly these minutes (NaN: no sample), straight from the definition. O(n).
double on_demand_limit_of(std::span<const double> window_aps);

// The same, kept up to date minute by minute: O(log n) a minute, 300 KB. A value: copy it to look ahead under an
// assumed load. Two heaps share the samples at the 90th percentile's rank; the mean comes from a tree of pairwise sums,
// so no rounding error is carried from sample to sample however long it runs.
class trailing_envelope {
 public:
  explicit trailing_envelope(int window_minutes = envelope_minutes);

  // The next minute's load, or empty where there is no sample; the minute that is a window older drops out.
  void push(std::optional<double> load_aps);

  [[nodiscard]] int samples() const { return static_cast<int>(low_.size() + high_.size()); }
  [[nodiscard]] double mean_aps() const;  // 0 without samples
  [[nodiscard]] double p90_aps() const;   // 0 without samples
  [[nodiscard]] double limit_aps() const { return envelope_of(mean_aps(), p90_aps()); }

 private:
  using slot = std::int32_t;

  void add(slot s, double load_aps);
  void remove(slot s);
  void rebalance();
  void set_sum_leaf(slot s, double value);

  void heap_push(std::vector<slot>& heap, slot s);
  void heap_erase(std::vector<slot>& heap, slot s);
  void sift_up(std::vector<slot>& heap, std::size_t at);
  void sift_down(std::vector<slot>& heap, std::size_t at);
  [[nodiscard]] bool above(const std::vector<slot>& heap, slot a, slot b) const;

  int window_minutes_;
  slot next_ = 0;
  std::vector<double> value_;        // by slot; NaN where the minute has no sample
  std::vector<std::int32_t> place_;  // by slot: its index in the heap it is in
  std::vector<bool> in_low_;         // by slot: which heap
  std::vector<slot> low_, high_;     // largest of the lower part on top; smallest of the upper part on top
  std::size_t leaves_ = 1;
  std::vector<double> sums_;  // pairwise sums; the root is at 1, the leaves begin at leaves_
};

}  // namespace headroom::cost
