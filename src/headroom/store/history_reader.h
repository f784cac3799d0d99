#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "headroom/base/result.h"
#include "headroom/model/namespace_snapshot.h"
#include "headroom/store/history_column.h"
#include "headroom/store/minute_range.h"

namespace headroom::store {

// One column of one namespace, a value for each minute of the range asked for; NaN is unknown, never zero. `damage`
// names what is unknown because the store cannot read it any more, one line each; empty when all is well.
struct column_history {
  utc_minute first;
  std::vector<double> values;
  std::vector<std::string> damage;
};

// Peak and total of each UTC clock hour that the range touches, over its known minutes; the total is the sum of the
// per-second minutes (x 60 for a count). With `known_minutes` 0, peak and total are NaN.
struct hourly_history {
  utc_hour first;
  std::vector<double> peak;
  std::vector<double> total;
  std::vector<std::uint8_t> known_minutes;
  std::vector<std::string> damage;
};

// How a minute came: the last scrape that arrived for it.
struct minute_note {
  utc_minute minute;
  completeness data = completeness::unknown;
  std::int64_t arrived_unix_ms = 0;
  int arrivals = 1;  // scrapes that were stored for this minute: more than one after duplicates and corrections

  friend bool operator==(const minute_note&, const minute_note&) = default;
};

// Minutes that nobody could read, and why.
struct gap_note {
  minute_range minutes;
  std::string reason;
  std::int64_t noted_unix_ms = 0;

  friend bool operator==(const gap_note&, const gap_note&) = default;
};

struct history_info {
  std::string where;                    // the file or the server
  std::int64_t namespaces = 0;          // ever seen
  std::optional<minute_range> covered;  // from the first minute to the end of the last; empty: no history at all
  std::int64_t minutes_stored = 0;      // minutes with at least one scrape
  std::int64_t minutes_incomplete = 0;  // of these, whose last scrape was not complete
  std::int64_t bytes = 0;               // on disk; 0 where it cannot be known
  std::int64_t minutes_pending = 0;     // scrapes that wait for being compacted
  std::vector<std::string> losses;      // what was acknowledged and is no longer there, one line each
};

// The past, whoever keeps it. Used by one thread at a time; several readers may be open beside the one writer.
class history_reader {
 public:
  virtual ~history_reader() = default;

  [[nodiscard]] virtual result<history_info> info() = 0;
  // Ascending.
  [[nodiscard]] virtual result<std::vector<namespace_id>> namespaces() = 0;
  // not_found for a namespace that was never seen, with the nearest name; minutes without data are NaN.
  [[nodiscard]] virtual result<column_history> read(const namespace_id& id, history_column column,
                                                    minute_range range) = 0;

  using column_visitor = std::function<result<void>(const namespace_id& id, const column_history& column)>;
  using hours_visitor = std::function<result<void>(const namespace_id& id, const hourly_history& hours)>;
  // Every namespace that has a value of the column in the range, in the store's own order; the reference is good until
  // the visitor returns. An error of the visitor ends the scan and is returned.
  [[nodiscard]] virtual result<void> scan(history_column column, minute_range range, const column_visitor& visit) = 0;
  // The same as hourly figures. With `threads` > 1 the work is shared; the visitor is still called by one thread at a
  // time.
  [[nodiscard]] virtual result<void> hourly(history_column column, minute_range range, int threads,
                                            const hours_visitor& visit) = 0;

  // What is known of each minute with a scrape, ascending.
  [[nodiscard]] virtual result<std::vector<minute_note>> notes(minute_range range) = 0;
  // Ascending by first minute.
  [[nodiscard]] virtual result<std::vector<gap_note>> gaps(minute_range range) = 0;
};

}  // namespace headroom::store
