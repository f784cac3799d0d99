#include "headroom/plan/week_prospects.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <set>
#include <span>
#include <utility>

#include "headroom/cost/sold_counts.h"
#include "headroom/plan/headroom_load_log.h"
#include "headroom/plan/headroom_load_view.h"
#include "headroom/plan/headroom_recurrence.h"
#include "headroom/plan/headroom_way_record.h"
#include "headroom/plan/headroom_ways.h"
#include "headroom/plan/week_stretch_cost.h"

namespace headroom::plan {
namespace {

constexpr std::int64_t hour = 60, day = 1440;
constexpr std::size_t a_day = 24;
constexpr std::size_t days_later = 3;  // what ways are worth for the days after tomorrow is learnt this far ahead

std::vector<int> trus_asked_about(const week_case& in) {
  std::set<int> out{0, in.held_now().rung()};
  for (const tru_count trus : in.offer.valid_trus) out.insert(trus.value());
  if (in.offer.valid_trus.empty()) out.insert(cost::sold_counts.begin(), cost::sold_counts.end());
  return {out.begin(), out.end()};
}

std::optional<double> known(double value) { return std::isnan(value) ? std::nullopt : std::optional(value); }

// The minutes from the first known one's clock hour on.
load_log log_of(utc_minute start, std::span<const double> aps) {
  load_log out;
  std::size_t from = 0;
  while (from < aps.size() && std::isnan(aps[from])) ++from;
  if (from == aps.size()) return out;
  const utc_minute first = start + static_cast<std::int64_t>(from);
  out.begin_at(start_of(hour_of(first)));
  for (auto m = out.time_of(0); m < first; m = m + 1) out.add(aps[from]);
  for (; from < aps.size(); ++from) out.add(known(aps[from]));
  return out;
}

// The same minutes of another limit.
std::vector<double> beside(const load_log& log, utc_minute start, std::span<const double> values) {
  std::vector<double> out(static_cast<std::size_t>(log.end()));
  for (std::int64_t m = 0; m < log.end(); ++m) {
    const auto at = log.time_of(m) - start;
    if (at < 0 || at >= std::ssize(values)) continue;
    out[static_cast<std::size_t>(m)] = known(values[static_cast<std::size_t>(at)]).value_or(0);
  }
  return out;
}

class week_foresight {
 public:
  week_foresight(const week_past& past, const week_case& in)
      : in_(in),
        events_(past.events),
        log_(log_of(past.start, past.rows.front().per_second)),
        first_(log_.end() > 0 ? log_.minute_of(start_of(in.first)) : 0),
        cost_(log_, others_of(past), trus_asked_about(in), limits_in(0),
              {.throttle_cost = in.terms.throttle_cost,
               .reaction_minutes = in.terms.reaction_minutes,
               .reaction_share = in.terms.reaction_share}) {
    touched_.resize(static_cast<std::size_t>(log_.end() / hour + 1));
    for (const auto& e : events_) {
      for (std::size_t h = 0; h < touched_.size(); ++h) {
        touched_[h] |= static_cast<char>(reaches(e, static_cast<std::int64_t>(h) * hour));
      }
    }
  }

  std::vector<hour_prospect> run() {
    if (log_.end() - log_.begin() < day) return {};
    const auto days = (log_.end() - log_.begin()) / day;
    for (auto ago = days - 1; ago > 0; --ago) learn_from(ago * day);
    stand_at(0);
    std::vector<hour_prospect> out;
    for (std::size_t h = 0; h < in_.hours(); ++h) out.push_back(prospect_of(h));
    return out;
  }

 private:
  using sums_by_way = std::array<prospect_sum, hour_ways>;
  using advice = std::array<std::size_t, hour_ways>;

  [[nodiscard]] std::vector<other_limit> others_of(const week_past& past) const {
    std::vector<other_limit> out;
    for (std::size_t row = 1; row < in_.rows.size(); ++row) {
      const auto same = std::ranges::find(past.rows, in_.rows[row].kind, &limit_past::kind);
      out.push_back({.kind = same->kind, .per_s = beside(log_, past.start, same->per_second)});
    }
    return out;
  }

  [[nodiscard]] on_demand_limits limits_in(std::size_t h) const {
    on_demand_limits out{.actions_aps = in_.rows.front().hours[h].on_demand_limit_per_s.value_or(0),
                         .others_per_s = {}};
    for (std::size_t row = 1; row < in_.rows.size(); ++row) {
      out.others_per_s.push_back(in_.rows[row].hours[h].on_demand_limit_per_s);
    }
    return out;
  }

  [[nodiscard]] bool reaches(const forecast::known_event& e, std::int64_t start) const {
    const auto from = log_.minute_of(e.start);
    return e.length_minutes > 0 && from < start + hour && from + e.length_minutes > start;
  }
  [[nodiscard]] bool in_event(std::int64_t from) const {
    return touched_[static_cast<std::size_t>(from / hour)] != 0 ||
           touched_[static_cast<std::size_t>((from + hour - 1) / hour)] != 0;
  }

  // What is known so many minutes ago; only ever later.
  void stand_at(std::int64_t ago) {
    view_.emplace(log_, log_.end() - ago);
    const double limit_aps = limits_in(0).actions_aps;
    for (; fed_ < view_->end(); ++fed_) bursts_.add(fed_, log_[fed_] > limit_aps);
  }

