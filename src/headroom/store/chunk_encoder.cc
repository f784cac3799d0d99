#include "headroom/store/chunk_encoder.h"

#include <algorithm>
#include <bit>
#include <map>
#include <string>
#include <zstd.h>

#include "headroom/store/block_classes.h"
#include "headroom/store/checksum.h"
#include "headroom/store/chunk_head.h"
#include "headroom/store/many_targets.h"
#include "headroom/store/rans.h"
#include "headroom/store/series_model.h"

namespace headroom::store {
namespace {

constexpr std::array all_units{value_unit::whole, value_unit::deci,  value_unit::per_minute,
                               value_unit::centi, value_unit::milli, value_unit::micro};
// A constant's size hardly depends on its unit, but units that differ from series to series would take more than it.
constexpr auto units_of_constants = std::span(all_units).subspan<2>();
// Four streams cost some 12 bytes more than one, and are decoded faster.
constexpr double split_bits_min = 8 * 600;
constexpr int raw_level = 3;

// A series on its way into the chunk.
struct draft {
  series_head head;
  std::vector<std::int64_t> figures;
  std::vector<modelled_job> jobs;
  std::vector<std::byte> bytes;
};

// Figures of a stretch without unknown ones, several at once.
template <value_unit Unit>
HEADROOM_PIECE bool known_in_unit(const double* values, std::size_t count, std::int64_t* figures) {
  bool good = true;
  for (std::size_t i = 0; i < count; ++i) good &= to_integer(values[i], Unit, figures[i]);
  return good;
}

// An unknown minute is coded as the figure before it, which is short in every model; the mask has the last word.
template <value_unit Unit>
HEADROOM_PIECE bool all_in_unit(const double* values, std::size_t count, std::int64_t* figures) {
  std::int64_t before = 0;
  std::size_t first = 0;
  while (values[first] != values[first]) ++first;
  if (!to_integer(values[first], Unit, before)) return false;
  for (std::size_t at = 0; at < count; at += block_minutes) {
    const std::size_t length = count - at < block_minutes ? count - at : block_minutes;
    bool known = true;
    for (std::size_t i = at; i < at + length; ++i) known &= values[i] == values[i];
    if (known) {
      if (!known_in_unit<Unit>(values + at, length, figures + at)) return false;
      before = figures[at + length - 1];
      continue;
    }
    for (std::size_t i = at; i < at + length; ++i) {
      if (values[i] == values[i] && !to_integer(values[i], Unit, before)) return false;
      figures[i] = before;
    }
  }
  return true;
}

// Pointers, because clang 19 forgets to emit inline functions that only such clones use.
HEADROOM_MANY_TARGETS bool in_unit(const double* values, std::size_t count, value_unit unit, std::int64_t* figures) {
  switch (unit) {
    case value_unit::whole:
      return all_in_unit<value_unit::whole>(values, count, figures);
    case value_unit::milli:
      return all_in_unit<value_unit::milli>(values, count, figures);
    case value_unit::micro:
      return all_in_unit<value_unit::micro>(values, count, figures);
    case value_unit::per_minute:
      return all_in_unit<value_unit::per_minute>(values, count, figures);
    case value_unit::deci:
      return all_in_unit<value_unit::deci>(values, count, figures);
    case value_unit::centi:
      return all_in_unit<value_unit::centi>(values, count, figures);
    case value_unit::raw:
      break;
  }
  return false;
}

bool all_same(std::span<const double> values) {
  const auto first = std::bit_cast<std::uint64_t>(values[0]);
  std::uint64_t differences = 0;
  for (const double value : values) differences |= std::bit_cast<std::uint64_t>(value) ^ first;
  return differences == 0;
}

// Doubles that no unit says exactly: their bytes by significance, so that zstd sees the like ones beside each other.
std::vector<std::byte> raw_bytes(std::span<const double> values) {
  std::vector<std::byte> planes(values.size() * 8);
  for (std::size_t i = 0; i < values.size(); ++i) {
    const auto bits = std::bit_cast<std::uint64_t>(is_known(values[i]) ? values[i] : 0.0);
    for (std::size_t b = 0; b < 8; ++b)
      planes[b * values.size() + i] = static_cast<std::byte>((bits >> (8 * b)) & 0xff);
  }
  std::vector<std::byte> packed(ZSTD_compressBound(planes.size()));
  packed.resize(ZSTD_compress(packed.data(), packed.size(), planes.data(), planes.size(), raw_level));
  return packed;
}

void draft_jobs(draft& one, std::size_t minutes) {
  const chosen_model chosen = choose_model(one.figures);
  const bool split = minutes == blocks_max * block_minutes && chosen.bits >= split_bits_min;
  one.head.kind = split ? series_kind::split : series_kind::coded;
  one.head.model = chosen.model;
  const std::size_t length = split ? minutes / jobs_of_split_series : minutes;
  for (std::size_t at = 0; at < minutes; at += length) {
    one.jobs.push_back(apply_model(chosen.model, chosen.level, std::span(one.figures).subspan(at, length)));
  }
}

draft draft_series(std::span<const double> values) {
  draft one;
  if (std::ranges::none_of(values, is_known)) return one;
  one.figures.resize(values.size());
  // One figure stands for all of a series that never changes: limits, TRUs, idle namespaces.
  const std::size_t count = all_same(values) ? 1 : values.size();
  const std::span<const value_unit> units = count == 1 ? units_of_constants : std::span<const value_unit>(all_units);
  const auto unit =
      std::ranges::find_if(units, [&](value_unit u) { return in_unit(values.data(), count, u, one.figures.data()); });
  if (unit == units.end()) {
    one.head.kind = series_kind::raw;
    one.head.unit = value_unit::raw;
    one.bytes = raw_bytes(values);
    one.head.add_length(one.bytes.size());
    return one;
  }
  one.head.unit = *unit;
  if (count == 1 || std::ranges::all_of(one.figures, [&](std::int64_t figure) { return figure == one.figures[0]; })) {
    one.head.kind = series_kind::constant;
    one.head.constant = one.figures[0];
    return one;
  }
  draft_jobs(one, values.size());
  return one;
}

// Masks by their text of 0 and 1, which is quick to compare.
std::uint32_t mask_number(std::span<const double> values, std::map<std::string, std::uint32_t>& numbers,
                          std::vector<std::vector<bool>>& masks) {
  bool whole = true;
  for (const double value : values) whole &= is_known(value);
  if (whole) return 0;
  std::string mask(values.size(), '1');
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (!is_known(values[i])) mask[i] = '0';
  }
  const auto [place, is_new] = numbers.try_emplace(mask, static_cast<std::uint32_t>(masks.size() + 1));
  if (is_new) {
    std::vector<bool>& known = masks.emplace_back(values.size());
    for (std::size_t i = 0; i < values.size(); ++i) known[i] = mask[i] == '1';
  }
  return place->second;
}

template <class Use>
void for_jobs(std::vector<draft>& drafts, Use use) {
  for (draft& one : drafts) {
    for (modelled_job& job : one.jobs) use(one, job);
  }
}

std::vector<class_block> blocks_of(std::vector<draft>& drafts) {
  std::vector<class_block> blocks;
  for_jobs(drafts, [&](draft&, modelled_job& job) {
    bool after_zero = false;
    for (std::size_t at = 0; at < job.figures.size(); at += block_minutes) {
      blocks.push_back({std::span(job.figures).subspan(at, block_minutes), after_zero});
      after_zero = blocks.back().codes.back().symbol == zero_symbol;
    }
  });
  return blocks;
}

// What precedes the figures of a stream: the classes of its blocks.
std::vector<coded_residual> class_codes(std::span<const std::uint8_t> classes) {
  std::vector<coded_residual> codes;
  for (std::size_t i = 0; i < classes.size(); ++i) {
    const bool same = i > 0 && classes[i] == classes[i - 1];
    codes.push_back({static_cast<std::uint8_t>(same ? 0 : 1 + classes[i]), 0});
  }
  return codes;
}

// Turns modelled jobs into bytes.
class stream_writer {
 public:
  stream_writer(const chunk_head& head) : classes_(head.class_table.frequency), levels_(head.level_table.frequency) {
    for (const block_class& one : head.tables) {
      tables_.emplace_back((one.after_busy.any() ? one.after_busy : one.after_zero).frequency);
      tables_.emplace_back((one.after_zero.any() ? one.after_zero : one.after_busy).frequency);
    }
  }

