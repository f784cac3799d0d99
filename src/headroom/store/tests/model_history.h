#pragma once

#include <array>
#include <map>
#include <string>
#include <vector>

#include "headroom/store/history_reader.h"
#include "headroom/store/scrape_frame.h"

namespace headroom::store::testing {

// What a history must remember, in the plainest form: the oracle of the tests.
class model_history {
 public:
  void append(const scrape_frame& frame) {
    minute_note& note = notes_[frame.minute];
    note = {frame.minute, frame.data, frame.arrived_unix_ms, note.minute == utc_minute{} ? 1 : note.arrivals + 1};
    for (const history_column column : all_columns()) {
      const auto& values = frame.columns[index_of(column)];
      for (std::size_t slot = 0; slot < values.size(); ++slot) {
        if (is_known(values[slot])) figures_[{column, slot}][frame.minute] = values[slot];
      }
    }
  }

  void forget_before(utc_minute first_kept) {
    const utc_minute day = start_of_day(day_of(first_kept));
    std::erase_if(notes_, [&](const auto& note) { return note.first < day; });
    for (auto& [key, minutes] : figures_) std::erase_if(minutes, [&](const auto& one) { return one.first < day; });
  }

  [[nodiscard]] std::vector<double> read(std::size_t slot, history_column column, minute_range range) const {
    std::vector<double> values(range.minutes(), unknown_value);
    const auto found = figures_.find({column, slot});
    if (found == figures_.end()) return values;
    for (auto one = found->second.lower_bound(range.first); one != found->second.end() && one->first < range.end;
         ++one) {
      values[static_cast<std::size_t>(one->first - range.first)] = one->second;
    }
    return values;
  }

  [[nodiscard]] std::vector<minute_note> notes() const {
    std::vector<minute_note> notes;
    for (const auto& [minute, note] : notes_) notes.push_back(note);
    return notes;
  }

 private:
  std::map<utc_minute, minute_note> notes_;
  std::map<std::pair<history_column, std::size_t>, std::map<utc_minute, double>> figures_;
};

}  // namespace headroom::store::testing