  // What the ways would have advised so long ago, against what came.
  void learn_from(std::int64_t ago) {
    stand_at(ago);
    learn(tomorrow_, first_ - ago);
    learn(later_, first_ - ago + static_cast<std::int64_t>(days_later) * day);
  }
  void learn(way_record& record, std::int64_t from) {
    const auto limits = limits_in(0);
    for (std::int64_t start = from; start < from + day && start + hour <= log_.end(); start += hour) {
      if (start < log_.begin() || in_event(start)) continue;
      advice given = cheapest_of(sums_for(start, limits), limits);
      prospect_sum came(cost_.trus().size());
      cost_.add_seen(came, start, 1, 1, limits);
      std::vector<double> costs;
      for (const auto& rung : came.by_rung) costs.push_back(cost_.objective(rung));
      record.learn(log_.time_of(start), costs, given);
    }
  }

  hour_prospect prospect_of(std::size_t h) {
    const auto start = first_ + static_cast<std::int64_t>(h) * hour;
    const auto limits = limits_in(h);
    prospect_sum mixed(cost_.trus().size());
    if (std::ranges::any_of(events_, [&](const auto& e) { return reaches(e, start); })) {
      add_occurrences(mixed, start, limits);
    } else {
      const auto sums = sums_for(start, limits);
      const auto weights = (h < a_day ? tomorrow_ : later_).weights(log_.time_of(start), cheapest_of(sums, limits));
      for (std::size_t w = 0; w < hour_ways; ++w) {
        if (weights[w] > 0) mixed.add(sums[w], weights[w] / sums[w].weight);
      }
    }
    return mixed.weight > 0 ? mixed.mean() : hour_prospect{};
  }

  // The same minutes of an event's past occurrences; where someone knows how high it will go, the usual hour as high.
  void add_occurrences(prospect_sum& to, std::int64_t start, const on_demand_limits& limits) {
    for (const auto& coming : events_) {
      if (!reaches(coming, start)) continue;
      if (coming.expected_peak_per_second) {
        add_as_high(to, start, *coming.expected_peak_per_second, limits);
        continue;
      }
      for (const auto& before : events_) {
        const auto from = start - (coming.start - before.start);
        if (before.name == coming.name && view_->has(from, hour)) cost_.add_blurred(to, {from, 1}, limits);
      }
    }
  }
  void add_as_high(prospect_sum& to, std::int64_t start, double peak_aps, const on_demand_limits& limits) {
    const auto ways = stretches_for(*view_, bursts_, start);
    for (const auto& usual : ways[place_of(hour_way::same_hour)]) {
      const double highest = std::ranges::max(view_->part(usual.from, hour));
      if (highest > 0 && !in_event(usual.from)) {
        cost_.add_blurred(to, {usual.from, usual.weight, peak_aps / highest}, limits);
      }
    }
  }

  sums_by_way sums_for(std::int64_t start, const on_demand_limits& limits) {
    auto ways = stretches_for(*view_, bursts_, start);
    const auto newest = view_->end() - view_->end() % hour;
    for (std::int64_t back = 1; back <= week_of_hours && view_->has(newest - back * hour, hour); ++back) {
      if (back <= last_few_hours) ways[place_of(hour_way::last_hours)].push_back({newest - back * hour, 1});
      ways[place_of(hour_way::any_hour)].push_back({newest - back * hour, 1});
    }
    sums_by_way out = [&]<std::size_t... I>(std::index_sequence<I...>) {
      return sums_by_way{((void)I, prospect_sum(cost_.trus().size()))...};
    }(std::make_index_sequence<hour_ways>());
    for (std::size_t w = 0; w < hour_ways; ++w) {
      for (const auto& stretch : ways[w]) {
        if (!in_event(stretch.from)) cost_.add_blurred(out[w], stretch, limits);
      }
    }
    return out;
  }

  // What each way advises; of capacities that cost the same the one that allows most.
  [[nodiscard]] advice cheapest_of(const sums_by_way& sums, const on_demand_limits& limits) const {
    advice out;
    out.fill(no_advice);
    const auto limit_aps = [&](std::size_t r) {
      return cost_.trus()[r] == 0 ? limits.actions_aps : cost::aps_per_tru * static_cast<double>(cost_.trus()[r]);
    };
    for (std::size_t w = 0; w < hour_ways; ++w) {
      if (!(sums[w].weight > 0)) continue;
      std::size_t best = 0;
      for (std::size_t r = 1; r < cost_.trus().size(); ++r) {
        const double cost = cost_.objective(sums[w].by_rung[r]), least = cost_.objective(sums[w].by_rung[best]);
        const double same = 1e-9 * least;
        if (cost < least - same || (cost <= least + same && limit_aps(r) > limit_aps(best))) best = r;
      }
      out[w] = best;
    }
    return out;
  }

  const week_case& in_;
  std::span<const forecast::known_event> events_;
  load_log log_;
  std::int64_t first_;  // minute of the first coming hour
  stretch_cost cost_;
  std::vector<char> touched_;  // hours of the log that an event reaches into
  std::optional<load_view> view_;
  burst_recurrence bursts_;
  std::int64_t fed_ = 0;  // minutes that bursts_ has seen
  way_record tomorrow_{hour_ways}, later_{hour_ways};
};

}  // namespace

std::vector<hour_prospect> prospects_of(const week_past& past, const week_case& in) {
  return week_foresight(past, in).run();
}

}  // namespace headroom::plan
