#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "headroom/plan/headroom_load_log.h"
#include "headroom/plan/headroom_path_cost.h"
#include "headroom/plan/headroom_recurrence.h"
#include "headroom/plan/headroom_way_record.h"

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
  struct scenario {
    std::int64_t from = 0;
    double weight = 0;
    double scale = 1;
  };
  // The ways to foretell an hour.
  enum way : std::uint8_t {
    lately,                   // as the newest two hours
    last_hours,               // as one of the last six
    any_hour,                 // as one of the last week's
    same_hour,                // as this hour of the last seven days,
    same_hour_at_this_level,  // or that, times today's level against then
    same_weekday,             // as this hour of the last four weeks
    same_kind_of_day,         // as this hour of the last workdays, or of the last weekends
    all_together,             // as any of these, half an hour sooner or later
    same_state,               // as what followed moments like this,
    same_state_and_days,      // or moments like this whose day and week before were like ours
    since_last_burst,         // as what followed the last bursts after as long
    first_period,             // as a period of the bursts ago
    second_period,
    third_period,
    ways
  };
  // What a way, or their mixture, expects.
  struct expectation {
    hour_cost cost;
    double weight = 0;

    void add(const by_rung& actions, const by_rung& throttled_minutes, double more_weight);
    void to_mean();
  };
  using scenarios = std::array<std::vector<scenario>, ways>;
  struct advice {
    std::int64_t start = -1;
    std::array<std::size_t, ways> rung{};
  };

  static scenarios scenarios_for(const load_log& log, burst_recurrence& bursts, std::int64_t start);
  static void add_same_hours(scenarios& to, const load_log& log, std::int64_t start);
  static void add_periods(scenarios& to, const load_log& log, burst_recurrence& bursts, std::int64_t start);
  static void add_bursts(std::vector<scenario>& to, const load_log& log, const burst_recurrence& bursts,
                         std::int64_t start);
  static void add_same_states(std::vector<scenario>& to, const load_log& log, std::int64_t start, float days_weight);
  [[nodiscard]] expectation expect(std::size_t way, std::span<const scenario> seen, const load_log& log,
                                   double reaction, const hour_terms& terms) const;
  [[nodiscard]] static std::size_t safest_near(const hour_cost& cost, double premium, double on_demand_limit_aps);
  // The last hours, for the ways that expect one of them again.
  [[nodiscard]] std::span<const hour_cost> hours_taken_by(std::size_t way) const;

  advice now_, before_;
  way_record record_{ways};
  std::vector<hour_cost> last_hours_;
};

}  // namespace headroom::plan
