#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "headroom/store/remote_read.h"
#include "headroom/store/snappy_block.h"

// A remote read's answer that may be anything: it unpacks to no more than was allowed, and its samples are in order.

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace headroom::store;
  constexpr std::size_t bytes_max = 1 << 16;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto message = snappy_unpack(bytes, bytes_max);
  if (message && message->size() > bytes_max) std::abort();
  const auto series = read_remote_answer(message ? std::string_view(*message) : bytes);
  if (!series) return 0;
  for (const remote_series& one : *series) {
    for (std::size_t i = 1; i < one.samples.size(); ++i) {
      if (one.samples[i].first <= one.samples[i - 1].first) std::abort();
    }
    static_cast<void>(minutes_of(one, {{0}, {100}}));
  }
  return 0;
}
