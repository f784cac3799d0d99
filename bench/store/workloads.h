#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <string>
#include <vector>

#include "headroom/base/rng.h"

// Synthetic loads with a known entropy: each is drawn from a distribution that the bench can sum up, so that no coder
// of any kind can take fewer bits on average.
namespace headroom::bench {

// A load class: figures of one namespace's day as events in a minute, and the bits that a minute holds.
class load_class {
 public:
  virtual ~load_class() = default;
  [[nodiscard]] virtual std::string name() const = 0;
  // A day for a namespace with parameters of its own; returns the entropy of the day in bits, given the parameters.
  virtual double draw(rng& random, std::vector<std::int64_t>& events) const = 0;
};

inline double gauss(rng& random) {
  return std::sqrt(-2 * std::log(1 - random.uniform())) * std::cos(2 * 3.14159265358979 * random.uniform());
}

inline double poisson_log_probability(double mean, std::int64_t k) {
  return static_cast<double>(k) * std::log(mean) - mean - std::lgamma(static_cast<double>(k) + 1);
}

// By inversion from the mode outwards it would be exact; for these means a table of the cumulated probabilities is.
class poisson_table {
 public:
  explicit poisson_table(double mean) {
    const auto spread = static_cast<std::int64_t>(12 * std::sqrt(mean) + 20);
    first_ = std::max<std::int64_t>(0, static_cast<std::int64_t>(mean) - spread);
    double sum = 0;
    for (std::int64_t k = first_; k <= static_cast<std::int64_t>(mean) + spread; ++k) {
      const double p = std::exp(poisson_log_probability(mean, k));
      sum += p;
      if (p > 0) entropy_bits_ -= p * std::log2(p);
      cumulated_.push_back(sum);
    }
  }
  std::int64_t draw(rng& random) const {
    const auto place = std::lower_bound(cumulated_.begin(), cumulated_.end(), random.uniform() * cumulated_.back());
    return first_ + (place - cumulated_.begin());
  }
  [[nodiscard]] double entropy_bits() const { return entropy_bits_; }

 private:
  std::int64_t first_ = 0;
  std::vector<double> cumulated_;
  double entropy_bits_ = 0;
};

}  // namespace headroom::bench
