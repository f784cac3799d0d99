#include "headroom/backtest/replay.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace headroom::backtest {
namespace {

// Keeps what was asked for, and until when that is in progress.
class request_log {
 public:
  explicit request_log(const workload& load) : start_(load.start), actuation_minutes_(load.setting.actuation_minutes) {}

  [[nodiscard]] std::size_t free_from() const { return free_from_; }
  [[nodiscard]] capacity target() const { return target_; }

  void ask(std::size_t minute, capacity wanted) {
    requests_.push_back({start_ + static_cast<std::int64_t>(minute), wanted});
    target_ = wanted;
    // Without a delay a second request in the same minute would still be one too many.
    free_from_ = minute + std::max<std::size_t>(1, static_cast<std::size_t>(actuation_minutes_));
  }
  [[nodiscard]] std::vector<request> take() && { return std::move(requests_); }

 private:
  utc_minute start_;
  int actuation_minutes_;
  std::vector<request> requests_;
  capacity target_;
  std::size_t free_from_ = 0;
};

}  // namespace

std::vector<request> replay(const workload& load, plan::policy& policy) {
  request_log log(load);
  const auto lag = static_cast<std::size_t>(load.setting.lag_minutes);
  for (std::size_t t = 0; t < load.aps.size(); ++t) {
    plan::observation seen{.now = load.start + static_cast<std::int64_t>(t),
                           .newest_aps = {},
                           .on_demand_limit_aps = load.hours[t / 60].on_demand_limit_aps};
    if (t >= lag && !std::isnan(load.aps[t - lag])) seen.newest_aps = load.aps[t - lag];
    policy.see(seen);
    if (t < log.free_from()) continue;
    const capacity wanted = policy.decide(seen, log.target());
    if (wanted != log.target()) log.ask(t, wanted);
  }
  return std::move(log).take();
}

std::vector<request> replay(const workload& load, const plan::threshold_rule& rule) {
  request_log log(load);
  for (std::size_t h = 0; h < load.hours.size(); ++h) {
    const std::size_t end = 60 * (h + 1);
    for (std::size_t from = std::max(60 * h, log.free_from()); from < end; from = log.free_from()) {
      const auto change = rule.first_change({.first = load.start + static_cast<std::int64_t>(from),
                                             .minutes = std::span(load.features).subspan(from, end - from),
                                             .on_demand_limit_aps = load.hours[h].on_demand_limit_aps,
                                             .lowest = load.bounds[h].lowest,
                                             .highest = load.bounds[h].highest},
                                            log.target());
      if (!change) break;
      log.ask(from + change->minute, change->wanted);
    }
  }
  return std::move(log).take();
}

}  // namespace headroom::backtest
