#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "headroom/base/result.h"
#include "headroom/plan/week_case.h"

namespace headroom::plan {

// One capacity for each hour, as rungs: TRU counts, 0 for On-Demand.
using schedule = std::vector<int>;

// A capacity that an hour may have, with what it is expected to come to.
struct rung_figures {
  double billed_actions = 0;
  double objective_actions = 0;
  double likely_use = 0;  // week_cost.h: above 1, lowering to it is a cliff
  double limit_aps = 0;
};

// What the guard rails of one case come down to, hour by hour.
class guard_frame {
 public:
  // invalid_argument, naming the bounds, when nothing on offer lies within them.
  [[nodiscard]] static result<guard_frame> make(const week_case& in);

  [[nodiscard]] std::size_t hours() const { return frozen_.size(); }
  [[nodiscard]] int current() const { return current_; }
  // What may be changed to, rising; never empty.
  [[nodiscard]] const std::vector<int>& ladder() const { return ladder_; }
  // The ladder and the current capacity, rising.
  [[nodiscard]] const std::vector<int>& choices() const { return choices_; }
  [[nodiscard]] const std::vector<int>& on_offer() const { return on_offer_; }
  [[nodiscard]] const week_terms& terms() const { return *terms_; }
  [[nodiscard]] std::optional<int> stock_max() const { return stock_max_; }

  [[nodiscard]] bool frozen(std::size_t h) const { return frozen_[h]; }
  // The least rung an hour may have by the leases. A lease in frozen hours holds from the hour before them on, the last
  // one in which it could be seen to.
  [[nodiscard]] int floor(std::size_t h) const { return floor_[h]; }
  // Whether an hour may be spent on a rung: bounds and leases allow it, or nothing could be changed since the start.
  [[nodiscard]] bool may_hold(std::size_t h, int rung) const;
  [[nodiscard]] bool may_enter(std::size_t h, int rung) const;
  // Whether going from one rung to another at an hour's turn takes away a limit that is likely to be used before a
  // raise could come.
  [[nodiscard]] bool cliff(std::size_t h, int from, int to) const;

  // `rung` is one of the choices.
  [[nodiscard]] const rung_figures& figures(std::size_t h, int rung) const;
  [[nodiscard]] double billed(const schedule& s) const;
  // Billed actions that the spend cap leaves for these hours; empty without a cap.
  [[nodiscard]] std::optional<double> billed_max() const { return billed_max_; }

  [[nodiscard]] int before(const schedule& s, std::size_t h) const { return h == 0 ? current_ : s[h - 1]; }
  [[nodiscard]] bool changes_at(const schedule& s, std::size_t h) const { return before(s, h) != s[h]; }
  // A change that the hour before could have gone on without: these are what changes a day are counted of.
  [[nodiscard]] bool voluntary_at(const schedule& s, std::size_t h) const {
    return changes_at(s, h) && may_hold(h, before(s, h));
  }
  [[nodiscard]] std::int64_t day(std::size_t h) const {
    return floor_div((first_ + static_cast<std::int64_t>(h)).index, 24);
  }
  [[nodiscard]] utc_hour hour(std::size_t h) const { return first_ + static_cast<std::int64_t>(h); }

 private:
  void lay_out_hours(const week_case& in);
  void work_out_figures(const week_case& in);

  utc_hour first_;
  int current_ = 0;
  const week_terms* terms_ = nullptr;  // of the case, which outlives the frame
  std::vector<int> on_offer_, ladder_, choices_;
  std::optional<int> stock_max_;
  std::vector<char> frozen_;
  std::vector<int> floor_;
  std::size_t stuck_hours_ = 0;  // frozen from the start
  bool current_within_bounds_ = true;
  std::vector<std::vector<rung_figures>> figures_;  // by hour, by choice
  std::optional<double> billed_max_;
};

}  // namespace headroom::plan
