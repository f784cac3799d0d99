#include "headroom/store/stream_decoder.h"

#include <algorithm>

#include "headroom/store/many_targets.h"

namespace headroom::store {
namespace {

constexpr std::size_t lanes = 4;

struct lane {
  rans_decoder decoder;
  const std::uint32_t* tables;
  std::size_t after_zero;  // 0, or the place of the second table

  HEADROOM_PIECE std::int64_t step() {
    std::int64_t difference = 0;
    const std::uint32_t symbol = decoder.next(tables + after_zero, difference);
    after_zero = static_cast<std::size_t>(symbol == zero_symbol) << frequency_bits;
    return difference;
  }
};

using block_figures = std::int64_t[block_minutes];

// A block of each lane. Copies on the stack, so that the states stay in registers.
HEADROOM_MANY_TARGETS void decode_blocks(lane* all, block_figures* out) {
  lane a = all[0];
  lane b = all[1];
  lane c = all[2];
  lane d = all[3];
  for (std::size_t i = 0; i < block_minutes; ++i) {
    out[0][i] = a.step();
    out[1][i] = b.step();
    out[2][i] = c.step();
    out[3][i] = d.step();
  }
  all[0] = a;
  all[1] = b;
  all[2] = c;
  all[3] = d;
}

HEADROOM_MANY_TARGETS void decode_block(lane& one, std::int64_t* out) {
  lane a = one;
  for (std::size_t i = 0; i < block_minutes; ++i) out[i] = a.step();
  one = a;
}

bool any_frequency(const frequency_table& table) {
  return std::ranges::any_of(table.frequency, [](std::uint16_t many) { return many > 0; });
}

}  // namespace

stream_decoder::stream_decoder(const chunk_head& head) : head_(head), tables_(head.tables.size()) {
  side_tables_ = std::make_unique<table_pair>();
  if (any_frequency(head.class_table)) fill_decode_table(head.class_table, (*side_tables_)[0]);
  if (any_frequency(head.level_table)) fill_decode_table(head.level_table, (*side_tables_)[1]);
}

// Null when the class has no table at all, which only damaged bytes ask for.
const stream_decoder::table_pair* stream_decoder::tables_of(std::uint8_t chosen) {
  const std::size_t number = chosen - first_table_class;
  if (!tables_[number]) {
    const block_class& from = head_.tables[number];
    const bool busy = any_frequency(from.after_busy);
    const bool zero = any_frequency(from.after_zero);
    if (!busy && !zero) return nullptr;
    tables_[number] = std::make_unique_for_overwrite<table_pair>();
    // A table that no minute needed was not written; damaged bytes may ask for it all the same.
    fill_decode_table(busy ? from.after_busy : from.after_zero, (*tables_[number])[0]);
    fill_decode_table(zero ? from.after_zero : from.after_busy, (*tables_[number])[1]);
  }
  return tables_[number].get();
}

bool stream_decoder::read_classes(stream_job& job) {
  if (!any_frequency(head_.class_table)) return false;
  const std::uint32_t* codes = (*side_tables_)[0].data();
  std::uint32_t before = 0;
  for (std::size_t i = 0; i < job.figures.size() / block_minutes; ++i) {
    std::int64_t unused = 0;
    const std::uint32_t symbol = job.decoder.next(codes, unused);
    if (symbol > 0) before = symbol - 1;
    if (before >= first_table_class + head_.tables.size()) return false;
    job.classes[i] = static_cast<std::uint8_t>(before);
  }
  return true;
}

bool stream_decoder::read_levels(stream_job& job) {
  const std::size_t steps = job.figures.size() / block_minutes - 1;
  if (job.model.kind != predictor::curve || steps == 0) return true;
  if (!any_frequency(head_.level_table)) return false;
  const std::uint32_t* codes = (*side_tables_)[1].data();
  for (std::size_t i = 0; i < steps; ++i) {
    if (job.decoder.next(codes, job.level_steps[i]) == zero_symbol) return false;
  }
  return true;
}

void stream_decoder::start(stream_job& job) {
  job.good = job.bytes.size() >= 4 + job.bytes.size() % 4;
  if (!job.good) return;
  job.decoder.start(job.bytes);
  job.good = read_classes(job) && read_levels(job);
}

// Goes to the next block that has a table; false when there is none, or the stream has run over its end.
bool stream_decoder::skip_plain_blocks(stream_job& job) {
  if (!job.good || job.decoder.at > job.bytes.data() + job.bytes.size()) {
    job.good = false;
    return false;
  }
  for (; job.block < job.figures.size() / block_minutes; ++job.block) {
    const std::uint8_t chosen = job.classes[job.block];
    if (chosen >= first_table_class) return true;
    job.after_zero = chosen == all_zero_class;
    std::ranges::fill(job.figures.subspan(job.block * block_minutes, block_minutes), job.after_zero ? zero_mark : 0);
  }
  return false;
}

void stream_decoder::finish(stream_job& job) {
  std::uint32_t carried = 0;
  job.good = job.good && job.decoder.finished(job.bytes.data() + job.bytes.size(), carried);
  const auto steps = std::span(job.level_steps).first(job.figures.size() / block_minutes - 1);
  job.good = job.good && undo_model(job.model, carried, steps, job.figures);
}

void stream_decoder::decode(std::span<stream_job> jobs) {
  std::array<stream_job*, lanes> busy{};
  std::array<lane, lanes> work{};
  block_figures decoded[lanes];
  auto next = jobs.begin();
  for (;;) {
    std::size_t count = 0;
    for (stream_job*& job : busy) {
      while (job == nullptr || !skip_plain_blocks(*job)) {
        if (job != nullptr) finish(*job);
        job = nullptr;
        if (next == jobs.end()) break;
        job = &*next++;
        start(*job);
      }
      if (job == nullptr) continue;
      const table_pair* tables = tables_of(job->classes[job->block]);
      if (tables == nullptr) {
        job->good = false;
        continue;
      }
      work[count++] = {job->decoder, tables->front().data(),
                       static_cast<std::size_t>(job->after_zero) << frequency_bits};
    }
    if (count == 0) {
      if (next == jobs.end() && std::ranges::all_of(busy, [](const stream_job* job) { return job == nullptr; })) return;
      continue;
    }
    if (count == lanes) {
      decode_blocks(work.data(), decoded);
    } else {
      for (std::size_t i = 0; i < count; ++i) decode_block(work[i], decoded[i]);
    }
    std::size_t used = 0;
    for (stream_job* job : busy) {
      if (job == nullptr || !job->good) continue;
      std::copy_n(decoded[used], block_minutes, job->figures.data() + job->block * block_minutes);
      const lane& done = work[used++];
      job->decoder = done.decoder;
      job->after_zero = done.after_zero != 0;
      ++job->block;
    }
  }
}

}  // namespace headroom::store
