#include "headroom/store/ledger.h"

#include <algorithm>
#include <fmt/format.h>
#include <utility>
#include <zstd.h>

#include "headroom/store/checksum.h"
#include "headroom/store/little_endian.h"

namespace headroom::store {
namespace {

constexpr std::size_t note_bytes = 13;  // minute of the day (2), completeness (1), arrivals (2), arrived (8), by column
constexpr int arrivals_max = 65'535;
constexpr int level = 9;

std::unexpected<error> damaged(std::int64_t day) {
  return fail(error_code::data_loss,
              fmt::format("how the minutes of {} came is damaged", to_string(start_of_day(day)).substr(0, 10)));
}

std::uint32_t check_of(std::int64_t day, std::span<const std::byte> packed) {
  return checksum(packed) ^ static_cast<std::uint32_t>(day);
}

// Columns beside each other, minutes as steps; times of arrival as what came after the minute began, which is much
// alike.
std::vector<std::byte> columns_of(std::int64_t day, std::span<const minute_note> notes) {
  std::vector<std::byte> bytes;
  utc_minute before = start_of_day(day);
  for (const minute_note& note : notes) {
    append_le(bytes, static_cast<std::uint16_t>(note.minute - std::exchange(before, note.minute)));
  }
  for (const minute_note& note : notes) bytes.push_back(static_cast<std::byte>(note.data));
  for (const minute_note& note : notes)
    append_le(bytes, static_cast<std::uint16_t>(std::min(note.arrivals, arrivals_max)));
  for (const minute_note& note : notes) append_le(bytes, note.arrived_unix_ms - note.minute.index * 60'000);
  return bytes;
}

}  // namespace

std::vector<std::byte> encode_notes(std::int64_t day, std::span<const minute_note> notes) {
  const auto columns = columns_of(day, notes);
  std::vector<std::byte> packed(ZSTD_compressBound(columns.size()));
  packed.resize(ZSTD_compress(packed.data(), packed.size(), columns.data(), columns.size(), level));
  std::vector<std::byte> bytes(4);
  store_le(bytes.data(), check_of(day, packed));
  bytes.insert(bytes.end(), packed.begin(), packed.end());
  return bytes;
}

result<std::vector<minute_note>> decode_notes(std::int64_t day, std::span<const std::byte> bytes) {
  if (bytes.size() < 4) return damaged(day);
  const auto packed = bytes.subspan(4);
  if (check_of(day, packed) != load_le<std::uint32_t>(bytes.data())) return damaged(day);
  std::vector<std::byte> columns(minutes_per_day * note_bytes);
  const std::size_t length = ZSTD_decompress(columns.data(), columns.size(), packed.data(), packed.size());
  if (ZSTD_isError(length) != 0 || length % note_bytes != 0) return damaged(day);
  const std::size_t count = length / note_bytes;
  std::vector<minute_note> notes(count);
  const std::byte* at = columns.data();
  std::int64_t minute = 0;
  for (std::size_t i = 0; i < count; ++i) {
    minute += load_le<std::uint16_t>(at + 2 * i);
    const auto data = std::to_integer<unsigned>(at[2 * count + i]);
    if (minute >= minutes_per_day || data > static_cast<unsigned>(completeness::cut)) return damaged(day);
    minute_note& note = notes[i];
    note.minute = start_of_day(day) + minute;
    note.data = static_cast<completeness>(data);
    note.arrivals = load_le<std::uint16_t>(at + 3 * count + 2 * i);
    note.arrived_unix_ms = static_cast<std::int64_t>(load_le<std::uint64_t>(at + 5 * count + 8 * i) +
                                                     static_cast<std::uint64_t>(note.minute.index * 60'000));
    if (i > 0 && note.minute <= notes[i - 1].minute) return damaged(day);
  }
  return notes;
}

std::vector<minute_note> merge_notes(std::span<const minute_note> earlier, std::span<const minute_note> later) {
  std::vector<minute_note> merged(earlier.begin(), earlier.end());
  for (const minute_note& note : later) {
    const auto place = std::ranges::lower_bound(merged, note.minute, {}, &minute_note::minute);
    if (place == merged.end() || place->minute != note.minute) {
      merged.insert(place, note);
    } else {
      const int arrivals = place->arrivals + note.arrivals;
      *place = note;
      place->arrivals = arrivals;
    }
  }
  return merged;
}

result<std::vector<ledger_day>> read_ledger(sqlite::database& db, std::int64_t first_day, std::int64_t last_day) {
  auto query = db.prepare("SELECT day, finished, body FROM ledger WHERE day BETWEEN ? AND ? ORDER BY day");
  if (!query) return fail(std::move(query).error());
  query->bind(1, first_day).bind(2, last_day);
  std::vector<ledger_day> days;
  for (;;) {
    const auto row = query->step();
    if (!row) return fail(row.error());
    if (!*row) return days;
    ledger_day day{.day = query->integer(0), .finished = query->integer(1) != 0};
    auto notes = decode_notes(day.day, query->blob(2));
    if (notes) {
      day.notes = std::move(*notes);
    } else {
      day.damage = notes.error().message;
    }
    days.push_back(std::move(day));
  }
}

result<void> write_ledger(sqlite::database& db, const ledger_day& day) {
  auto insert = db.prepare("INSERT OR REPLACE INTO ledger(day, finished, body) VALUES(?, ?, ?)");
  if (!insert) return fail(std::move(insert).error());
  const auto body = encode_notes(day.day, day.notes);
  insert->bind(1, day.day).bind(2, std::int64_t{day.finished}).bind(3, std::span<const std::byte>(body));
  return insert->run();
}

}  // namespace headroom::store
