#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <vector>

#include "headroom/store/checksum.h"
#include "headroom/store/ledger.h"
#include "headroom/store/little_endian.h"

// How a day's minutes came, with its checksum mended: what is read can be written and read again.

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace headroom::store;
  const auto* start = reinterpret_cast<const std::byte*>(data);
  std::vector<std::byte> bytes(start, start + size);
  constexpr std::int64_t day = 20'458;
  if (bytes.size() >= 4) {
    store_le(bytes.data(), checksum(std::span(bytes).subspan(4)) ^ static_cast<std::uint32_t>(day));
  }
  const auto notes = decode_notes(day, bytes);
  if (!notes) return 0;
  const auto again = decode_notes(day, encode_notes(day, *notes));
  if (!again || *again != *notes) std::abort();
  return 0;
}
