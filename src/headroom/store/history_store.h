#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "headroom/base/result.h"
#include "headroom/store/history_reader.h"
#include "headroom/store/receipt.h"
#include "headroom/store/scrape_frame.h"

namespace headroom::store {

// How much a call of compact() may do.
struct compaction_limits {
  // Days that end at least this long before the newest minute stored are compacted; late minutes are still welcome
  // after that.
  std::int64_t settle_minutes = 60;
  // Blocks of namespaces to write at most; the rest waits for the next call. A scrape waits as long as this takes.
  int groups_max = 1'000'000;
};

struct compaction {
  std::int64_t days_finished = 0;
  std::int64_t scrapes_folded = 0;
  bool more = false;  // there is more to do: call again
};

// One thing that check() found to be wrong: what, where, and what is lost by it.
struct finding {
  std::string what;
  std::optional<std::int64_t> day;
  std::optional<history_column> column;

  friend bool operator==(const finding&, const finding&) = default;
};

// A history that this program keeps itself. There is one writer at a time.
class history_store : public history_reader {
 public:
  // The slot of a namespace, made up if it is new (and durable with the next append).
  [[nodiscard]] virtual result<namespace_slot> slot_of(const namespace_id& id) = 0;

  // Keeps a scrape. When it returns without an error, the minute survives a crash of the program and of the machine;
  // with an error, nothing of it was kept. A minute may come late, again, or out of order: a known figure that arrives
  // later replaces the one before, an unknown one replaces nothing. invalid_argument: a negative or infinite figure,
  // named; resource_exhausted: the disk is full; failed_precondition: opened for reading.
  [[nodiscard]] virtual result<void> append(const scrape_frame& frame) = 0;
  // All of them in one transaction, for imports.
  [[nodiscard]] virtual result<void> append(std::span<const scrape_frame> frames) = 0;

  // Why minutes are missing, for people who ask later.
  [[nodiscard]] virtual result<void> note_gap(const gap_note& gap) = 0;

  // Transposes days of scrapes to compressed columns. For the owner to call between scrapes; no thread does it on its
  // own.
  [[nodiscard]] virtual result<compaction> compact(const compaction_limits& limits) = 0;
  // Drops whole days before the one of `first_kept`; the number of days dropped.
  [[nodiscard]] virtual result<std::int64_t> forget_before(utc_minute first_kept) = 0;
  // Reads everything and names all that is damaged; empty when all is well.
  [[nodiscard]] virtual result<std::vector<finding>> check() = 0;

  // already_exists when another receipt has that id.
  [[nodiscard]] virtual result<void> add_receipt(const receipt& what) = 0;
  [[nodiscard]] virtual result<void> set_outcome(const std::string& receipt_id, const std::string& outcome) = 0;
  [[nodiscard]] virtual result<receipt> find_receipt(const std::string& receipt_id) = 0;
  // Newest first; all namespaces when `subject` is empty.
  [[nodiscard]] virtual result<std::vector<receipt>> receipts(const std::optional<namespace_id>& subject,
                                                              std::size_t count_max) = 0;
};

}  // namespace headroom::store
