#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "headroom/model/limit_row.h"
#include "headroom/plan/headroom_load_log.h"
#include "headroom/plan/headroom_ways.h"
#include "headroom/plan/week_case.h"

namespace headroom::plan {

// Minutes of a limit other than actions, numbered as the log of actions; what is unknown is 0 and throttles nothing.
struct other_limit {
  limit_kind kind = limit_kind::operations;
  std::vector<double> per_s;
};

// What On-Demand allows in an hour: of actions, and of the other limits in their order where that is known.
struct on_demand_limits {
  double actions_aps = 500;
  std::vector<std::optional<double>> others_per_s;

  friend bool operator==(const on_demand_limits&, const on_demand_limits&) = default;
};

// Sums over stretches of the past of what holding each capacity through them would have come to.
struct prospect_sum {
  explicit prospect_sum(std::size_t rungs) : by_rung(rungs) {}

  double weight = 0, used_actions = 0;
  std::vector<rung_prospect> by_rung;

  // From rung `first` on.
  void add(const prospect_sum& more, double more_weight, std::size_t first = 0);
  // The mean as a prospect of an hour.
  [[nodiscard]] hour_prospect mean() const;
};

// How an hour is judged.
struct stretch_terms {
  double throttle_cost = 10;
  int reaction_minutes = 5;   // from the first throttled minute to the first one with a raised limit
  double reaction_share = 0;  // of what the best such raise spares, to count on
};

// What stretches of the past would have come to. A throttled minute is one above any limit; where several limits are
// passed, the one that turns away the largest share of the work counts, as a share of the actions.
class stretch_cost {
 public:
  // `trus` rising, 0 for On-Demand; `usual` are the limits that most questions are about.
  stretch_cost(const load_log& actions, std::vector<other_limit> others, std::vector<int> trus, on_demand_limits usual,
               const stretch_terms& terms);

  [[nodiscard]] const std::vector<int>& trus() const { return trus_; }

  // What a stretch is judged by.
  [[nodiscard]] double objective(const rung_prospect& rung) const;

  // As it was seen, `scale` times.
  void add_seen(prospect_sum& to, std::int64_t from, double scale, double weight, const on_demand_limits& limits);
  // As it may come again: not quite the same (headroom_blur.h).
  void add_blurred(prospect_sum& to, const past_stretch& stretch, const on_demand_limits& limits);

 private:
  // Of one rung, minute by minute.
  struct held_hour {
    double billed_actions = 0;
    std::array<double, 61> throttled_from{};  // actions, from each minute on
    std::array<int, 61> minutes_from{};       // that throttle
    std::size_t first_over = 60;
  };
  void hold(held_hour& out, std::size_t place, std::int64_t from, double scale, const on_demand_limits& limits) const;
  void add_rungs(prospect_sum& to, std::size_t end, std::int64_t from, double scale, double weight,
                 const on_demand_limits& limits);
  const prospect_sum& usually(std::int64_t from);
  [[nodiscard]] std::optional<double> other_limit_of(std::size_t other, int trus, const on_demand_limits& limits) const;

  const load_log& actions_;
  std::vector<other_limit> others_;
  std::vector<int> trus_;
  on_demand_limits usual_;
  stretch_terms terms_;
  std::vector<held_hour> held_;         // by rung, of the stretch at hand
  std::vector<std::int32_t> place_of_;  // in sums_, by minute; -1: not yet asked for
  std::vector<prospect_sum> sums_;      // of stretches at scale 1 under the usual limits
};

}  // namespace headroom::plan
