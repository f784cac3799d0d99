#include "headroom/store/chunk_decoder.h"

#include <algorithm>
#include <bit>
#include <fmt/format.h>
#include <zstd.h>

#include "headroom/store/checksum.h"
#include "headroom/store/many_targets.h"
#include "headroom/store/scrape_frame.h"

namespace headroom::store {
namespace {

// Pointers, because clang 19 forgets to emit inline functions that only such clones use.
HEADROOM_MANY_TARGETS void to_values(const std::int64_t* figures, std::size_t count, value_unit unit, double* values) {
  switch (unit) {
    case value_unit::milli:
      for (std::size_t i = 0; i < count; ++i) values[i] = value_of(figures[i], value_unit::milli);
      return;
    case value_unit::micro:
      for (std::size_t i = 0; i < count; ++i) values[i] = value_of(figures[i], value_unit::micro);
      return;
    case value_unit::per_minute:
      for (std::size_t i = 0; i < count; ++i) values[i] = value_of(figures[i], value_unit::per_minute);
      return;
    case value_unit::deci:
      for (std::size_t i = 0; i < count; ++i) values[i] = value_of(figures[i], value_unit::deci);
      return;
    case value_unit::centi:
      for (std::size_t i = 0; i < count; ++i) values[i] = value_of(figures[i], value_unit::centi);
      return;
    case value_unit::whole:
    case value_unit::raw:
      break;
  }
  for (std::size_t i = 0; i < count; ++i) values[i] = value_of(figures[i], value_unit::whole);
}

bool read_raw(std::span<const std::byte> packed, std::span<double> values) {
  std::vector<std::byte> planes(values.size() * 8);
  if (ZSTD_decompress(planes.data(), planes.size(), packed.data(), packed.size()) != planes.size()) return false;
  for (std::size_t i = 0; i < values.size(); ++i) {
    std::uint64_t bits = 0;
    for (std::size_t b = 0; b < 8; ++b)
      bits |= std::to_integer<std::uint64_t>(planes[b * values.size() + i]) << (8 * b);
    values[i] = std::bit_cast<double>(bits);
  }
  return true;
}

void apply_mask(const chunk_head& head, const series_head& one, std::span<double> values) {
  if (one.mask == 0) return;
  const auto& known = head.masks[one.mask - 1];
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (!known[i]) values[i] = unknown_value;
  }
}

}  // namespace

chunk_decoder::chunk_decoder(byte_source& chunk, chunk_head head)
    : chunk_(&chunk),
      head_(std::make_unique<chunk_head>(std::move(head))),
      streams_(std::make_unique<stream_decoder>(*head_)) {
  std::size_t offset = head_->data_offset;
  for (std::size_t i = 0; i < head_->series.size(); ++i) {
    if (i % checked_slots == 0) group_offsets_.push_back(offset);
    offset += head_->series[i].bytes();
  }
  group_offsets_.push_back(offset);
}

result<chunk_decoder> chunk_decoder::open(byte_source& chunk) {
  auto head = read_chunk_head(chunk);
  if (!head) return fail(std::move(head).error());
  return chunk_decoder(chunk, std::move(*head));
}

// False when the bytes are not those that were written.
result<bool> chunk_decoder::load_group(std::size_t group) {
  const std::size_t length = group_offsets_[group + 1] - group_offsets_[group];
  const auto bytes = chunk_->at(group_offsets_[group], length);
  if (!bytes) {
    if (bytes.error().code == error_code::data_loss) return false;
    return fail(bytes.error());
  }
  data_.assign(bytes->begin(), bytes->end());
  data_.resize(length + stream_padding);
  return length == 0 || checksum(std::span(data_).first(length)) == head_->checks[group];
}

result<void> chunk_decoder::read_group(std::size_t group, std::size_t first, std::span<const std::span<double>> rows,
                                       std::vector<std::string>& damage) {
  const std::size_t begin = std::max(first, group * checked_slots);
  const std::size_t end = std::min({first + rows.size(), (group + 1) * checked_slots, head_->series.size()});
  const auto loaded = load_group(group);
  if (!loaded) return fail(loaded.error());
  if (!*loaded) {
    for (std::size_t i = begin; i < end; ++i) std::ranges::fill(rows[i - first], unknown_value);
    damage.push_back(fmt::format("the column of namespaces {} to {} of its chunk does not have its checksum",
                                 group * checked_slots, end - 1));
    return {};
  }
  std::size_t offset = 0;
  for (std::size_t i = group * checked_slots; i < begin; ++i) offset += head_->series[i].bytes();
  const std::size_t minutes = head_->minutes();
  figures_.resize((end - begin) * minutes);
  std::vector<stream_job> jobs;
  for (std::size_t i = begin; i < end; ++i) {
    const series_head& one = head_->series[i];
    const auto figures = std::span(figures_).subspan((i - begin) * minutes, minutes);
    if (one.kind == series_kind::constant) {
      std::ranges::fill(rows[i - first].first(minutes), value_of(one.constant, one.unit));
    }
    const bool modelled = one.kind == series_kind::coded || one.kind == series_kind::split;
    for (std::size_t stream = 0; modelled && stream < one.lengths().size(); ++stream) {
      const std::size_t length = minutes / one.lengths().size();
      jobs.push_back({.bytes = std::span(data_).subspan(offset, one.lengths()[stream]),
                      .model = one.model,
                      .figures = figures.subspan(stream * length, length)});
      offset += one.lengths()[stream];
    }
    if (one.kind == series_kind::raw) {
      if (!read_raw(std::span(data_).subspan(offset, one.lengths()[0]), rows[i - first].first(minutes))) {
        std::ranges::fill(rows[i - first], unknown_value);
        damage.push_back(fmt::format("the figures of namespace {} of its chunk cannot be unpacked", i));
      }
      offset += one.lengths()[0];
    }
  }
  streams_->decode(jobs);
  auto job = jobs.begin();
  for (std::size_t i = begin; i < end; ++i) {
    const series_head& one = head_->series[i];
    const auto row = rows[i - first].first(minutes);
    bool good = one.kind != series_kind::absent;
    if (one.kind != series_kind::constant && one.kind != series_kind::raw) {
      for (std::size_t stream = 0; stream < one.lengths().size(); ++stream) good &= (job++)->good;
    }
    if (!good) {
      std::ranges::fill(row, unknown_value);
      if (one.kind == series_kind::absent) continue;
      damage.push_back(fmt::format("the figures of namespace {} of its chunk are impossible", i));
      continue;
    }
    if (one.kind != series_kind::raw && one.kind != series_kind::constant) {
      to_values(figures_.data() + (i - begin) * minutes, minutes, one.unit, row.data());
    }
    apply_mask(*head_, one, row);
  }
  return {};
}

result<void> chunk_decoder::read(std::size_t first, std::span<const std::span<double>> rows,
                                 std::vector<std::string>& damage) {
  const std::size_t beyond = std::max(first, head_->series.size()) - first;
  for (std::size_t i = beyond; i < rows.size(); ++i) std::ranges::fill(rows[i], unknown_value);
  const std::size_t end = std::min(first + rows.size(), head_->series.size());
  for (std::size_t group = first / checked_slots; group * checked_slots < end; ++group) {
    if (auto done = read_group(group, first, rows, damage); !done) return done;
  }
  return {};
}

}  // namespace headroom::store
