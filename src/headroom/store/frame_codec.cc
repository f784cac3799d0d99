#include "headroom/store/frame_codec.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <fmt/format.h>

#include "headroom/store/checksum.h"
#include "headroom/store/little_endian.h"
#include "headroom/store/value_block.h"

namespace headroom::store {
namespace {

constexpr auto magic = std::byte{'F'};
constexpr auto version = std::byte{1};
constexpr std::size_t header_bytes = 8;   // magic, version, columns, 0, checksum of the table
constexpr std::size_t entry_bytes = 28;   // column, kind, 0, 0, base, values, offset, bytes, check
constexpr std::size_t place_bytes = 6;    // of a block: length (2), checksum (4)
constexpr std::size_t change_bytes = 12;  // slot (4), the double's bits (8)
constexpr std::uint32_t values_max = 1 << 24;

std::unexpected<error> damaged(std::string_view what) {
  return fail(error_code::data_loss, fmt::format("a stored scrape is damaged: {}", what));
}

std::size_t blocks_of(std::size_t values) { return (values + block_values - 1) / block_values; }

bool same(double a, double b) { return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b); }

// Changes of `now` against the base, or false when there are so many that the whole is no larger.
bool find_changes(const std::vector<double>& base, const std::vector<double>& now, std::vector<std::byte>& changes) {
  if (base.size() != now.size()) return false;
  if (std::memcmp(base.data(), now.data(), now.size() * sizeof(double)) == 0) return true;
  const std::size_t most = now.size() / 16 * change_bytes;
  for (std::size_t i = 0; i < now.size(); ++i) {
    if (same(base[i], now[i])) continue;
    if (changes.size() >= most) return false;
    append_le(changes, static_cast<std::uint32_t>(i));
    append_le(changes, std::bit_cast<std::uint64_t>(now[i]));
  }
  return true;
}

// A column as blocks: the table of their places, then the blocks. Returns the check of the table.
std::uint32_t append_whole(std::vector<std::byte>& body, const std::vector<double>& values) {
  const std::size_t table = body.size();
  const std::size_t blocks = blocks_of(values.size());
  body.resize(table + blocks * place_bytes);
  for (std::size_t i = 0; i < blocks; ++i) {
    const std::size_t start = body.size();
    const std::size_t first = i * block_values;
    append_block(body, std::span(values).subspan(first, std::min(block_values, values.size() - first)));
    const auto block = std::span(body).subspan(start);
    store_le(body.data() + table + i * place_bytes, static_cast<std::uint16_t>(block.size()));
    store_le(body.data() + table + i * place_bytes + 2, checksum(block));
  }
  return checksum(std::span(body).subspan(table, blocks * place_bytes));
}

void store_entry(std::byte* at, const frame_column& entry) {
  at[0] = static_cast<std::byte>(entry.column);
  at[1] = std::byte{entry.changes_only};
  store_le(at + 4, entry.base_id);
  store_le(at + 12, entry.values);
  store_le(at + 16, entry.offset);
  store_le(at + 20, entry.bytes);
  store_le(at + 24, entry.check);
}

frame_column load_entry(const std::byte* at) {
  return {.column = static_cast<history_column>(at[0]),
          .changes_only = at[1] != std::byte{0},
          .base_id = load_le<std::int64_t>(at + 4),
          .values = load_le<std::uint32_t>(at + 12),
          .offset = load_le<std::uint32_t>(at + 16),
          .bytes = load_le<std::uint32_t>(at + 20),
          .check = load_le<std::uint32_t>(at + 24)};
}

bool plausible(const frame_column& entry, std::size_t body_bytes) {
  return index_of(entry.column) < history_column_count && entry.values <= values_max && entry.offset <= body_bytes &&
         entry.bytes <= body_bytes - entry.offset &&
         (entry.changes_only || entry.bytes >= blocks_of(entry.values) * place_bytes);
}

frame_column append_column(std::vector<std::byte>& body, history_column column, const std::vector<double>& values,
                           std::int64_t scrape_id, std::optional<frame_base>& base) {
  frame_column entry{.column = column,
                     .values = static_cast<std::uint32_t>(values.size()),
                     .offset = static_cast<std::uint32_t>(body.size())};
  std::vector<std::byte> changes;
  if (base && find_changes(base->values, values, changes)) {
    entry.changes_only = true;
    entry.base_id = base->scrape_id;
    entry.check = checksum(changes);
    body.insert(body.end(), changes.begin(), changes.end());
  } else {
    entry.check = append_whole(body, values);
    if (!base) base.emplace();
    base->scrape_id = scrape_id;
    base->values = values;
  }
  entry.bytes = static_cast<std::uint32_t>(body.size()) - entry.offset;
  return entry;
}

result<void> apply_changes(byte_source& body, const frame_column& column, namespace_slot first,
                           std::span<double> values) {
  const auto changes = body.at(column.offset, column.bytes);
  if (!changes) return fail(changes.error());
  if (changes->size() % change_bytes != 0 || checksum(*changes) != column.check) return damaged("a list of changes");
  for (std::size_t at = 0; at < changes->size(); at += change_bytes) {
    const auto slot = load_le<std::uint32_t>(changes->data() + at);
    if (slot < first || slot - first >= values.size()) continue;
    values[slot - first] = std::bit_cast<double>(load_le<std::uint64_t>(changes->data() + at + 4));
  }
  return {};
}

struct block_place {
  std::size_t offset;
  std::size_t bytes;
  std::uint32_t check;
};

result<std::vector<block_place>> places_of(byte_source& body, const frame_column& column) {
  const std::size_t blocks = blocks_of(column.values);
  const auto table = body.at(column.offset, blocks * place_bytes);
  if (!table) return fail(table.error());
  if (checksum(*table) != column.check) return damaged("a table of blocks");
  std::vector<block_place> places;
  places.reserve(blocks);
  std::size_t offset = column.offset + blocks * place_bytes;
  for (std::size_t i = 0; i < blocks; ++i) {
    const std::byte* at = table->data() + i * place_bytes;
    places.push_back({offset, load_le<std::uint16_t>(at), load_le<std::uint32_t>(at + 2)});
    offset += places.back().bytes;
  }
  return places;
}

}  // namespace

