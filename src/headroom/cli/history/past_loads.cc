#include "headroom/cli/history/past_loads.h"

#include <algorithm>

namespace headroom::cli::history {
namespace {

constexpr int minutes_enough = 30;
constexpr int threads = 2;

}  // namespace

result<std::map<namespace_id, load_history>> past_loads(store::history_reader& from, utc_hour first, int hours) {
  std::map<namespace_id, load_history> out;
  const store::minute_range range{.first = start_of(first), .end = start_of(first + hours)};
  const auto done = from.hourly(
      store::history_column::actions_count, range, threads,
      [&](const namespace_id& id, const store::hourly_history& seen) -> result<void> {
        load_history loads{.start = start_of(seen.first), .step_minutes = 60, .peak_aps = {}, .mean_aps = {}};
        bool any = false;
        for (std::size_t i = 0; i < seen.peak.size(); ++i) {
          const int known = seen.known_minutes[i];
          const bool enough = known >= minutes_enough;
          any = any || enough;
          loads.peak_aps.push_back(enough ? std::optional(seen.peak[i]) : std::nullopt);
          loads.mean_aps.push_back(enough ? std::optional(seen.total[i] / known) : std::nullopt);
        }
        if (any) out.emplace(id, std::move(loads));
        return {};
      });
  if (!done) return fail(done.error());
  return out;
}

}  // namespace headroom::cli::history
