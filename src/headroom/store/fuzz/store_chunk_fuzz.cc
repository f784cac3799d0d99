#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

#include "headroom/store/checksum.h"
#include "headroom/store/chunk_decoder.h"
#include "headroom/store/little_endian.h"

// A column chunk from a damaged file: no crash, no read outside, no figure that cannot be. The head's checksum is
// mended, since damage that it catches is not looked at any further.

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace headroom::store;
  if (size > (1 << 16)) return 0;
  const auto* start = reinterpret_cast<const std::byte*>(data);
  std::vector<std::byte> chunk(start, start + size);
  if (chunk.size() >= 16) {
    const std::size_t bits = load_le<std::uint32_t>(chunk.data() + 8);
    const auto all = std::span(chunk);
    if (bits <= chunk.size() - 16) {
      store_le(chunk.data() + 12, checksum(all.first(12)) ^ checksum(all.subspan(16, bits)));
    }
  }
  memory_source source(chunk);
  auto decoder = chunk_decoder::open(source);
  if (!decoder) return 0;
  std::vector<std::vector<double>> rows(20, std::vector<double>(decoder->head().minutes()));
  std::vector<std::span<double>> spans(rows.begin(), rows.end());
  std::vector<std::string> damage;
  if (!decoder->read(0, spans, damage)) return 0;
  return 0;
}
