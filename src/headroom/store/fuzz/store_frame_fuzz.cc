#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <vector>

#include "headroom/store/checksum.h"
#include "headroom/store/frame_codec.h"
#include "headroom/store/little_endian.h"
#include "headroom/store/value_block.h"

// A stored scrape from a damaged file, its table's checksum mended, and its bytes as one block of figures.

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace headroom::store;
  if (size > (1 << 16)) return 0;
  const auto* start = reinterpret_cast<const std::byte*>(data);
  std::vector<std::byte> body(start, start + size);
  std::array<double, block_values> block{};
  for (const std::size_t count : {1, 7, 128}) static_cast<void>(read_block(body, std::span(block).first(count)));
  if (body.size() >= 8) {
    const std::size_t table = std::to_integer<std::size_t>(body[2]) * 28;
    if (table <= body.size() - 8) store_le(body.data() + 4, checksum(std::span(body).subspan(8, table)));
  }
  memory_source source(body);
  const auto columns = read_frame_table(source);
  if (!columns) return 0;
  std::vector<double> values(300);
  for (const frame_column& column : *columns) {
    for (const namespace_slot first : {0u, 100u, 5000u})
      static_cast<void>(read_frame_values(source, column, first, values));
  }
  return 0;
}