  std::vector<std::byte> write(const modelled_job& job, std::span<const std::uint8_t> classes) const {
    rans_encoder encoder(job.carried);
    for (std::size_t block = classes.size(); block-- > 0;) push_block(encoder, job, block, classes[block]);
    for (auto level = job.levels.rbegin(); level != job.levels.rend(); ++level) encoder.push(levels_, *level);
    const auto codes = class_codes(classes);
    for (auto code = codes.rbegin(); code != codes.rend(); ++code) encoder.push(classes_, *code);
    return encoder.finish();
  }

 private:
  void push_block(rans_encoder& encoder, const modelled_job& job, std::size_t block, std::uint8_t chosen) const {
    if (chosen < first_table_class) return;
    const std::size_t table = 2 * static_cast<std::size_t>(chosen - first_table_class);
    const std::size_t first = block * block_minutes;
    for (std::size_t i = first + block_minutes; i-- > first;) {
      const bool after_zero = i > 0 && job.figures[i - 1].symbol == zero_symbol;
      encoder.push(tables_[table + after_zero], job.figures[i]);
    }
  }

  encode_table classes_;
  encode_table levels_;
  std::vector<encode_table> tables_;
};

void write_streams(std::vector<draft>& drafts, chunk_head& head) {
  const bool whole_day = head.minutes() == blocks_max * block_minutes;
  auto classified = classify(blocks_of(drafts), whole_day ? search_effort::thorough : search_effort::quick);
  head.tables = std::move(classified.tables);
  std::array<std::uint32_t, symbol_count> class_counts{};
  std::array<std::uint32_t, symbol_count> level_counts{};
  std::span<const std::uint8_t> classes(classified.class_of);
  for_jobs(drafts, [&](draft&, modelled_job& job) {
    const std::size_t blocks = job.figures.size() / block_minutes;
    for (const coded_residual& code : class_codes(classes.first(blocks))) ++class_counts[code.symbol];
    for (const coded_residual& code : job.levels) ++level_counts[code.symbol];
    classes = classes.subspan(blocks);
  });
  head.class_table = shared_table::of(class_counts);
  head.level_table = shared_table::of(level_counts);
  const stream_writer writer(head);
  classes = classified.class_of;
  for_jobs(drafts, [&](draft& one, modelled_job& job) {
    const std::size_t blocks = job.figures.size() / block_minutes;
    const auto bytes = writer.write(job, classes.first(blocks));
    one.head.add_length(bytes.size());
    one.bytes.insert(one.bytes.end(), bytes.begin(), bytes.end());
    classes = classes.subspan(blocks);
  });
}

std::vector<std::byte> put_together(std::vector<draft>& drafts, chunk_head& head) {
  std::vector<std::byte> data;
  for (std::size_t first = 0; first < drafts.size(); first += checked_slots) {
    const std::size_t start = data.size();
    for (std::size_t i = first; i < std::min(first + checked_slots, drafts.size()); ++i) {
      data.insert(data.end(), drafts[i].bytes.begin(), drafts[i].bytes.end());
    }
    head.checks.push_back(checksum(std::span(data).subspan(start)));
  }
  for (const draft& one : drafts) head.series.push_back(one.head);
  auto chunk = write_chunk_head(head);
  chunk.insert(chunk.end(), data.begin(), data.end());
  return chunk;
}

}  // namespace

std::vector<std::byte> encode_chunk(column_matrix& matrix) {
  std::vector<draft> drafts;
  chunk_head head;
  head.first_hour = static_cast<int>(hour_of(matrix.range().first).index -
                                     floor_div(matrix.range().first.index, minutes_per_day) * 24);
  head.hours = static_cast<int>(matrix.range().minutes() / block_minutes);
  std::map<std::string, std::uint32_t> mask_numbers;
  bool any = false;
  for (std::size_t slot = 0; slot < matrix.slots(); ++slot) {
    drafts.push_back(draft_series(matrix.row(slot)));
    if (drafts.back().head.kind == series_kind::absent) continue;
    any = true;
    drafts.back().head.mask = mask_number(matrix.row(slot), mask_numbers, head.masks);
  }
  if (!any) return {};
  write_streams(drafts, head);
  return put_together(drafts, head);
}

}  // namespace headroom::store
