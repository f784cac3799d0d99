#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "headroom/base/time.h"

namespace headroom::plan {

inline constexpr std::size_t no_advice = ~std::size_t{0};

// Saturdays and Sundays, by UTC.
constexpr bool is_weekend(utc_minute m) {
  constexpr std::int64_t monday = 4;  // 1970-01-05, in days
  const std::int64_t days = floor_div(m.index, 1440) - monday;
  return days - 7 * floor_div(days, 7) >= 5;
}

// How well each of several ways to foretell an hour did so far: what following it alone would have cost above the best.
// It is kept twice, over all hours and for each hour of the day, workdays and weekends apart: a way that is right on
// the whole may be wrong each Saturday at six.
class way_record {
 public:
  explicit way_record(std::size_t ways)
      : regret_(ways), advised_hours_(ways), slots_(2 * std::size_t{24}, std::vector<double>(ways)) {}

  // What an hour cost by rung, and the rung that each way had advised (`no_advice` where it was silent); hours in
  // order.
  void learn(utc_minute hour, std::span<const double> costs, std::span<const std::size_t> advised);

  // How much each way counts in the advice for an hour: 1 at most, 0 for those that are silent.
  [[nodiscard]] std::vector<double> weights(utc_minute hour, std::span<const std::size_t> advised) const;

  // What an average hour costs at best, of late; 0 before the first.
  [[nodiscard]] double usual_cost() const { return hours_ > 0 ? best_ / hours_ : 0; }

 private:
  [[nodiscard]] double regret_of(std::size_t way) const;
  static std::size_t slot_of(utc_minute hour);

  std::vector<double> regret_, advised_hours_;
  std::vector<std::vector<double>> slots_;
  double best_ = 0, hours_ = 0;
};

}  // namespace headroom::plan
