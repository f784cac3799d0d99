#pragma once

#include <algorithm>
#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "headroom/store/minute_range.h"
#include "headroom/store/scrape_frame.h"

namespace headroom::store {

// One column of neighbouring slots over a range of minutes: a row for each slot, all of it unknown at first.
class column_matrix {
 public:
  column_matrix(namespace_slot first_slot, std::size_t slots, minute_range range)
      : first_slot_(first_slot), slots_(slots), range_(range), values_(slots * range.minutes(), unknown_value) {}

  [[nodiscard]] namespace_slot first_slot() const { return first_slot_; }
  [[nodiscard]] std::size_t slots() const { return slots_; }
  [[nodiscard]] minute_range range() const { return range_; }
  [[nodiscard]] std::span<double> row(std::size_t slot) {
    return std::span(values_).subspan(slot * range_.minutes(), range_.minutes());
  }

  void reset(namespace_slot first_slot) {
    first_slot_ = first_slot;
    std::ranges::fill(values_, unknown_value);
    damage.clear();
  }

  std::vector<std::string> damage;  // what could not be read, one line each

 private:
  namespace_slot first_slot_;
  std::size_t slots_;
  minute_range range_;
  std::vector<double> values_;
};

}  // namespace headroom::store
