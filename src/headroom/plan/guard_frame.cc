#include "headroom/plan/guard_frame.h"

#include <algorithm>
#include <fmt/format.h>

#include "headroom/cost/sold_counts.h"
#include "headroom/plan/buyable.h"
#include "headroom/plan/week_cost.h"
#include "headroom/plan/week_money.h"

namespace headroom::plan {
namespace {

snapshot_settings bounds_of(const week_terms& terms) {
  snapshot_settings out;
  out.trus_min = terms.trus_min;
  out.trus_max = terms.trus_max;
  return out;
}

capacity capacity_of(int rung) { return rung > 0 ? provisioned(rung) : on_demand; }

std::vector<int> counts_on_offer(const capacity_offer& offer) {
  std::vector<int> out;
  for (const tru_count trus : offer.valid_trus) out.push_back(trus.value());
  if (out.empty()) out.assign(cost::sold_counts.begin(), cost::sold_counts.end());
  std::ranges::sort(out);
  return out;
}

}  // namespace

result<guard_frame> guard_frame::make(const week_case& in) {
  guard_frame out;
  out.first_ = in.first;
  out.current_ = in.held_now().rung();
  out.terms_ = &in.terms;
  out.on_offer_ = counts_on_offer(in.offer);
  if (in.offer.max_available_trus) out.stock_max_ = in.offer.max_available_trus->value();
  for (const capacity& c : buyable(in.offer, bounds_of(in.terms))) out.ladder_.push_back(c.rung());
  if (out.ladder_.empty()) {
    return fail(error_code::invalid_argument,
                fmt::format("saw bounds of {} to {} TRUs, expected some that a count on offer ({}) lies within",
                            in.terms.trus_min, in.terms.trus_max ? fmt::format("{}", *in.terms.trus_max) : "any",
                            fmt::join(out.on_offer_, ", ")));
  }
  out.current_within_bounds_ = within_bounds(in.held_now(), bounds_of(in.terms));
  out.choices_ = out.ladder_;
  if (!std::ranges::binary_search(out.choices_, out.current_)) {
    out.choices_.insert(std::ranges::upper_bound(out.choices_, out.current_), out.current_);
  }
  out.lay_out_hours(in);
  out.work_out_figures(in);
  out.billed_max_ = billed_actions_max(in);
  return out;
}

void guard_frame::lay_out_hours(const week_case& in) {
  const std::size_t count = in.hours();
  frozen_.assign(count, 0);
  floor_.assign(count, 0);
  for (std::size_t h = 0; h < count; ++h) {
    for (const hour_span& f : in.terms.freezes) frozen_[h] |= static_cast<char>(f.holds(in.hour(h)));
    int asked = 0;
    for (const lease& l : in.terms.leases) {
      if (l.hours.holds(in.hour(h))) asked = std::max(asked, l.trus);
    }
    if (asked == 0) continue;
    const auto enough = std::ranges::lower_bound(ladder_, asked);
    floor_[h] = enough == ladder_.end() ? ladder_.back() : *enough;
  }
  while (stuck_hours_ < count && frozen_[stuck_hours_] != 0) ++stuck_hours_;
  for (std::size_t from = stuck_hours_; from < count; ++from) {
    if (frozen_[from] == 0) continue;
    std::size_t to = from;
    while (to < count && frozen_[to] != 0) ++to;
    const int highest = *std::max_element(floor_.begin() + static_cast<std::ptrdiff_t>(from),
                                          floor_.begin() + static_cast<std::ptrdiff_t>(to));
    for (std::size_t h = from; h < to; ++h) floor_[h] = highest;
    floor_[from - 1] = std::max(floor_[from - 1], highest);
    from = to;
  }
}

void guard_frame::work_out_figures(const week_case& in) {
  for (std::size_t h = 0; h < in.hours(); ++h) {
    std::vector<rung_figures> by_choice;
    for (const int rung : choices_) {
      const capacity held = capacity_of(rung);
      const expected_outcome expected = expect_hour(in, h, held);
      by_choice.push_back({.billed_actions = expected.billed_actions,
                           .objective_actions = objective_of(in, expected),
                           .likely_use = likely_use_at_turn(in, h, held),
                           .limit_aps = limit_in_hour(in, 0, h, held).value_or(0)});
    }
    figures_.push_back(std::move(by_choice));
  }
}

bool guard_frame::may_hold(std::size_t h, int rung) const {
  if (h < stuck_hours_) return true;
  if (rung < floor_[h]) return false;
  return std::ranges::binary_search(ladder_, rung) || (rung == current_ && current_within_bounds_);
}

bool guard_frame::may_enter(std::size_t h, int rung) const {
  return frozen_[h] == 0 && rung >= floor_[h] && std::ranges::binary_search(ladder_, rung);
}

bool guard_frame::cliff(std::size_t h, int from, int to) const {
  if (from == to || !may_hold(h, from)) return false;
  const double use = figures(h, to).likely_use;
  return use > 1 && use > figures(h, from).likely_use;
}

const rung_figures& guard_frame::figures(std::size_t h, int rung) const {
  const auto place = std::ranges::lower_bound(choices_, rung) - choices_.begin();
  return figures_[h][static_cast<std::size_t>(place)];
}

double guard_frame::billed(const schedule& s) const {
  double out = 0;
  for (std::size_t h = 0; h < s.size(); ++h) out += figures(h, s[h]).billed_actions;
  return out;
}

}  // namespace headroom::plan
