#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "sim/fault.h"

namespace headroom::sim {

// The faults in force, each with the number of calls it has seen, so that `skip`, `times` and `probability` work out
// the same for the same calls. Not safe to share without a lock.
class fault_book {
 public:
  fault_book(std::vector<fault> faults, std::uint64_t seed);

  void add(fault f);
  void clear() { entries_.clear(); }
  [[nodiscard]] std::vector<fault> all() const;

  // The faults of answers and scrapes that meet this call; it is counted.
  [[nodiscard]] std::vector<fault> meet_call(api called, std::string_view path);
  // The faults that meet this change of a namespace; it is counted.
  [[nodiscard]] std::vector<fault> meet_change(std::string_view namespace_id);

 private:
  struct entry {
    fault what;
    std::int64_t seen = 0, met = 0;
    std::uint64_t salt = 0;
  };
  [[nodiscard]] bool meets(entry& e) const;

  std::vector<entry> entries_;
  std::uint64_t seed_;
  std::uint64_t salts_ = 0;
};

}  // namespace headroom::sim
