#include "headroom/cli/history_past.h"

#include <algorithm>
#include <fmt/format.h>

#include "headroom/base/figures.h"
#include "headroom/base/text.h"
#include "headroom/cli/history/load_window.h"
#include "headroom/cli/history/past_loads.h"

namespace headroom::cli {
namespace {

constexpr int hours_of_week = 7 * 24;

std::size_t known_hours(const plan::history_map& week) {
  std::size_t most = 0;
  for (const auto& [id, loads] : week) {
    most = std::max(most, static_cast<std::size_t>(std::ranges::count_if(
                              loads.peak_aps, [](const auto& peak) { return peak.has_value(); })));
  }
  return most;
}

std::string note_of(const plan::history_map& week, const std::string& place) {
  const auto hours = static_cast<std::int64_t>(known_hours(week));
  if (hours == 0) return fmt::format("History: {} has no hour of the last week yet.", escape_for_terminal(place));
  return fmt::format("History: {} of the last week, from {}.", counted(hours, "hour", "hours"),
                     escape_for_terminal(place));
}

account_past without(const past_request& request, const error& why) {
  account_past out;
  const bool none_yet = why.code == error_code::not_found || why.code == error_code::failed_precondition;
  if (request.asked || !none_yet) {
    out.missing = why.message;
  } else {
    out.note = "History: " + why.message + ".";
  }
  return out;
}

}  // namespace

result<account_past> read_past(const past_request& request) {
  if (!request.place) return without(request, request.place.error());
  auto reader = history::open_reader(*request.place);
  if (!reader) return without(request, reader.error());
  account_past out;
  const utc_hour this_hour = hour_of(request.now);
  auto week = history::past_loads(*reader->history, this_hour - (hours_of_week - 1), hours_of_week);
  if (!week) return without(request, week.error());
  out.week = std::move(*week);
  out.note = note_of(out.week, request.place->string());
  if (request.window.empty()) return out;
  const auto minutes = history::parse_window_minutes(request.window);
  if (!minutes) return fail(minutes.error());
  auto windows = history::read_windows(*reader->history, request.now, *minutes);
  if (!windows) return without(request, windows.error());
  out.windows = std::move(*windows);
  return out;
}

}  // namespace headroom::cli
