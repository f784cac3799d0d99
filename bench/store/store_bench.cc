// Measures the history: size beside the entropy bound, decoding speed. `store_bench codec`.
#include <algorithm>
#include <chrono>
#include <fmt/format.h>
#include <string>

#include "headroom/store/chunk_decoder.h"
#include "headroom/store/chunk_encoder.h"
#include "headroom/store/value_unit.h"
#include "load_classes.h"

namespace headroom::bench {
namespace {

using clock = std::chrono::steady_clock;
double seconds_since(clock::time_point start) { return std::chrono::duration<double>(clock::now() - start).count(); }

void codec() {
  fmt::print("{:14} {:>10} {:>10} {:>7} {:>12} {:>12}\n", "class", "bound B", "stored B", "ratio", "decode M/s", "encode M/s");
  const store::minute_range day{{29'459'520}, {29'459'520 + minutes}};
  double all_samples = 0;
  double all_seconds = 0;
  for (const auto& load : load_classes()) {
    rng random(7);
    store::column_matrix matrix(0, store::chunk_slots, day);
    std::vector<std::int64_t> events(minutes);
    double bits = 0;
    for (std::size_t slot = 0; slot < matrix.slots(); ++slot) {
      bits += load->draw(random, events);
      for (std::size_t m = 0; m < events.size(); ++m) {
        matrix.row(slot)[m] = store::value_of(events[m], store::value_unit::per_minute);
      }
    }
    auto start = clock::now();
    const auto chunk = store::encode_chunk(matrix);
    const double encode_s = seconds_since(start);
    const double samples = static_cast<double>(matrix.slots()) * minutes;
    std::vector<std::span<double>> rows;
    for (std::size_t slot = 0; slot < matrix.slots(); ++slot) rows.push_back(matrix.row(slot));
    double best = 1e9;
    for (int round = 0; round < 15; ++round) {
      start = clock::now();
      store::memory_source source(chunk);
      auto decoder = store::chunk_decoder::open(source);
      if (!decoder || !decoder->read(0, rows, matrix.damage)) std::abort();
      best = std::min(best, seconds_since(start));
    }
    all_samples += samples;
    all_seconds += best;
    const double bound = bits / 8 / samples;
    const double stored = static_cast<double>(chunk.size()) / samples;
    fmt::print("{:14} {:10.5f} {:10.5f} {:7.3f} {:12.0f} {:12.1f}\n", load->name(), bound, stored, stored / bound,
               samples / best / 1e6, samples / encode_s / 1e6);
  }
  fmt::print("all five: {:.0f} M samples/s decoded on one core\n", all_samples / all_seconds / 1e6);
}

}  // namespace
}  // namespace headroom::bench

int main(int argc, char** argv) {
  const std::string what = argc > 1 ? argv[1] : "codec";
  if (what == "codec") headroom::bench::codec();
  return 0;
}
