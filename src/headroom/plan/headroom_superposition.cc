#include "headroom/plan/headroom_superposition.h"

#include <algorithm>
#include <array>
#include <span>

namespace headroom::plan {
namespace {

constexpr std::int64_t hour = 60;
constexpr std::size_t turns = 4, fewest_turns = 3;

// The last turns of a period that are wholly known.
std::vector<std::span<const double>> turns_of(int period_minutes, const load_view& past, std::int64_t start) {
  std::vector<std::span<const double>> out;
  std::int64_t ago = period_minutes;
  while (start - ago + hour > past.end()) ago += period_minutes;
  for (std::size_t turn = 0; turn < turns; ++turn, ago += period_minutes) {
    if (past.has(start - ago, hour)) out.push_back(past.part(start - ago, hour));
  }
  return out;
}

}  // namespace

std::vector<double> all_periods_at_once(const load_view& past, burst_recurrence& bursts, std::int64_t start) {
  std::vector<double> out(hour);
  int periods = 0;
  for (const int period : bursts.periods_minutes()) {
    const auto seen = turns_of(period, past, start);
    if (seen.size() < fewest_turns) continue;
    ++periods;
    for (std::size_t minute = 0; minute < hour; ++minute) {
      // The second lowest: one turn may have been left out.
      std::array<double, 2> lowest{seen[0][minute], seen[1][minute]};
      if (lowest[1] < lowest[0]) std::swap(lowest[0], lowest[1]);
      for (std::size_t turn = 2; turn < seen.size(); ++turn) {
        const double load = seen[turn][minute];
        if (load < lowest[0]) {
          lowest = {load, lowest[0]};
        } else {
          lowest[1] = std::min(lowest[1], load);
        }
      }
      out[minute] = std::max(out[minute], lowest[1]);
    }
  }
  if (periods < 2) out.clear();
  return out;
}

}  // namespace headroom::plan
