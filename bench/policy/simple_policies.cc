#include "simple_policies.h"

#include <algorithm>
#include <array>
#include <vector>

#include "headroom/cost/hour_bill.h"
#include "headroom/cost/sold_counts.h"

namespace headroom::bench {
namespace {

constexpr std::size_t rungs = cost::ladder.size();
using by_rung = std::array<double, rungs>;

double limit_of(std::size_t rung, double on_demand_limit_aps) {
  return rung == 0 ? on_demand_limit_aps : cost::ladder[rung] * static_cast<double>(cost::aps_per_tru);
}
capacity capacity_of(std::size_t rung) { return rung == 0 ? on_demand : provisioned(cost::ladder[rung]); }
std::size_t rung_of(capacity c) {
  return static_cast<std::size_t>(std::find(cost::ladder.begin(), cost::ladder.end(), c.rung()) - cost::ladder.begin());
}

// What an hour's minutes cost on each rung, as far as they are known; an unknown one counts as idle.
struct running_cost {
  double load_aps = 0;
  by_rung over_aps{};

  void add(double load, double on_demand_limit_aps) {
    load_aps += load;
    for (std::size_t r = 0; r < rungs; ++r) {
      over_aps[r] += std::max(0.0, load - std::max(on_demand_limit_aps, limit_of(r, on_demand_limit_aps)));
    }
  }
  [[nodiscard]] by_rung cost(double throttle_cost) const {
    by_rung out{};
    for (std::size_t r = 0; r < rungs; ++r)
      out[r] = cost::hour_bill_actions(60 * load_aps, cost::ladder[r]) + throttle_cost * 60 * over_aps[r];
    return out;
  }
};

// Minutes and rows as seen, in clock hours.
class hourly_policy : public plan::policy {
 public:
  explicit hourly_policy(const plan::policy_setting& setting) : setting_(setting) {}

  void see(const plan::observation& seen) final {
    const auto row = seen.now - setting_.lag_minutes;
    const auto minute = row.index - start_of(hour_of(row)).index;
    if (minute == 0) begin_hour();
    newest_aps_ = seen.newest_aps.value_or(newest_aps_);
    hour_.add(seen.newest_aps.value_or(0), seen.on_demand_limit_aps);
    peak_aps_ = std::max(peak_aps_, seen.newest_aps.value_or(0));
    loads_.push_back(newest_aps_);
    saw(seen);
  }

 protected:
  virtual void saw(const plan::observation&) {}
  virtual void begin_hour() {
    if (!loads_.empty()) {
      past_.push_back(hour_.cost(setting_.throttle_cost));
      peaks_aps_.push_back(peak_aps_);
    }
    hour_ = {};
    peak_aps_ = 0;
  }
  [[nodiscard]] int minute_of(const plan::observation& seen) const {
    return static_cast<int>(seen.now.index - start_of(hour_of(seen.now)).index);
  }

  plan::policy_setting setting_;
  running_cost hour_;
  double newest_aps_ = 0, peak_aps_ = 0;
  std::vector<double> loads_, peaks_aps_;
  std::vector<by_rung> past_;  // of whole hours
};

// Holds the planned rung, raised to what would have been cheapest for the hour so far; lowers at the turn only.
class hedged_policy final : public hourly_policy {
 public:
  hedged_policy(const plan::policy_setting& setting, int days, double recent)
      : hourly_policy(setting), days_(days), recent_(recent) {}

  capacity decide(const plan::observation& seen, capacity target) override {
    const int ahead = 60 - setting_.actuation_minutes, minute = minute_of(seen);
    if (minute >= ahead) return capacity_of(rung_ = planned());
    if (minute == ahead - 1) return target;
    if (minute < setting_.lag_minutes) return target;
    const auto cost = hour_.cost(setting_.throttle_cost);
    const auto best = std::min_element(cost.begin() + static_cast<std::ptrdiff_t>(rung_), cost.end()) - cost.begin();
    rung_ = std::max(rung_, static_cast<std::size_t>(best));
    return capacity_of(std::max(rung_, rung_of(target)));
  }

 private:
  [[nodiscard]] std::size_t planned() const {
    if (days_ == 0) return 0;
    by_rung sum = hour_.cost(setting_.throttle_cost);
    for (double& c : sum) c *= recent_;
    for (int day = 1; day <= days_; ++day) {
      // The hour being seen is the one before the hour planned for; it is not among the past ones yet.
      const auto ago = static_cast<std::size_t>(24 * day - 1);
      if (ago > past_.size()) continue;
      for (std::size_t r = 0; r < rungs; ++r) sum[r] += past_[past_.size() - ago][r];
    }
    return static_cast<std::size_t>(std::min_element(sum.begin(), sum.end()) - sum.begin());
  }

  int days_;
  double recent_;
  std::size_t rung_ = 0;
};

class same_hour_policy final : public hourly_policy {
 public:
  using hourly_policy::hourly_policy;

  capacity decide(const plan::observation& seen, capacity target) override {
    const int ahead = 60 - setting_.actuation_minutes, minute = minute_of(seen);
    const double limit_aps = seen.on_demand_limit_aps;
    const auto covering = [&](double load_aps) {
      return load_aps <= limit_aps || limit_aps >= 6'000 ? on_demand : provisioned(cost::covering_count(load_aps));
    };
    if (minute == ahead - 1) return target;
    if (minute < ahead) return capacity_of(std::max(rung_of(target), rung_of(covering(newest_aps_))));
    const double base_aps = std::max(third_peak_aps(), recent_aps(10, false));
    const auto gift = provisioned_free(cost::free_trus(0.7 * 60 * recent_aps(60, true)), limit_aps);
    return capacity_of(std::max(rung_of(covering(base_aps)), gift));
  }

 private:
  static std::size_t provisioned_free(int trus, double limit_aps) {
    return trus * static_cast<double>(cost::aps_per_tru) > limit_aps ? rung_of(provisioned(trus)) : 0;
  }
  [[nodiscard]] double third_peak_aps() const {
    std::vector<double> peaks;
    for (std::size_t ago = 23; ago <= peaks_aps_.size() && peaks.size() < 7; ago += 24)
      peaks.push_back(peaks_aps_[peaks_aps_.size() - ago]);
    std::sort(peaks.rbegin(), peaks.rend());
    return peaks.empty() ? 0 : peaks[std::min<std::size_t>(2, peaks.size() - 1)];
  }
  [[nodiscard]] double recent_aps(std::size_t minutes, bool sum) const {
    double out = 0;
    for (std::size_t i = loads_.size() - std::min(minutes, loads_.size()); i < loads_.size(); ++i)
      out = sum ? out + loads_[i] : std::max(out, loads_[i]);
    return out;
  }
};

template <int Days>
std::unique_ptr<plan::policy> hedged(const plan::policy_setting& setting) {
  return std::make_unique<hedged_policy>(setting, Days, 8);
}
std::unique_ptr<plan::policy> same_hour(const plan::policy_setting& setting) {
  return std::make_unique<same_hour_policy>(setting);
}

constexpr std::array<simple_policy, 3> all{
    {{"break_even", &hedged<0>}, {"newsvendor", &hedged<7>}, {"same_hour", &same_hour}}};

}  // namespace

std::span<const simple_policy> simple_policies() { return all; }

}  // namespace headroom::bench
