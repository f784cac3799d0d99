#include "headroom/plan/week_envelope.h"

#include <cmath>
#include <limits>
#include <optional>

#include "headroom/cost/envelope.h"

namespace headroom::plan {
namespace {

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();
constexpr std::int64_t hour_minutes = 60;

// The minutes that are known so far, by the minute; grows at its end.
class timeline {
 public:
  explicit timeline(const trailing_week& past)
      : start_(past.end - static_cast<std::int64_t>(past.aps.size())), aps_(past.aps.begin(), past.aps.end()) {}

  [[nodiscard]] utc_minute end() const { return start_ + static_cast<std::int64_t>(aps_.size()); }
  void add(double aps) { aps_.push_back(aps); }
  [[nodiscard]] double at(utc_minute m) const {
    return m < start_ || m >= end() ? unknown : aps_[static_cast<std::size_t>(m - start_)];
  }

 private:
  utc_minute start_;
  std::vector<double> aps_;
};

// An hour's minutes with the mean that is expected and the shape that the hour a week before had.
std::vector<double> shaped(const timeline& line, utc_minute start, double mean_aps) {
  std::vector<double> out(hour_minutes, mean_aps);
  double sum = 0;
  for (std::int64_t m = 0; m < hour_minutes; ++m) sum += line.at(start + m - cost::envelope_minutes);
  if (!(sum > 0)) return out;  // NaN when a minute is unknown
  const double factor = mean_aps * static_cast<double>(hour_minutes) / sum;
  for (std::int64_t m = 0; m < hour_minutes; ++m) {
    out[static_cast<std::size_t>(m)] = factor * line.at(start + m - cost::envelope_minutes);
  }
  return out;
}

std::optional<double> known(double aps) { return std::isnan(aps) ? std::nullopt : std::optional(aps); }

}  // namespace

std::vector<double> coming_envelopes(const trailing_week& past, utc_hour first,
                                     std::span<const double> expected_mean_aps) {
  timeline line(past);
  cost::trailing_envelope envelope;
  for (const double aps : past.aps) envelope.push(known(aps));
  while (line.end() < start_of(first)) {
    line.add(unknown);
    envelope.push(std::nullopt);
  }
  std::vector<double> out;
  for (const double mean : expected_mean_aps) {
    out.push_back(envelope.limit_aps());
    for (const double aps : shaped(line, line.end(), mean)) {
      line.add(aps);
      envelope.push(known(aps));
    }
  }
  return out;
}

}  // namespace headroom::plan
