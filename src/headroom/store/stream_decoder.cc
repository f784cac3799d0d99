#include "headroom/store/stream_decoder.h"

#include <algorithm>

#include "headroom/store/many_targets.h"

namespace headroom::store {
namespace {

constexpr std::size_t lanes = 4;

struct lane {
  rans_decoder decoder;
  const std::uint32_t* after_any;
  const std::uint32_t* after_zero;
  const std::uint32_t* table;
  std::int64_t* out;

  HEADROOM_PIECE void step() {
    const std::uint32_t symbol = decoder.next(table, *out++);
    table = __builtin_unpredictable(symbol == zero_symbol) ? after_zero : after_any;
  }
};

// A block of each lane. Copies on the stack, so that the states stay in registers.
HEADROOM_MANY_TARGETS void decode_blocks(lane* all) {
  lane a = all[0];
  lane b = all[1];
  lane c = all[2];
  lane d = all[3];
  for (std::size_t i = 0; i < block_minutes; ++i) {
    a.step();
    b.step();
    c.step();
    d.step();
  }
  all[0] = a;
  all[1] = b;
  all[2] = c;
  all[3] = d;
}

HEADROOM_MANY_TARGETS void decode_block(lane& one) {
  lane a = one;
  for (std::size_t i = 0; i < block_minutes; ++i) a.step();
  one = a;
}

bool any_frequency(const frequency_table& table) {
  return std::ranges::any_of(table.frequency, [](std::uint16_t many) { return many > 0; });
}

}  // namespace

stream_decoder::stream_decoder(const chunk_head& head) : head_(head), tables_(2 * head.tables.size() + 2) {}

const std::uint32_t* stream_decoder::table(std::size_t number, const frequency_table& from) {
  if (!tables_[number]) {
    if (!any_frequency(from)) return nullptr;
    tables_[number] = std::make_unique_for_overwrite<decode_table>();
    fill_decode_table(from, *tables_[number]);
  }
  return tables_[number]->data();
}

stream_decoder::table_pair stream_decoder::tables_of(std::uint8_t chosen) {
  const std::size_t number = chosen - first_table_class;
  const block_class& from = head_.tables[number];
  table_pair pair{table(2 + 2 * number, from.after_busy), table(3 + 2 * number, from.after_zero)};
  // A table that no minute needed was not written; damaged bytes may ask for it all the same.
  if (pair[0] == nullptr) pair[0] = pair[1];
  if (pair[1] == nullptr) pair[1] = pair[0];
  return pair;
}

bool stream_decoder::read_classes(stream_job& job) {
  const std::uint32_t* codes = table(0, head_.class_table);
  if (codes == nullptr) return false;
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
  const std::uint32_t* codes = table(1, head_.level_table);
  if (codes == nullptr) return false;
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
      const auto tables = tables_of(job->classes[job->block]);
      if (tables[0] == nullptr) {
        job->good = false;
        continue;
      }
      work[count++] = {job->decoder, tables[0], tables[1], tables[job->after_zero],
                       job->figures.data() + job->block * block_minutes};
    }
    if (count == 0) {
      if (next == jobs.end() && std::ranges::all_of(busy, [](const stream_job* job) { return job == nullptr; })) return;
      continue;
    }
    if (count == lanes) {
      decode_blocks(work.data());
    } else {
      for (std::size_t i = 0; i < count; ++i) decode_block(work[i]);
    }
    std::size_t used = 0;
    for (stream_job* job : busy) {
      if (job == nullptr || !job->good) continue;
      const lane& done = work[used++];
      job->decoder = done.decoder;
      job->after_zero = done.out[-1] == zero_mark;
      ++job->block;
    }
  }
}

}  // namespace headroom::store
