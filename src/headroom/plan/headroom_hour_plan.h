#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "headroom/plan/headroom_load_log.h"
#include "headroom/plan/headroom_path_cost.h"
#include "headroom/plan/headroom_recurrence.h"

namespace headroom::plan {

// Chooses the rung that an hour begins on. Several ways to foretell the hour each give scenarios: stretches of the past
// that it may resemble. A rung is judged by what it would have cost in them; the ways are weighed by what following
// each alone would have cost so far (docs/decisions/headroom-policy.md).
class hour_plan {
 public:
  // The rung for the sixty minutes from `start` on, by the loads of minutes before log.end(). `reaction` is the share
  // of a perfect reaction's savings to count on.
  std::size_t choose(const load_log& log, burst_recurrence& bursts, std::int64_t start, double reaction,
                     const hour_terms& terms);

  // What an hour cost, once all of it is known; hours in order.
  void learn(std::int64_t start, const by_rung& costs);

  // What an average hour costs at best, of late.
  [[nodiscard]] double usual_cost() const { return hours_ > 0 ? best_ / hours_ : 0; }

 private:
  struct scenario {
    std::int64_t from;
    double weight;
    double scale = 1;
  };
  enum way : std::uint8_t {
    lately,
    same_hour,
    same_hour_or_lately,
    about_same_hour,
    same_weekday,
    about_same_weekday,
    same_hour_at_this_level,
    same_state,
    any_hour,
    first_period,
    second_period,
    third_period,
    ways
  };
  using scenarios = std::array<std::vector<scenario>, ways>;
  static constexpr std::size_t none = ~std::size_t{0};
  struct advice {
    std::int64_t start = -1;
    std::array<std::size_t, ways> rung{};  // `none` where a way had nothing to say
  };

  static scenarios scenarios_for(const load_log& log, burst_recurrence& bursts, std::int64_t start);
  static void add_same_hours(scenarios& to, const load_log& log, std::int64_t start);
  static void add_periods(scenarios& to, const load_log& log, burst_recurrence& bursts, std::int64_t start);
  static void add_same_states(std::vector<scenario>& to, const load_log& log, int late_minutes);
  [[nodiscard]] double regret_of(std::size_t way) const;

  advice now_, before_;
  std::array<double, ways> regret_{}, advised_hours_{};
  double best_ = 0, hours_ = 0;
  std::vector<by_rung> costs_of_hours_;
};

}  // namespace headroom::plan
