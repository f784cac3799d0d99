#include "headroom/cli/history/missing_minutes.h"

#include <algorithm>

namespace headroom::cli::history {
namespace {

// The newest gap noted for the minute; null for none. Gaps are few.
const store::gap_note* gap_of(utc_minute minute, std::span<const store::gap_note> gaps) {
  const store::gap_note* found = nullptr;
  for (const auto& gap : gaps) {
    const bool inside = gap.minutes.first <= minute && minute < gap.minutes.end;
    if (inside && (!found || gap.noted_unix_ms >= found->noted_unix_ms)) found = &gap;
  }
  return found;
}

// The end of the stretch from `at` on over which the same gaps apply.
utc_minute next_edge(utc_minute at, utc_minute end, std::span<const store::gap_note> gaps) {
  for (const auto& gap : gaps) {
    for (const utc_minute edge : {gap.minutes.first, gap.minutes.end}) {
      if (at < edge && edge < end) end = edge;
    }
  }
  return end;
}

void add_hole(store::minute_range hole, std::span<const store::gap_note> gaps, std::vector<missing_stretch>& out) {
  for (utc_minute at = hole.first; at < hole.end;) {
    const utc_minute end = next_edge(at, hole.end, gaps);
    const auto* gap = gap_of(at, gaps);
    const std::string reason = gap ? gap->reason : reason_unknown;
    if (!out.empty() && out.back().minutes.end == at && out.back().reason == reason) {
      out.back().minutes.end = end;
    } else {
      out.push_back({{.first = at, .end = end}, reason});
    }
    at = end;
  }
}

}  // namespace

std::vector<missing_stretch> missing_minutes(store::minute_range range, std::span<const store::minute_note> notes,
                                             std::span<const store::gap_note> gaps) {
  std::vector<missing_stretch> out;
  utc_minute at = range.first;
  for (const auto& note : notes) {
    if (note.minute < at || note.minute >= range.end) continue;
    add_hole({.first = at, .end = note.minute}, gaps, out);
    at = note.minute + 1;
  }
  add_hole({.first = at, .end = range.end}, gaps, out);
  return out;
}

std::vector<store::minute_range> unnamed_parts(store::minute_range range, std::span<const store::gap_note> gaps) {
  std::vector<store::minute_range> out;
  for (utc_minute at = range.first; at < range.end;) {
    const utc_minute end = next_edge(at, range.end, gaps);
    if (!gap_of(at, gaps)) {
      if (!out.empty() && out.back().end == at) {
        out.back().end = end;
      } else {
        out.push_back({.first = at, .end = end});
      }
    }
    at = end;
  }
  return out;
}

}  // namespace headroom::cli::history
