#pragma once

#include <algorithm>
#include <memory>

#include "workloads.h"

namespace headroom::bench {

inline constexpr int minutes = 1440;

inline double binary_entropy(double p) { return -p * std::log2(p) - (1 - p) * std::log2(1 - p); }

// One figure for the whole day, any of 2^20.
class constant_load final : public load_class {
 public:
  std::string name() const override { return "constant"; }
  double draw(rng& random, std::vector<std::int64_t>& events) const override {
    events.assign(minutes, static_cast<std::int64_t>(random.below(1 << 20)));
    return 20;
  }
};

// Nothing for some four hours, then a quarter of an hour of Poisson arrivals; both lengths geometric.
class bursting_load final : public load_class {
 public:
  std::string name() const override { return "idle-bursts"; }
  double draw(rng& random, std::vector<std::int64_t>& events) const override {
    constexpr double starts = 1.0 / 240;
    constexpr double ends = 1.0 / 15;
    static const poisson_table arrivals(600);
    bool busy = random.uniform() < starts / (starts + ends);
    double bits = 0;
    for (std::int64_t& count : events) {
      bits += binary_entropy(busy ? ends : starts);
      busy = random.uniform() < (busy ? 1 - ends : starts);
      count = busy ? arrivals.draw(random) : 0;
      if (busy) bits += arrivals.entropy_bits();
    }
    return bits;
  }
};

// Poisson arrivals around a daily curve; the mean is between 60 and 60,000 a minute.
class daily_load final : public load_class {
 public:
  std::string name() const override { return "daily-poisson"; }
  double draw(rng& random, std::vector<std::int64_t>& events) const override {
    const double mean = 60 * std::pow(1000, random.uniform());
    const double phase = 6.2831853 * random.uniform();
    double bits = 0;
    for (int m = 0; m < minutes; ++m) {
      const double now = mean * (1 + 0.7 * std::sin(phase + 6.2831853 * m / minutes));
      // Entropy of a Poisson distribution to four terms (Evans, Boersma, Blachman, Jabs 1988), exact to 1e-4 from 10
      // on.
      bits += 0.5 * std::log2(2 * 3.14159265 * 2.718281828 * now) - 1 / (12 * now * std::log(2)) -
              1 / (24 * now * now * std::log(2));
      events[static_cast<std::size_t>(m)] = draw_poisson(random, now);
    }
    return bits;
  }

 private:
  // Transformed rejection (Hoermann 1993, PTRS), exact for means from 10 on.
  static std::int64_t draw_poisson(rng& random, double mean) {
    const double b = 0.931 + 2.53 * std::sqrt(mean);
    const double a = -0.059 + 0.02483 * b;
    const double inverse_alpha = 1.1239 + 1.1328 / (b - 3.4);
    const double v_r = 0.9277 - 3.6224 / (b - 2);
    for (;;) {
      const double u = random.uniform() - 0.5;
      const double v = random.uniform();
      const double us = 0.5 - std::abs(u);
      const double k = std::floor((2 * a / us + b) * u + mean + 0.43);
      if (us >= 0.07 && v <= v_r) return static_cast<std::int64_t>(k);
      if (k < 0 || (us < 0.013 && v > us)) continue;
      if (std::log(v) + std::log(inverse_alpha) - std::log(a / (us * us) + b) <=
          poisson_log_probability(mean, static_cast<std::int64_t>(k))) {
        return static_cast<std::int64_t>(k);
      }
    }
  }
};

// Steps of a rounded normal distribution, far from zero.
class walking_load final : public load_class {
 public:
  std::string name() const override { return "random-walk"; }
  double draw(rng& random, std::vector<std::int64_t>& events) const override {
    const double sigma = 5 * std::pow(20, random.uniform());
    std::int64_t at = 100'000 + static_cast<std::int64_t>(random.below(1 << 17));
    double entropy = 0;
    for (int step = -1000; step <= 1000; ++step) {
      const double p =
          0.5 * (std::erf((step + 0.5) / sigma / std::sqrt(2)) - std::erf((step - 0.5) / sigma / std::sqrt(2)));
      if (p > 1e-15) entropy -= p * std::log2(p);
    }
    for (std::int64_t& count : events) count = at = std::max<std::int64_t>(1, at + std::llround(sigma * gauss(random)));
    return entropy * minutes + 17 - entropy;
  }
};

// Independent figures of a discrete power law: P(n) ~ (n + 20)^-2.2.
class heavy_load final : public load_class {
 public:
  heavy_load() {
    double sum = 0;
    for (std::int64_t n = 0; n < most; ++n) cumulated_.push_back(sum += std::pow(static_cast<double>(n) + 20, -2.2));
    for (std::int64_t n = 0; n < most; ++n) {
      const double p = std::pow(static_cast<double>(n) + 20, -2.2) / sum;
      entropy_ -= p * std::log2(p);
    }
  }
  std::string name() const override { return "heavy-tail"; }
  double draw(rng& random, std::vector<std::int64_t>& events) const override {
    for (std::int64_t& count : events) {
      count = std::lower_bound(cumulated_.begin(), cumulated_.end(), random.uniform() * cumulated_.back()) -
              cumulated_.begin();
    }
    return entropy_ * minutes;
  }

 private:
  static constexpr std::int64_t most = 1'000'000;
  std::vector<double> cumulated_;
  double entropy_ = 0;
};

inline std::vector<std::unique_ptr<load_class>> load_classes() {
  std::vector<std::unique_ptr<load_class>> all;
  all.push_back(std::make_unique<constant_load>());
  all.push_back(std::make_unique<bursting_load>());
  all.push_back(std::make_unique<daily_load>());
  all.push_back(std::make_unique<walking_load>());
  all.push_back(std::make_unique<heavy_load>());
  return all;
}

}  // namespace headroom::bench
