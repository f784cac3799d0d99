#include "headroom/store/checksum.h"

#include <array>
#include <bit>

#include "headroom/store/little_endian.h"

namespace headroom::store {
namespace {

constexpr std::uint64_t prime1 = 0x9E3779B185EBCA87;
constexpr std::uint64_t prime2 = 0xC2B2AE3D27D4EB4F;
constexpr std::uint64_t prime3 = 0x165667B19E3779F9;
constexpr std::uint64_t prime4 = 0x85EBCA77C2B2AE63;
constexpr std::uint64_t prime5 = 0x27D4EB2F165667C5;

std::uint64_t round(std::uint64_t lane, std::uint64_t word) { return std::rotl(lane + word * prime2, 31) * prime1; }

std::uint64_t merge(std::uint64_t hash, std::uint64_t lane) { return (hash ^ round(0, lane)) * prime1 + prime4; }

// Consumes whole stripes of 32 bytes from the front of `bytes`.
std::uint64_t stripes(std::span<const std::byte>& bytes) {
  std::array<std::uint64_t, 4> lanes{prime1 + prime2, prime2, 0, 0 - prime1};
  while (bytes.size() >= 32) {
    for (std::size_t i = 0; i < 4; ++i) lanes[i] = round(lanes[i], load_le<std::uint64_t>(bytes.data() + 8 * i));
    bytes = bytes.subspan(32);
  }
  std::uint64_t hash =
      std::rotl(lanes[0], 1) + std::rotl(lanes[1], 7) + std::rotl(lanes[2], 12) + std::rotl(lanes[3], 18);
  for (const std::uint64_t lane : lanes) hash = merge(hash, lane);
  return hash;
}

std::uint64_t avalanche(std::uint64_t hash) {
  hash = (hash ^ (hash >> 33)) * prime2;
  hash = (hash ^ (hash >> 29)) * prime3;
  return hash ^ (hash >> 32);
}

}  // namespace

std::uint64_t xxh64(std::span<const std::byte> bytes) {
  const std::uint64_t length = bytes.size();
  std::uint64_t hash = (length >= 32 ? stripes(bytes) : prime5) + length;
  while (bytes.size() >= 8) {
    hash = std::rotl(hash ^ round(0, load_le<std::uint64_t>(bytes.data())), 27) * prime1 + prime4;
    bytes = bytes.subspan(8);
  }
  if (bytes.size() >= 4) {
    hash = std::rotl(hash ^ (load_le<std::uint32_t>(bytes.data()) * prime1), 23) * prime2 + prime3;
    bytes = bytes.subspan(4);
  }
  for (const std::byte one : bytes)
    hash = std::rotl(hash ^ (std::to_integer<std::uint64_t>(one) * prime5), 11) * prime1;
  return avalanche(hash);
}

}  // namespace headroom::store
