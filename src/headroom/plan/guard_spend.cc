// The rail on what is spent.
#include <optional>
#include <utility>

#include "headroom/plan/guard_steps.h"

namespace headroom::plan {
namespace {

struct lowering {
  schedule hours;
  double saved_actions = 0;
  double harm = 0;  // added objective besides the bill, for each action saved
};

std::optional<lowering> lower_block(const guard_frame& frame, const schedule& s, std::size_t from, std::size_t to,
                                    int rung) {
  lowering out{.hours = s};
  double throttling = 0;
  for (std::size_t h = from; h < to; ++h) {
    const rung_figures& old = frame.figures(h, s[h]);
    const rung_figures& now = frame.figures(h, rung);
    out.hours[h] = rung;
    out.saved_actions += old.billed_actions - now.billed_actions;
    throttling += (now.objective_actions - now.billed_actions) - (old.objective_actions - old.billed_actions);
  }
  constexpr double least_saved_actions = 1;
  if (out.saved_actions < least_saved_actions || !keeps_timing_rails(frame, out.hours)) return std::nullopt;
  out.harm = throttling / out.saved_actions;
  return out;
}

std::optional<lowering> gentlest(const guard_frame& frame, const schedule& s) {
  std::optional<lowering> best;
  for (std::size_t from = 0; from < s.size();) {
    std::size_t to = from;
    while (to < s.size() && s[to] == s[from]) ++to;
    for (const int rung : frame.ladder()) {
      if (rung >= s[from]) break;
      auto lower = lower_block(frame, s, from, to, rung);
      if (lower && (!best || lower->harm < best->harm)) best = std::move(lower);
    }
    from = to;
  }
  return best;
}

}  // namespace

bool could_spend_less(const guard_frame& frame, const schedule& s) { return gentlest(frame, s).has_value(); }

schedule keep_spend_cap(const guard_frame& frame, schedule s) {
  if (!frame.billed_max()) return s;
  // Each round lowers a block by at least one rung.
  while (frame.billed(s) > *frame.billed_max()) {
    auto lower = gentlest(frame, s);
    if (!lower) break;
    s = std::move(lower->hours);
  }
  return s;
}

}  // namespace headroom::plan
