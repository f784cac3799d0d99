#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "headroom/base/result.h"
#include "headroom/store/column_matrix.h"
#include "headroom/store/frame_codec.h"
#include "headroom/store/history_reader.h"
#include "headroom/store/sqlite.h"

namespace headroom::store {

// Scrapes as they came, until they are folded into columns. A row's id is minute x 1024 + how many came before it for
// that minute: the order of ids is the order of time, and within a minute that of arrival.
inline constexpr std::int64_t arrivals_per_minute_max = 1024;

[[nodiscard]] constexpr utc_minute minute_of_scrape(std::int64_t id) {
  return {floor_div(id, arrivals_per_minute_max)};
}
[[nodiscard]] constexpr std::int64_t first_scrape_of(utc_minute minute) {
  return minute.index * arrivals_per_minute_max;
}

// Writes scrapes. What limits and TRUs were is remembered, so that a scrape holds their changes only.
class scrape_writer {
 public:
  // Within the caller's transaction. The scrape's id.
  [[nodiscard]] result<std::int64_t> insert(sqlite::database& db, const scrape_frame& frame);
  // After a rolled-back transaction, and after scrapes were folded: nothing may refer to rows that are gone.
  void forget_bases();

 private:
  frame_bases bases_;
  std::int64_t bases_hour_ = 0;
  std::vector<std::byte> body_;
};

struct stored_scrape {
  std::int64_t id = 0;
  std::int64_t arrived_unix_ms = 0;
  completeness data = completeness::unknown;
  std::vector<frame_column> columns;  // empty when its table is damaged
};

// What they say of their minutes, ascending.
[[nodiscard]] std::vector<minute_note> notes_of(std::span<const stored_scrape> scrapes);

// The scrapes of a range of minutes, laid over what the columns hold. Used within one read transaction.
class scrape_overlay {
 public:
  [[nodiscard]] static result<scrape_overlay> load(sqlite::database& db, minute_range range);

  [[nodiscard]] const std::vector<stored_scrape>& scrapes() const { return scrapes_; }
  [[nodiscard]] const std::vector<std::string>& damage() const { return damage_; }
  // Puts the known figures of the matrix's minutes and slots into it, in order of arrival.
  [[nodiscard]] result<void> apply(history_column column, column_matrix& matrix);

 private:
  explicit scrape_overlay(sqlite::database& db) : blob_(db, "scrape", "body") {}
  result<void> read_values(const stored_scrape& scrape, const frame_column& column, namespace_slot first,
                           std::span<double> values);

  sqlite::blob_source blob_;
  std::vector<stored_scrape> scrapes_;
  std::vector<std::string> damage_;
  // Whole columns that others refer to, for the slots of the present apply().
  std::map<std::int64_t, std::vector<double>> bases_;
};

}  // namespace headroom::store
