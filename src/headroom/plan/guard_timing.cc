// The rails on when a capacity may change.
#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "headroom/plan/guard_steps.h"

namespace headroom::plan {
namespace {

// How many changes there are, and how many of them nobody was forced to.
struct change_count {
  int all = 0, voluntary = 0;

  friend auto operator<=>(const change_count&, const change_count&) = default;
};

change_count count_changes(const guard_frame& frame, const schedule& s) {
  change_count out;
  for (std::size_t h = 0; h < s.size(); ++h) {
    out.all += static_cast<int>(frame.changes_at(s, h));
    out.voluntary += static_cast<int>(frame.voluntary_at(s, h));
  }
  return out;
}

std::map<std::int64_t, int> voluntary_by_day(const guard_frame& frame, const schedule& s) {
  std::map<std::int64_t, int> out;
  for (std::size_t h = 0; h < s.size(); ++h) {
    if (frame.voluntary_at(s, h)) ++out[frame.day(h)];
  }
  return out;
}

double objective(const guard_frame& frame, const schedule& s) {
  double out = 0;
  for (std::size_t h = 0; h < s.size(); ++h) out += frame.figures(h, s[h]).objective_actions;
  return out;
}

std::size_t end_of_block(const schedule& s, std::size_t h) {
  std::size_t end = h;
  while (end < s.size() && s[end] == s[h]) ++end;
  return end;
}

// Without the change at `h`: what was held before goes on, for as long as it may.
schedule hold_on(const guard_frame& frame, schedule s, std::size_t h) {
  const int before = frame.before(s, h);
  const std::size_t end = end_of_block(s, h);
  for (std::size_t i = h; i < end && frame.may_hold(i, before); ++i) s[i] = before;
  return s;
}

// Without the change at `h`: what would follow is held from the block before on.
std::optional<schedule> come_early(const guard_frame& frame, schedule s, std::size_t h) {
  std::size_t from = h;
  while (from > 0 && s[from - 1] == s[h - 1]) --from;
  if (from == 0 && !frame.changes_at(s, 0)) return std::nullopt;
  const int after = s[h];
  for (std::size_t i = from; i < h; ++i) {
    if (!frame.may_hold(i, after)) return std::nullopt;
    s[i] = after;
  }
  return s;
}

// The best way to have a change less on a day with too many; empty when no day has.
std::optional<schedule> with_a_change_less(const guard_frame& frame, const schedule& s, int most) {
  const change_count now = count_changes(frame, s);
  std::optional<schedule> best;
  double least = 0;
  const auto consider = [&](std::optional<schedule> candidate) {
    if (!candidate || !(count_changes(frame, *candidate) < now)) return;
    const double costs = objective(frame, *candidate);
    if (best && costs >= least) return;
    best = std::move(candidate);
    least = costs;
  };
  for (const auto& [day, count] : voluntary_by_day(frame, s)) {
    if (count <= most) continue;
    for (std::size_t h = 0; h < s.size(); ++h) {
      if (frame.day(h) != day || !frame.voluntary_at(s, h)) continue;
      consider(hold_on(frame, s, h));
      if (h > 0) consider(come_early(frame, s, h));
    }
    if (best) return best;
  }
  return best;
}

}  // namespace

schedule keep_freezes(const guard_frame& frame, schedule s) {
  for (std::size_t h = 0; h < s.size(); ++h) {
    if (frame.frozen(h)) s[h] = frame.before(s, h);
  }
  return s;
}

schedule keep_off_cliffs(const guard_frame& frame, schedule s) {
  for (std::size_t h = 0; h < s.size(); ++h) {
    const int before = frame.before(s, h);
    if (frame.frozen(h) || frame.cliff(h, before, s[h])) s[h] = before;
  }
  return s;
}

schedule keep_changes_per_day(const guard_frame& frame, schedule s) {
  if (!frame.terms().changes_per_day) return s;
  const int most = *frame.terms().changes_per_day;
  // Each round takes changes away or moves a lowering later, so that there are at most as many as there are hours.
  for (std::size_t round = 0; round <= s.size() * s.size(); ++round) {
    auto fewer = with_a_change_less(frame, s, most);
    if (!fewer) break;
    s = keep_off_cliffs(frame, *std::move(fewer));
  }
  return s;
}

bool keeps_timing_rails(const guard_frame& frame, const schedule& s) {
  for (std::size_t h = 0; h < s.size(); ++h) {
    if (!frame.may_hold(h, s[h])) return false;
    if (!frame.changes_at(s, h)) continue;
    if (!frame.may_enter(h, s[h]) || frame.cliff(h, frame.before(s, h), s[h])) return false;
  }
  if (!frame.terms().changes_per_day) return true;
  return std::ranges::all_of(voluntary_by_day(frame, s),
                             [&](const auto& day) { return day.second <= *frame.terms().changes_per_day; });
}

}  // namespace headroom::plan
