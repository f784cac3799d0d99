#include "headroom/store/chunk_table.h"

#include <algorithm>
#include <fmt/format.h>

#include "headroom/store/chunk_decoder.h"

namespace headroom::store {
namespace {

std::string damage_line(const chunk_place& place, const std::string& why) {
  const minute_range minutes = place.minutes();
  return fmt::format("column {}, {} to {}, namespaces {} to {}: {}", to_string(place.column), to_string(minutes.first),
                     to_string(minutes.end), place.group * chunk_slots, place.group * chunk_slots + chunk_slots - 1,
                     why);
}

// The chunk's minutes within the matrix, and the rows to decode into: the matrix's own where the chunk lies wholly in
// it, else others that are copied from.
struct landing {
  std::vector<double> scratch;
  std::vector<std::span<double>> rows;
};

landing landing_for(const minute_range& chunk, column_matrix& matrix) {
  landing to;
  const bool whole = chunk.first >= matrix.range().first && chunk.end <= matrix.range().end;
  if (!whole) to.scratch.assign(chunk.minutes() * matrix.slots(), unknown_value);
  for (std::size_t i = 0; i < matrix.slots(); ++i) {
    to.rows.push_back(
        whole ? matrix.row(i).subspan(static_cast<std::size_t>(chunk.first - matrix.range().first), chunk.minutes())
              : std::span(to.scratch).subspan(i * chunk.minutes(), chunk.minutes()));
  }
  return to;
}

void copy_overlap(const minute_range& chunk, const landing& from, column_matrix& matrix) {
  if (from.scratch.empty()) return;
  const utc_minute first = std::max(chunk.first, matrix.range().first);
  const auto count = static_cast<std::size_t>(std::min(chunk.end, matrix.range().end) - first);
  for (std::size_t i = 0; i < matrix.slots(); ++i) {
    const auto part = from.rows[i].subspan(static_cast<std::size_t>(first - chunk.first), count);
    std::ranges::copy(part, matrix.row(i).begin() + (first - matrix.range().first));
  }
}

}  // namespace

result<sqlite::statement*> chunk_table::list() {
  if (!list_) {
    auto query = db_->prepare("SELECT id FROM chunk WHERE id BETWEEN ? AND ? ORDER BY id");
    if (!query) return fail(std::move(query).error());
    list_ = std::move(*query);
  }
  return &*list_;
}

result<std::vector<chunk_place>> chunk_table::places(std::int64_t day, history_column column, std::uint32_t group) {
  const auto query = list();
  if (!query) return fail(query.error());
  chunk_place place{.day = day, .column = column, .group = group, .hour = 0};
  (*query)->bind(1, place.id());
  place.hour = chunk_place::whole_day;
  (*query)->bind(2, place.id());
  std::vector<chunk_place> places;
  for (;;) {
    const auto row = (*query)->step();
    if (!row) return fail(row.error());
    if (!*row) break;
    places.push_back(chunk_place::of((*query)->integer(0)));
  }
  (*query)->reset();
  return places;
}

result<void> chunk_table::read(const chunk_place& place, column_matrix& matrix) {
  const minute_range minutes = place.minutes();
  if (minutes.end <= matrix.range().first || minutes.first >= matrix.range().end) return {};
  const auto there = blob_.go_to(place.id());
  auto decoder = there ? chunk_decoder::open(blob_) : fail(there.error());
  if (decoder && (decoder->head().minutes() != minutes.minutes())) {
    decoder = fail(error_code::data_loss, "it covers other minutes than its place says");
  }
  if (!decoder) {
    if (decoder.error().code != error_code::data_loss) return fail(decoder.error());
    matrix.damage.push_back(damage_line(place, decoder.error().message));
    return {};
  }
  landing to = landing_for(minutes, matrix);
  std::vector<std::string> damage;
  if (auto done = decoder->read(matrix.first_slot() % chunk_slots, to.rows, damage); !done) {
    if (done.error().code != error_code::data_loss) return done;
    damage.push_back(done.error().message);
  }
  for (const std::string& why : damage) matrix.damage.push_back(damage_line(place, why));
  copy_overlap(minutes, to, matrix);
  return {};
}

result<void> chunk_table::write(const chunk_place& place, std::span<const std::byte> body) {
  auto insert = db_->prepare("INSERT OR REPLACE INTO chunk(id, body) VALUES(?, ?)");
  if (!insert) return fail(std::move(insert).error());
  insert->bind(1, place.id()).bind(2, body);
  return insert->run();
}

result<void> chunk_table::remove(const chunk_place& place) {
  auto drop = db_->prepare("DELETE FROM chunk WHERE id = ?");
  if (!drop) return fail(std::move(drop).error());
  drop->bind(1, place.id());
  return drop->run();
}

}  // namespace headroom::store
