#include "headroom/cli/history/row_batch.h"

#include <algorithm>
#include <bit>
#include <fmt/format.h>
#include <numeric>
#include <tuple>
#include <utility>

#include "headroom/base/text.h"

namespace headroom::cli::history {
namespace {

// Cells of frames that wait for one append: 64 MB. A frame is as wide as the highest slot in it.
constexpr std::size_t cells_max = 8'000'000;

auto order_of(const history_row& row) { return std::tie(row.minute, row.id); }

// Bit by bit, so that unknown equals unknown.
bool same_figures(const history_row& a, const history_row& b) {
  return std::ranges::equal(a.figures, b.figures, {}, std::bit_cast<std::uint64_t, double>,
                            std::bit_cast<std::uint64_t, double>);
}

bool contradict(const history_row& a, const history_row& b) {
  for (const auto column : store::all_columns()) {
    if (store::is_known(a[column]) && store::is_known(b[column]) && a[column] != b[column]) return true;
  }
  return false;
}

void merge(history_row& earlier, const history_row& later) {
  for (const auto column : store::all_columns()) {
    if (store::is_known(later[column])) earlier[column] = later[column];
  }
  if (later.data) earlier.data = later.data;
  if (later.arrived_unix_ms) earlier.arrived_unix_ms = later.arrived_unix_ms;
}

std::size_t cells_of(const store::scrape_frame& frame) {
  std::size_t cells = 0;
  for (const auto& column : frame.columns) cells += column.size();
  return cells;
}

}  // namespace

void row_batch::add(history_row row, std::int64_t line) {
  facts_.rows += 1;
  if (last_minute_ && row.minute < *last_minute_) facts_.unordered += 1;
  last_minute_ = row.minute;
  if (!covered_) covered_ = {.first = row.minute, .end = row.minute + 1};
  covered_->first = std::min(covered_->first, row.minute);
  covered_->end = std::max(covered_->end, row.minute + 1);
  rows_.push_back(std::move(row));
  lines_.push_back(line);
}

void row_batch::drop_repeated() {
  std::vector<std::size_t> order(rows_.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::sort(order, [this](std::size_t a, std::size_t b) {
    return std::tie(rows_[a].minute, rows_[a].id, a) < std::tie(rows_[b].minute, rows_[b].id, b);
  });
  std::vector<history_row> kept;
  kept.reserve(rows_.size());
  for (const std::size_t at : order) {
    auto& row = rows_[at];
    if (kept.empty() || order_of(kept.back()) != order_of(row)) {
      kept.push_back(std::move(row));
    } else if (same_figures(kept.back(), row)) {
      facts_.repeated += 1;
    } else {
      if (contradict(kept.back(), row)) {
        facts_.changed += 1;
        tell_(lines_[at], fmt::format("saw the minute {} of {} again with other figures; the later row holds",
                                      to_string(row.minute), escape_for_terminal(row.id.value())));
      }
      merge(kept.back(), row);
    }
  }
  rows_ = std::move(kept);
  lines_.clear();
}

// How the minutes came that are there already: a file that does not say is no reason to call them more whole.
result<std::vector<store::minute_note>> row_batch::known_notes() const {
  const bool all_say = std::ranges::all_of(rows_, [](const history_row& row) { return row.data.has_value(); });
  if (all_say) return std::vector<store::minute_note>();
  return store_.notes({.first = rows_.front().minute, .end = rows_.back().minute + 1});
}

result<void> row_batch::append_frames(const std::vector<store::minute_note>& notes) {
  std::vector<store::scrape_frame> frames;
  std::size_t cells = 0;
  for (const history_row& row : rows_) {
    if (frames.empty() || frames.back().minute != row.minute) {
      if (!frames.empty()) cells += cells_of(frames.back());
      if (cells > cells_max) {
        if (auto done = store_.append(frames); !done) return done;
        frames.clear();
        cells = 0;
      }
      const auto known = std::ranges::lower_bound(notes, row.minute, {}, &store::minute_note::minute);
      const bool there = known != notes.end() && known->minute == row.minute;
      frames.push_back({.minute = row.minute,
                        .data = there ? known->data : completeness::complete,
                        .arrived_unix_ms = row.arrived_unix_ms.value_or(arrived_unix_ms_),
                        .columns = {}});
    }
    store::scrape_frame& frame = frames.back();
    if (row.data) frame.data = *row.data;
    if (row.arrived_unix_ms) frame.arrived_unix_ms = std::max(frame.arrived_unix_ms, *row.arrived_unix_ms);
    const auto slot = store_.slot_of(row.id);
    if (!slot) return fail(slot.error());
    seen_.insert(row.id);
    for (const auto column : store::all_columns()) {
      if (store::is_known(row[column])) frame.set(*slot, column, row[column]);
    }
  }
  return frames.empty() ? result<void>() : store_.append(frames);
}

result<void> row_batch::flush() {
  if (rows_.empty()) return {};
  drop_repeated();
  const auto notes = known_notes();
  if (!notes) return fail(notes.error());
  auto done = append_frames(*notes);
  if (done) rows_.clear();
  return done;
}

}  // namespace headroom::cli::history
