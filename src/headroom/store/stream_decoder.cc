#include "headroom/store/stream_decoder.h"

#include <algorithm>

#include "headroom/store/many_targets.h"

namespace headroom::store {
namespace {

constexpr std::size_t lanes = 4;

struct lane {
  rans_decoder decoder;
  const decode_table* after_busy;
  const decode_table* after_zero;  // the same for a class that has one table
  const decode_table* now;
  std::int64_t* out;  // a block of figures

  HEADROOM_PIECE void step(std::size_t i) {
    const std::uint32_t symbol = decoder.next(*now, out[i]);
    now = symbol == zero_symbol ? after_zero : after_busy;
  }
};

// A block of each lane. Copies on the stack, so that the states stay in registers.
HEADROOM_MANY_TARGETS void decode_blocks(lane* all) {
  lane a = all[0];
  lane b = all[1];
  lane c = all[2];
  lane d = all[3];
  for (std::size_t i = 0; i < block_minutes; ++i) {
    a.step(i);
    b.step(i);
    c.step(i);
    d.step(i);
  }
  all[0] = a;
  all[1] = b;
  all[2] = c;
  all[3] = d;
}

// The same where no lane looks at what the last minute was, nor for extra bits that come in two parts.
HEADROOM_MANY_TARGETS void decode_quick_blocks(lane* all) {
  rans_decoder a = all[0].decoder;
  rans_decoder b = all[1].decoder;
  rans_decoder c = all[2].decoder;
  rans_decoder d = all[3].decoder;
  const decode_table& table_a = *all[0].after_busy;
  const decode_table& table_b = *all[1].after_busy;
  const decode_table& table_c = *all[2].after_busy;
  const decode_table& table_d = *all[3].after_busy;
  std::int64_t* out_a = all[0].out;
  std::int64_t* out_b = all[1].out;
  std::int64_t* out_c = all[2].out;
  std::int64_t* out_d = all[3].out;
  for (std::size_t i = 0; i < block_minutes; ++i) {
    out_a[i] = a.next_small(table_a);
    out_b[i] = b.next_small(table_b);
    out_c[i] = c.next_small(table_c);
    out_d[i] = d.next_small(table_d);
  }
  all[0].decoder = a;
  all[1].decoder = b;
  all[2].decoder = c;
  all[3].decoder = d;
}

HEADROOM_MANY_TARGETS void decode_block(lane& one) {
  lane a = one;
  for (std::size_t i = 0; i < block_minutes; ++i) a.step(i);
  one = a;
}

bool has_many_extra_bits(const frequency_table& table) {
  for (std::size_t symbol = 0; symbol < symbol_count; ++symbol) {
    if (table.frequency[symbol] > 0 && alphabet::values.extra[symbol] > extra_bits_at_once) return true;
  }
  return false;
}

}  // namespace

stream_decoder::stream_decoder(const chunk_head& head) : head_(head), tables_(head.tables.size()) {
  side_tables_ = std::make_unique<table_pair>();
  if (head.class_table.any()) fill_decode_table(head.class_table.drawn(), (*side_tables_)[0]);
  if (head.level_table.any()) fill_decode_table(head.level_table.drawn(), (*side_tables_)[1]);
}

// Null when the class has no table at all, which only damaged bytes ask for.
const stream_decoder::class_tables* stream_decoder::tables_of(std::uint8_t chosen) {
  const std::size_t number = chosen - first_table_class;
  class_tables& tables = tables_[number];
  if (tables.both) return &tables;
  const block_class& from = head_.tables[number];
  const bool busy = from.after_busy.any();
  const bool zero = from.after_zero.any();
  if (!busy && !zero) return nullptr;
  tables.both = std::make_unique_for_overwrite<table_pair>();
  // A class may have one table for all its minutes.
  const frequency_table after_busy = (busy ? from.after_busy : from.after_zero).drawn();
  fill_decode_table(after_busy, tables.both->front());
  tables.quick = !(busy && zero) && !has_many_extra_bits(after_busy);
  if (!tables.quick) fill_decode_table((zero ? from.after_zero : from.after_busy).drawn(), tables.both->back());
  return &tables;
}

bool stream_decoder::read_classes(stream_job& job) {
  if (!head_.class_table.any()) return false;
  const decode_table& codes = side_tables_->front();
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
  if (!head_.level_table.any()) return false;
  const decode_table& codes = side_tables_->back();
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

// The next job of a lane, whose block's tables are known; null when there is none any more.
stream_job* stream_decoder::next_job(stream_job* job, std::span<stream_job>& waiting) {
  for (;;) {
    if (job != nullptr && skip_plain_blocks(*job)) {
      if (tables_of(job->classes[job->block]) != nullptr) return job;
      job->good = false;
    }
    if (job != nullptr) finish(*job);
    if (waiting.empty()) return nullptr;
    job = &waiting.front();
    waiting = waiting.subspan(1);
    start(*job);
  }
}

void stream_decoder::decode(std::span<stream_job> jobs) {
  std::array<stream_job*, lanes> busy{};
  std::array<lane, lanes> work{};
  for (;;) {
    std::size_t count = 0;
    bool quick = true;
    for (stream_job*& job : busy) {
      job = next_job(job, jobs);
      if (job == nullptr) continue;
      const class_tables& tables = *tables_of(job->classes[job->block]);
      quick = quick && tables.quick;
      const decode_table* busy_table = &tables.both->front();
      const decode_table* zero_table = tables.quick ? busy_table : &tables.both->back();
      work[count++] = {job->decoder, busy_table, zero_table, job->after_zero ? zero_table : busy_table,
                       job->figures.data() + job->block * block_minutes};
    }
    if (count == 0) return;
    if (count == lanes && quick) {
      decode_quick_blocks(work.data());
    } else if (count == lanes) {
      decode_blocks(work.data());
    } else {
      for (std::size_t i = 0; i < count; ++i) decode_block(work[i]);
    }
    std::size_t used = 0;
    for (stream_job* job : busy) {
      if (job == nullptr) continue;
      job->decoder = work[used++].decoder;
      job->after_zero = job->figures[job->block * block_minutes + block_minutes - 1] == zero_mark;
      ++job->block;
    }
  }
}

}  // namespace headroom::store
