#include <algorithm>
#include <array>
#include <optional>

#include "headroom/plan/decaying_histogram.h"
#include "headroom/plan/mode_choice.h"
#include "headroom/plan/peer_policies.h"
#include "headroom/plan/sliding_extreme.h"

namespace headroom::plan {
namespace {

constexpr int step_minutes = 5;
constexpr int window_minutes = 60;

// x(t), see load_features.h.
class newest_load {
 public:
  double update(std::optional<double> newest_aps) {
    if (newest_aps) aps_ = *newest_aps;
    return aps_;
  }

 private:
  double aps_ = 0;
};

// The quantile of a decaying histogram that takes in the minutes seen at every minute divisible by five.
class stepped_quantile {
 public:
  explicit stepped_quantile(const histogram_options& options)
      : share_(options.share), histogram_(options.half_life_hours * 60) {}

  double update(utc_minute now, double load_aps) {
    pending_[pending_count_++ % step_minutes] = load_aps;
    if (floor_div(now.index, step_minutes) * step_minutes == now.index) {
      histogram_.age(step_minutes);
      for (std::size_t i = 0; i < std::min<std::size_t>(pending_count_, step_minutes); ++i) histogram_.add(pending_[i]);
      pending_count_ = 0;
      quantile_ = histogram_.quantile(share_);
    }
    return quantile_;
  }

 private:
  double share_;
  decaying_histogram histogram_;
  std::array<double, step_minutes> pending_{};
  std::size_t pending_count_ = 0;
  double quantile_ = 0;
};

class vpa_policy final : public policy {
 public:
  explicit vpa_policy(const histogram_options& options) : margin_(options.margin), quantile_(options) {}

  void see(const observation& seen) override {
    wanted_aps_ = margin_ * quantile_.update(seen.now, load_.update(seen.newest_aps));
  }
  capacity decide(const observation& seen, capacity) override {
    return mode_for(wanted_aps_, seen.on_demand_limit_aps);
  }

 private:
  double margin_;
  newest_load load_;
  stepped_quantile quantile_;
  double wanted_aps_ = 0;
};

class autopilot_window_policy final : public policy {
 public:
  explicit autopilot_window_policy(const histogram_options& options) : margin_(options.margin), quantile_(options) {}

  void see(const observation& seen) override {
    const double load_aps = load_.update(seen.newest_aps);
    wanted_aps_ = recent_.push(margin_ * std::max(quantile_.update(seen.now, load_aps), load_aps));
  }
  capacity decide(const observation& seen, capacity) override {
    return mode_for(wanted_aps_, seen.on_demand_limit_aps);
  }

 private:
  double margin_;
  newest_load load_;
  stepped_quantile quantile_;
  sliding_max recent_{window_minutes};
  double wanted_aps_ = 0;
};

}  // namespace

std::unique_ptr<policy> make_vpa_policy(const histogram_options& options) {
  return std::make_unique<vpa_policy>(options);
}

std::unique_ptr<policy> make_autopilot_window_policy(const histogram_options& options) {
  return std::make_unique<autopilot_window_policy>(options);
}

}  // namespace headroom::plan
