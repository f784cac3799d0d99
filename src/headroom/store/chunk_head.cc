#include "headroom/store/chunk_head.h"

#include <algorithm>
#include <fmt/format.h>

#include "headroom/store/bit_stream.h"
#include "headroom/store/checksum.h"
#include "headroom/store/little_endian.h"

namespace headroom::store {
namespace {

constexpr auto magic = std::byte{'C'};
constexpr int version = 2;  // 1 is read too
constexpr std::size_t fixed_bytes =
    16;  // magic, version, first hour, hours, series (2), 0 (2), bits' bytes (4), check (4)
constexpr std::size_t bits_bytes_max = 1 << 20;
constexpr std::size_t masks_max = chunk_slots;

std::unexpected<error> damaged(std::string_view what) {
  return fail(error_code::data_loss, fmt::format("a column chunk is damaged: {}", what));
}

bool has_streams(const series_head& one) { return one.kind >= series_kind::coded; }
bool is_modelled(const series_head& one) { return one.kind == series_kind::coded || one.kind == series_kind::split; }

std::size_t stream_count(series_kind kind) {
  return kind == series_kind::split ? jobs_of_split_series : kind >= series_kind::coded ? 1 : 0;
}

// The numbers of the series that `use` picks, in their order.
template <class Pick, class Get>
void write_numbers(bit_writer& bits, const chunk_head& head, Pick pick, Get get) {
  std::vector<std::uint64_t> numbers;
  for (const series_head& one : head.series) {
    if (pick(one)) numbers.push_back(static_cast<std::uint64_t>(get(one)));
  }
  bits.array(numbers);
}

template <class Pick, class Set>
bool read_numbers(bit_reader& bits, chunk_head& head, Pick pick, Set set) {
  std::vector<std::uint64_t> numbers(static_cast<std::size_t>(std::ranges::count_if(head.series, pick)));
  if (!bits.array(numbers)) return false;
  auto number = numbers.begin();
  for (series_head& one : head.series) {
    if (pick(one) && !set(one, *number++)) return false;
  }
  return true;
}

bool present(const series_head& one) { return one.kind != series_kind::absent; }
bool is_constant(const series_head& one) { return one.kind == series_kind::constant; }

void write_mask(bit_writer& bits, const std::vector<bool>& mask) {
  bits.bits(mask[0], 1);
  for (std::size_t at = 0; at < mask.size();) {
    const std::size_t start = at;
    while (at < mask.size() && mask[at] == mask[start]) ++at;
    bits.gamma(at - start);
  }
}

bool read_mask(bit_reader& bits, std::vector<bool>& mask) {
  bool known = bits.bits(1) != 0;
  for (std::size_t at = 0; at < mask.size(); known = !known) {
    const std::uint64_t run = bits.gamma();
    if (!bits.good() || run == 0 || run > mask.size() - at) return false;
    std::fill_n(mask.begin() + static_cast<std::ptrdiff_t>(at), run, known);
    at += run;
  }
  return true;
}

void write_lengths(bit_writer& bits, const chunk_head& head) {
  std::vector<std::uint64_t> lengths;
  for (const series_head& one : head.series) {
    lengths.insert(lengths.end(), one.lengths().begin(), one.lengths().end());
  }
  bits.array(lengths);
}

bool read_lengths(bit_reader& bits, chunk_head& head) {
  std::size_t count = 0;
  for (const series_head& one : head.series) count += stream_count(one.kind);
  std::vector<std::uint64_t> lengths(count);
  if (!bits.array(lengths)) return false;
  auto length = lengths.begin();
  for (series_head& one : head.series) {
    for (std::size_t i = 0; i < stream_count(one.kind); ++i, ++length) {
      if (*length < 4 || *length > (1 << 24)) return false;
      one.add_length(*length);
    }
  }
  return true;
}

void write_series(bit_writer& bits, const chunk_head& head) {
  const auto all = [](const series_head&) { return true; };
  write_numbers(bits, head, all, [](const series_head& one) { return static_cast<int>(one.kind); });
  write_numbers(bits, head, present, [](const series_head& one) { return static_cast<int>(one.unit); });
  bits.gamma(head.masks.size() + 1);
  for (const auto& mask : head.masks) write_mask(bits, mask);
  write_numbers(bits, head, present, [](const series_head& one) { return one.mask; });
  write_numbers(bits, head, is_constant, [](const series_head& one) { return one.constant; });
  write_numbers(bits, head, is_modelled, [](const series_head& one) { return static_cast<int>(one.model.kind); });
  write_numbers(bits, head, is_modelled, [](const series_head& one) { return one.model.shift; });
  write_lengths(bits, head);
}

bool read_series(bit_reader& bits, chunk_head& head) {
  const auto all = [](const series_head&) { return true; };
  const auto set_kind = [](series_head& one, std::uint64_t number) {
    one.kind = static_cast<series_kind>(number);
    return number <= static_cast<std::uint64_t>(series_kind::raw);
  };
  const auto set_unit = [](series_head& one, std::uint64_t number) {
    one.unit = static_cast<value_unit>(number);
    return number <= static_cast<std::uint64_t>(value_unit::centi) &&
           (one.unit == value_unit::raw) == (one.kind == series_kind::raw);
  };
  if (!read_numbers(bits, head, all, set_kind) || !read_numbers(bits, head, present, set_unit)) return false;
  const std::uint64_t masks = bits.gamma() - 1;
  if (!bits.good() || masks > masks_max) return false;
  head.masks.assign(masks, std::vector<bool>(head.minutes()));
  for (auto& mask : head.masks) {
    if (!read_mask(bits, mask)) return false;
  }
  const auto set_mask = [masks](series_head& one, std::uint64_t number) {
    one.mask = static_cast<std::uint32_t>(number);
    return number <= masks;
  };
  const auto set_constant = [](series_head& one, std::uint64_t number) {
    one.constant = static_cast<std::int64_t>(number);
    return number < static_cast<std::uint64_t>(integer_max);
  };
  const auto set_model = [](series_head& one, std::uint64_t number) {
    one.model.kind = static_cast<predictor>(number);
    return number <= static_cast<std::uint64_t>(predictor::lean);
  };
  const auto set_shift = [](series_head& one, std::uint64_t number) {
    one.model.shift = static_cast<int>(number);
    return number < 16;
  };
  return read_numbers(bits, head, present, set_mask) && read_numbers(bits, head, is_constant, set_constant) &&
         read_numbers(bits, head, is_modelled, set_model) && read_numbers(bits, head, is_modelled, set_shift) &&
         read_lengths(bits, head);
}

void write_tables(bit_writer& bits, const chunk_head& head) {
  bits.gamma(head.tables.size() + 1);
  for (const block_class& one : head.tables) {
    one.after_busy.write(bits);
    one.after_zero.write(bits);
  }
  head.class_table.write(bits);
  head.level_table.write(bits);
}

bool read_tables(bit_reader& bits, chunk_head& head, int chunk_version) {
  const std::uint64_t tables = bits.gamma() - 1;
  if (!bits.good() || tables > table_classes_max) return false;
  head.tables.resize(tables);
  for (block_class& one : head.tables) {
    if (!one.after_busy.read(bits, chunk_version) || !one.after_zero.read(bits, chunk_version)) return false;
  }
  return head.class_table.read(bits, chunk_version) && head.level_table.read(bits, chunk_version);
}

bool group_has_streams(const chunk_head& head, std::size_t group) {
  const auto first = head.series.begin() + static_cast<std::ptrdiff_t>(group * checked_slots);
  const auto left = static_cast<std::size_t>(head.series.end() - first);
  return std::any_of(first, first + static_cast<std::ptrdiff_t>(std::min(checked_slots, left)), has_streams);
}

std::uint32_t check_of(std::span<const std::byte> fixed, std::span<const std::byte> bits) {
  return checksum(fixed.first(fixed_bytes - 4)) ^ checksum(bits);
}

}  // namespace

std::vector<std::byte> write_chunk_head(const chunk_head& head) {
  bit_writer bits;
  write_series(bits, head);
  for (std::size_t group = 0; group < head.checks.size(); ++group) {
    if (group_has_streams(head, group)) bits.bits(head.checks[group], 32);
  }
  write_tables(bits, head);
  const auto bit_bytes = bits.take();
  std::vector<std::byte> bytes(fixed_bytes);
  bytes[0] = magic;
  bytes[1] = static_cast<std::byte>(version);
  bytes[2] = static_cast<std::byte>(head.first_hour);
  bytes[3] = static_cast<std::byte>(head.hours);
  store_le(bytes.data() + 4, static_cast<std::uint16_t>(head.series.size()));
  store_le(bytes.data() + 8, static_cast<std::uint32_t>(bit_bytes.size()));
  store_le(bytes.data() + 12, check_of(bytes, bit_bytes));
  bytes.insert(bytes.end(), bit_bytes.begin(), bit_bytes.end());
  return bytes;
}

result<chunk_head> read_chunk_head(byte_source& chunk) {
  const auto seen = chunk.at(0, fixed_bytes);
  if (!seen) return damaged("it is too short");
  std::vector<std::byte> fixed(seen->begin(), seen->end());
  chunk_head head;
  const auto seen_version = std::to_integer<int>(fixed[1]);
  head.first_hour = std::to_integer<int>(fixed[2]);
  head.hours = std::to_integer<int>(fixed[3]);
  const std::size_t series = load_le<std::uint16_t>(fixed.data() + 4);
  const std::size_t bits_bytes = load_le<std::uint32_t>(fixed.data() + 8);
  if (fixed[0] != magic || seen_version < 1 || seen_version > version || head.hours < 1 ||
      head.first_hour + head.hours > 24 || series > chunk_slots || bits_bytes > bits_bytes_max) {
    return damaged("its first bytes are not those of a chunk");
  }
  const auto bit_bytes = chunk.at(fixed_bytes, bits_bytes);
  if (!bit_bytes) return damaged("its head is cut");
  if (check_of(fixed, *bit_bytes) != load_le<std::uint32_t>(fixed.data() + 12)) return damaged("its head");
  bit_reader bits(*bit_bytes);
  head.series.resize(series);
  if (!read_series(bits, head)) return damaged("its head is impossible");
  head.checks.resize((series + checked_slots - 1) / checked_slots);
  for (std::size_t group = 0; group < head.checks.size(); ++group) {
    if (group_has_streams(head, group)) head.checks[group] = static_cast<std::uint32_t>(bits.bits(32));
  }
  if (!read_tables(bits, head, seen_version) || !bits.good()) return damaged("its tables are impossible");
  head.data_offset = fixed_bytes + bits_bytes;
  return head;
}

}  // namespace headroom::store
