#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <vector>

#include "headroom/base/rng.h"
#include "headroom/store/chunk_decoder.h"
#include "headroom/store/chunk_encoder.h"

// The bytes of streams under the tables of a real chunk: whatever they are, decoding ends, within the bytes and their
// padding, with possible figures or with the word that they are impossible.

namespace {

using namespace headroom::store;

const chunk_head& real_head() {
  static const chunk_head head = [] {
    column_matrix matrix(0, 64, {{29'459'520}, {29'459'520 + 1440}});
    headroom::rng random(1);
    for (std::size_t slot = 0; slot < matrix.slots(); ++slot) {
      double level = 1;
      for (double& value : matrix.row(slot)) {
        if (random.below(40) == 0) level = static_cast<double>(random.below(1 << (1 + random.below(20))));
        value = slot % 3 == 0 && random.below(2) == 0
                    ? 0
                    : static_cast<double>(random.below(1 + static_cast<std::uint64_t>(level)));
      }
    }
    static const auto chunk = encode_chunk(matrix);
    memory_source source(chunk);
    return *read_chunk_head(source);
  }();
  return head;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2 || size > (1 << 14)) return 0;
  const auto kind = static_cast<predictor>(data[0] % 4);
  const int shift = data[1] % 16;
  std::vector<std::byte> padded(size - 2 + stream_padding);
  for (std::size_t i = 2; i < size; ++i) padded[i - 2] = static_cast<std::byte>(data[i]);
  constexpr std::size_t jobs_count = 5;
  std::vector<std::int64_t> figures(jobs_count * 360);
  std::vector<stream_job> jobs;
  const std::size_t length = (size - 2) / jobs_count;
  for (std::size_t i = 0; i < jobs_count; ++i) {
    jobs.push_back({.bytes = std::span(padded).subspan(i * length, length),
                    .model = {kind, shift},
                    .figures = std::span(figures).subspan(i * 360, 360)});
  }
  stream_decoder decoder(real_head());
  decoder.decode(jobs);
  for (const stream_job& job : jobs) {
    if (!job.good) continue;
    for (const std::int64_t figure : job.figures) {
      if (figure < 0 || figure >= integer_max) std::abort();
    }
  }
  return 0;
}