void encode_frame(const scrape_frame& frame, std::int64_t scrape_id, frame_bases& bases, std::vector<std::byte>& body) {
  const std::size_t start = body.size();
  const auto columns = static_cast<std::size_t>(
      std::ranges::count_if(frame.columns, [](const auto& column) { return !column.empty(); }));
  const std::size_t table_end = header_bytes + columns * entry_bytes;
  std::vector<std::byte> bytes(table_end);
  std::size_t written = 0;
  for (const history_column column : all_columns()) {
    const auto& values = frame.columns[index_of(column)];
    if (values.empty()) continue;
    store_entry(bytes.data() + header_bytes + written++ * entry_bytes, frame_column{});
    const frame_column entry = append_column(bytes, column, values, scrape_id, bases[index_of(column)]);
    store_entry(bytes.data() + header_bytes + (written - 1) * entry_bytes, entry);
  }
  bytes[0] = magic;
  bytes[1] = version;
  bytes[2] = static_cast<std::byte>(columns);
  store_le(bytes.data() + 4, checksum(std::span(bytes).subspan(header_bytes, table_end - header_bytes)));
  body.resize(start);
  body.insert(body.end(), bytes.begin(), bytes.end());
}

result<std::vector<frame_column>> read_frame_table(byte_source& body) {
  const auto header = body.at(0, header_bytes);
  if (!header) return damaged("it has no header");
  if ((*header)[0] != magic || (*header)[1] != version) return damaged("its header is not one of ours");
  const auto columns = std::to_integer<std::size_t>((*header)[2]);
  const auto check = load_le<std::uint32_t>(header->data() + 4);
  const auto table = body.at(header_bytes, columns * entry_bytes);
  if (!table || checksum(*table) != check) return damaged("its table of columns");
  std::vector<frame_column> entries;
  for (std::size_t i = 0; i < columns; ++i) {
    entries.push_back(load_entry(table->data() + i * entry_bytes));
    if (!plausible(entries.back(), body.size())) return damaged("its table of columns is impossible");
  }
  return entries;
}

result<void> read_frame_values(byte_source& body, const frame_column& column, namespace_slot first,
                               std::span<double> values) {
  if (column.changes_only) return apply_changes(body, column, first, values);
  std::ranges::fill(values, unknown_value);
  const auto places = places_of(body, column);
  if (!places) return fail(places.error());
  const std::size_t end = std::min<std::size_t>(first + values.size(), column.values);
  std::array<double, block_values> block_buffer{};
  for (std::size_t block = first / block_values; block * block_values < end; ++block) {
    const block_place& place = (*places)[block];
    const auto bytes = body.at(place.offset, place.bytes);
    if (!bytes) return fail(bytes.error());
    const std::size_t block_first = block * block_values;
    const auto block_span = std::span(block_buffer).first(std::min(block_values, column.values - block_first));
    if (checksum(*bytes) != place.check || !read_block(*bytes, block_span)) return damaged("a block of figures");
    for (std::size_t slot = std::max<std::size_t>(block_first, first);
         slot < std::min(block_first + block_span.size(), end); ++slot) {
      values[slot - first] = block_span[slot - block_first];
    }
  }
  return {};
}

}  // namespace headroom::store
