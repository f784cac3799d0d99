#include "headroom/store/scrape_frame.h"

#include <map>
#include <optional>

namespace headroom::store {
namespace {

// A double holds integers exactly up to 2^53; beyond a ninth of a millionth of that, the millionth is below its noise.
constexpr double exact_up_to = 9e9;

double without_noise(double value) { return std::abs(value) < exact_up_to ? std::round(value * 1e6) / 1e6 : value; }

class frame_filler {
 public:
  frame_filler(scrape_frame& frame, namespace_slot slot) : frame_(frame), slot_(slot) {}

  void add(history_column column, const std::optional<double>& value) {
    if (value && std::isfinite(*value) && *value >= 0) frame_.set(slot_, column, without_noise(*value));
  }

  void add(const limit_row& row) {
    add(column_of(row.kind, row_figure::count), row.count_per_s);
    add(column_of(row.kind, row_figure::limit), row.limit_per_s);
    add(column_of(row.kind, row_figure::throttled), row.throttled_per_s);
    add(column_of(row.kind, row_figure::envelope), row.envelope_per_s);
  }

 private:
  scrape_frame& frame_;
  namespace_slot slot_;
};

}  // namespace

result<std::vector<scrape_frame>> frames_of(const account_snapshot& account, std::int64_t arrived_unix_ms,
                                            const std::function<result<namespace_slot>(const namespace_id&)>& slot_of) {
  std::map<utc_minute, scrape_frame> frames;
  for (const namespace_snapshot& seen : account.namespaces) {
    if (!seen.minute) continue;
    const auto slot = slot_of(seen.id);
    if (!slot) return fail(slot.error());
    auto& frame = frames[*seen.minute];
    frame_filler fill(frame, *slot);
    fill.add(seen.actions);
    fill.add(seen.requests);
    fill.add(seen.operations);
    fill.add(history_column::background_actions, seen.background_aps);
    fill.add(history_column::standby_actions, seen.standby_aps);
    if (seen.current) fill.add(history_column::trus, seen.current->rung());
  }
  std::vector<scrape_frame> ordered;
  for (auto& [minute, frame] : frames) {
    frame.minute = minute;
    frame.data = account.data;
    frame.arrived_unix_ms = arrived_unix_ms;
    ordered.push_back(std::move(frame));
  }
  return ordered;
}

}  // namespace headroom::store
