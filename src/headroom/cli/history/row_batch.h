#pragma once

#include <cstdint>
#include <functional>
#include <set>
#include <string>
#include <vector>

#include "headroom/base/result.h"
#include "headroom/cli/history/history_row.h"
#include "headroom/store/history_store.h"

namespace headroom::cli::history {

struct batch_facts {
  std::int64_t rows = 0;
  std::int64_t unordered = 0;  // rows of a minute before the row above
  std::int64_t repeated = 0;   // the same row again: left out
  std::int64_t changed = 0;    // the same minute and namespace with other figures: the later row holds
};

// Gathers rows in any order and hands them to the store minute by minute, some ten thousand at a time, because a
// minute's scrape is what the store takes and a transaction is what it costs.
class row_batch {
 public:
  // Hears of rows that contradict each other; `line` is that of the later one.
  using contradiction_sink = std::function<void(std::int64_t line, const std::string& what)>;

  // `arrived_unix_ms` is for rows that do not say when they arrived.
  row_batch(store::history_store& to, std::int64_t arrived_unix_ms, contradiction_sink tell)
      : store_(to), arrived_unix_ms_(arrived_unix_ms), tell_(std::move(tell)) {}

  // `line` is where it stands in its file; 0 where it has none.
  void add(history_row row, std::int64_t line = 0);
  [[nodiscard]] bool full() const { return rows_.size() >= rows_max; }
  // When it returns without an error, all rows added so far are durable.
  [[nodiscard]] result<void> flush();

  [[nodiscard]] const batch_facts& facts() const { return facts_; }
  [[nodiscard]] const std::optional<store::minute_range>& covered() const { return covered_; }
  [[nodiscard]] std::size_t namespaces() const { return seen_.size(); }

 private:
  static constexpr std::size_t rows_max = 20'000;

  void drop_repeated();
  [[nodiscard]] result<std::vector<store::minute_note>> known_notes() const;
  [[nodiscard]] result<void> append_frames(const std::vector<store::minute_note>& notes);

  store::history_store& store_;
  std::int64_t arrived_unix_ms_;
  contradiction_sink tell_;
  std::vector<history_row> rows_;
  std::vector<std::int64_t> lines_;  // of the rows, as they came
  std::optional<utc_minute> last_minute_;
  std::optional<store::minute_range> covered_;
  std::set<namespace_id> seen_;
  batch_facts facts_;
};

}  // namespace headroom::cli::history
