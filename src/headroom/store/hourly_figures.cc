#include "headroom/store/hourly_figures.h"

#include <algorithm>
#include <utility>

#include "headroom/store/scrape_frame.h"

namespace headroom::store {
namespace {

struct hour_figures {
  double peak = unknown_value;
  double total = unknown_value;
  std::uint8_t known_minutes = 0;
};

hour_figures figures_of(std::span<const double> values) {
  double peak = 0;
  double total = 0;
  std::uint8_t known = 0;
  // Branchless, for the compiler to do several at once; figures are never negative.
  for (const double value : values) {
    const bool is = is_known(value);
    peak = std::max(peak, is ? value : 0);
    total += is ? value : 0;
    known = static_cast<std::uint8_t>(known + is);
  }
  if (known == 0) return {};
  return {peak, total, known};
}

}  // namespace

hourly_history hourly_figures(utc_minute first, std::span<const double> values) {
  hourly_history hours{.first = hour_of(first)};
  auto length = static_cast<std::size_t>(start_of(hours.first + 1) - first);  // the first hour may be a part of one
  for (std::size_t at = 0; at < values.size(); at += std::exchange(length, 60)) {
    const hour_figures hour = figures_of(values.subspan(at, std::min(length, values.size() - at)));
    hours.peak.push_back(hour.peak);
    hours.total.push_back(hour.total);
    hours.known_minutes.push_back(hour.known_minutes);
  }
  return hours;
}

}  // namespace headroom::store
