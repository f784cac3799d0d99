#include "sim/fault_book.h"

#include <utility>

#include "sim/noise.h"

#include "headroom/base/text.h"

namespace headroom::sim {

fault_book::fault_book(std::vector<fault> faults, std::uint64_t seed) : seed_(seed) {
  for (fault& f : faults) add(std::move(f));
}

void fault_book::add(fault f) { entries_.push_back({.what = std::move(f), .salt = ++salts_}); }

std::vector<fault> fault_book::all() const {
  std::vector<fault> out;
  for (const entry& e : entries_) out.push_back(e.what);
  return out;
}

std::vector<fault> fault_book::meet_call(api called, std::string_view path) {
  std::vector<fault> out;
  for (entry& e : entries_) {
    const fault_group group = group_of(e.what.kind);
    if (group == fault_group::change) continue;
    const bool here = group == fault_group::scrape
                          ? path == "/v1/metrics"
                          : (e.what.where == api::any || e.what.where == called) && glob_matches(e.what.path, path);
    if (here && meets(e)) out.push_back(e.what);
  }
  return out;
}

std::vector<fault> fault_book::meet_change(std::string_view namespace_id) {
  std::vector<fault> out;
  for (entry& e : entries_) {
    if (group_of(e.what.kind) != fault_group::change || !glob_matches(e.what.name_space, namespace_id)) continue;
    if (meets(e)) out.push_back(e.what);
  }
  return out;
}

bool fault_book::meets(entry& e) const {
  const std::int64_t call = e.seen++;
  if (call < e.what.skip || (e.what.times > 0 && e.met >= e.what.times)) return false;
  if (e.what.probability < 1 && uniform(seed_, call, 1000 + e.salt) >= e.what.probability) return false;
  ++e.met;
  return true;
}

}  // namespace headroom::sim
