#include "headroom/plan/week_path.h"

#include <algorithm>
#include <cmath>
#include <compare>
#include <limits>

namespace headroom::plan {
namespace {

// Whole actions first, then the sum of limits, of which more is better.
struct path_worth {
  std::int64_t actions = std::numeric_limits<std::int64_t>::max();
  std::int64_t headroom = 0;

  [[nodiscard]] bool reachable() const { return actions != std::numeric_limits<std::int64_t>::max(); }
  [[nodiscard]] bool better_than(const path_worth& other) const {
    return actions != other.actions ? actions < other.actions : headroom > other.headroom;
  }
};

struct node {
  path_worth worth;
  std::size_t from_choice = 0;
  std::size_t from_used = 0;
};

class path_search {
 public:
  path_search(const guard_frame& frame, path_rails rails)
      : frame_(frame),
        rails_(rails),
        counts_(rails == path_rails::all && frame.terms().changes_per_day.has_value()),
        used_max_(counts_ ? static_cast<std::size_t>(std::min(*frame.terms().changes_per_day, changes_most)) : 0),
        change_cost_(std::llround(frame.terms().change_cost_actions)) {}

  schedule run() {
    const auto& choices = frame_.choices();
    for (std::size_t h = 0; h < frame_.hours(); ++h) {
      layers_.emplace_back(choices.size() * (used_max_ + 1));
      for (std::size_t to = 0; to < choices.size(); ++to) {
        if (h == 0) {
          step({.worth = {.actions = 0}, .h = h, .from = place_of_current(), .to = to, .used = 0});
          continue;
        }
        for (std::size_t from = 0; from < choices.size(); ++from) {
          for (std::size_t used = 0; used <= used_max_; ++used) {
            step({.worth = at(h - 1, from, used).worth, .h = h, .from = from, .to = to, .used = used});
          }
        }
      }
    }
    return walk_back();
  }

 private:
  // More changes a day than hours in it are no bound.
  static constexpr int changes_most = 24;

  struct move {
    path_worth worth;  // so far
    std::size_t h = 0, from = 0, to = 0, used = 0;
  };

  [[nodiscard]] std::size_t place_of_current() const {
    return static_cast<std::size_t>(std::ranges::lower_bound(frame_.choices(), frame_.current()) -
                                    frame_.choices().begin());
  }
  node& at(std::size_t h, std::size_t choice, std::size_t used) { return layers_[h][choice * (used_max_ + 1) + used]; }

  [[nodiscard]] bool allowed(std::size_t h, int from, int to) const {
    if (rails_ == path_rails::ladder_only) return from == to || std::ranges::binary_search(frame_.ladder(), to);
    if (!frame_.may_hold(h, to)) return false;
    return from == to || (frame_.may_enter(h, to) && !frame_.cliff(h, from, to));
  }

  void step(const move& m) {
    if (!m.worth.reachable()) return;
    const int from = frame_.choices()[m.from];
    const int to = frame_.choices()[m.to];
    if (!allowed(m.h, from, to)) return;
    const bool new_day = m.h == 0 || frame_.day(m.h) != frame_.day(m.h - 1);
    std::size_t used = new_day ? 0 : m.used;
    if (counts_ && from != to && frame_.may_hold(m.h, from) && ++used > used_max_) return;
    const rung_figures& figures = frame_.figures(m.h, to);
    node next{.worth = {.actions =
                            m.worth.actions + std::llround(figures.objective_actions) + (from != to ? change_cost_ : 0),
                        .headroom = m.worth.headroom + std::llround(figures.limit_aps)},
              .from_choice = m.from,
              .from_used = m.used};
    node& place = at(m.h, m.to, counts_ ? used : 0);
    if (!place.worth.reachable() || next.worth.better_than(place.worth)) place = next;
  }

  schedule walk_back() {
    schedule out(frame_.hours());
    std::size_t choice = 0, used = 0;
    path_worth best;
    for (std::size_t c = 0; c < frame_.choices().size(); ++c) {
      for (std::size_t u = 0; u <= used_max_; ++u) {
        const path_worth& worth = at(out.size() - 1, c, u).worth;
        if (!worth.reachable() || (best.reachable() && !worth.better_than(best))) continue;
        best = worth;
        choice = c;
        used = u;
      }
    }
    for (std::size_t h = out.size(); h-- > 0;) {
      out[h] = frame_.choices()[choice];
      const node& here = at(h, choice, used);
      choice = here.from_choice;
      used = here.from_used;
    }
    return out;
  }

  const guard_frame& frame_;
  path_rails rails_;
  bool counts_;
  std::size_t used_max_;
  std::int64_t change_cost_;
  std::vector<std::vector<node>> layers_;
};

}  // namespace

schedule cheapest_path(const guard_frame& frame, path_rails rails) { return path_search(frame, rails).run(); }

double path_objective(const guard_frame& frame, const schedule& s) {
  double out = 0;
  for (std::size_t h = 0; h < s.size(); ++h) {
    out += frame.figures(h, s[h]).objective_actions;
    if (frame.changes_at(s, h)) out += frame.terms().change_cost_actions;
  }
  return out;
}

}  // namespace headroom::plan
