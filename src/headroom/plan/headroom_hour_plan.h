#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "headroom/plan/headroom_load_log.h"
#include "headroom/plan/headroom_path_cost.h"
#include "headroom/plan/headroom_recurrence.h"
#include "headroom/plan/headroom_way_record.h"
#include "headroom/plan/headroom_ways.h"

namespace headroom::plan {

// What an hour costs by rung, and how long it is throttled.
struct hour_cost {
  by_rung actions{}, throttled_minutes{};
};

// How well things went so far.
struct past_success {
  double reaction = 1;        // share of a perfect reaction's savings to count on
  double safety_premium = 0;  // share of an hour's cost that a safer choice may cost more
};

// Chooses the rung that an hour begins on. Several ways to foretell the hour each give scenarios: stretches of the past
// that it may resemble. A rung is judged by what it would have cost in them; the ways are weighed by what following
// each alone would have cost so far (docs/decisions/headroom-policy.md).
class hour_plan {
 public:
  // The rung for the sixty minutes from `start` on, by the loads of minutes before log.end().
  std::size_t choose(const load_log& log, burst_recurrence& bursts, std::int64_t start, const past_success& success,
                     const hour_terms& terms);

  // What an hour cost, once all of it is known; hours in order.
  void learn(const load_log& log, std::int64_t start, const hour_cost& cost);

  // What an average hour costs at best, of late.
  [[nodiscard]] double usual_cost() const { return record_.usual_cost(); }

 private:
  // What a way, or their mixture, expects.
  struct expectation {
    hour_cost cost;
    double weight = 0;

    void add(const by_rung& actions, const by_rung& throttled_minutes, double more_weight);
    // A path of load as it may come again, weighed and scaled as a stretch.
    void add_blurred(std::span<const double> path_aps, const past_stretch& as, double reaction,
                     const hour_terms& terms);
    void to_mean();
  };
  struct advice {
    std::int64_t start = -1;
    std::array<std::size_t, hour_ways> rung{};
  };

  [[nodiscard]] expectation expect(std::size_t way, std::span<const past_stretch> seen, const load_log& log,
                                   double reaction, const hour_terms& terms) const;
  [[nodiscard]] static std::size_t safest_near(const hour_cost& cost, double premium, double on_demand_limit_aps);
  // The last hours, for the ways that expect one of them again.
  [[nodiscard]] std::span<const hour_cost> hours_taken_by(std::size_t way) const;

  advice now_, before_;
  way_record record_{hour_ways};
  std::vector<hour_cost> last_hours_;
};

}  // namespace headroom::plan
