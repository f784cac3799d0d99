#pragma once

#include <array>

namespace headroom::plan {

// Loads in buckets 5 % wide, 0.1 to about 81,000 a second, whose weights halve every `half_life_minutes`: the shape
// that the Vertical Pod Autoscaler keeps.
class decaying_histogram {
 public:
  explicit decaying_histogram(double half_life_minutes) : half_life_minutes_(half_life_minutes) {}

  void age(double minutes);
  void add(double load_aps);  // with weight 1

  // The upper edge of the first bucket at which the cumulated weight reaches this share of all; 0.1 when empty.
  [[nodiscard]] double quantile(double share) const;

 private:
  static constexpr int edge_count = 280;

  double half_life_minutes_;
  std::array<double, edge_count + 1> weight_{};  // the last bucket: above all edges
};

}  // namespace headroom::plan
