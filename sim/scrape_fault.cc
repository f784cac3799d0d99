#include "sim/scrape_fault.h"

#include "headroom/base/text.h"

namespace headroom::sim {

sample_damage damage_of(const std::vector<fault>& faults, std::string_view namespace_id, std::string_view family) {
  sample_damage out;
  for (const fault& f : faults) {
    if (!glob_matches(f.name_space, namespace_id) || !glob_matches(f.metric, family)) continue;
    out.nan |= f.kind == fault_kind::nan;
    out.negative |= f.kind == fault_kind::negative;
    out.absent |= f.kind == fault_kind::absent;
    out.duplicate |= f.kind == fault_kind::duplicate;
  }
  return out;
}

scrape_damage damage_of(const std::vector<fault>& faults) {
  scrape_damage out;
  for (const fault& f : faults) {
    switch (f.kind) {
      case fault_kind::limited:
        out.completeness = "limited";
        out.half = true;
        break;
      case fault_kind::unknown:
        out.completeness = "unknown";
        break;
      case fault_kind::stale:
        out.stale_minutes += (f.seconds == 0 ? 3600 : f.seconds) / 60;
        break;
      case fault_kind::clock_skew:
        out.shift_s += f.seconds;
        break;
      case fault_kind::milliseconds:
        out.milliseconds = true;
        break;
      case fault_kind::no_eof:
        out.no_eof = true;
        break;
      case fault_kind::docs_style:
        out.docs_style = out.milliseconds = out.no_eof = true;
        break;
      default:
        break;
    }
  }
  return out;
}

}  // namespace headroom::sim
