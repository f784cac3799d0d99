#include "headroom/store/protobuf_fields.h"

#include <cstring>

#include "headroom/store/little_endian.h"

namespace headroom::store {
namespace {

enum wire : std::uint64_t { integer = 0, eight_bytes = 1, length_and_bytes = 2, four_bytes = 5 };

void append_key(std::string& to, std::uint32_t field, wire type) { append_varint(to, (field << 3) | type); }

}  // namespace

void append_varint(std::string& to, std::uint64_t value) {
  for (; value >= 0x80; value >>= 7) to.push_back(static_cast<char>((value & 0x7f) | 0x80));
  to.push_back(static_cast<char>(value));
}

void append_integer(std::string& to, std::uint32_t field, std::uint64_t value) {
  append_key(to, field, wire::integer);
  append_varint(to, value);
}

void append_bytes(std::string& to, std::uint32_t field, std::string_view bytes) {
  append_key(to, field, wire::length_and_bytes);
  append_varint(to, bytes.size());
  to.append(bytes);
}

std::optional<std::uint64_t> take_varint(std::string_view& from) {
  constexpr int bits_max = 63;
  std::uint64_t value = 0;
  for (int shift = 0; shift <= bits_max && !from.empty(); shift += 7) {
    const auto byte = static_cast<unsigned char>(from.front());
    from.remove_prefix(1);
    value |= std::uint64_t{byte & 0x7fU} << shift;
    if (byte < 0x80) return value;
  }
  return std::nullopt;
}

std::optional<protobuf_field> protobuf_reader::stop() {
  good_ = false;
  left_ = {};
  return std::nullopt;
}

std::optional<protobuf_field> protobuf_reader::next() {
  while (!left_.empty()) {
    const auto key = take_varint(left_);
    if (!key) return stop();
    protobuf_field field{.number = *key >> 3};
    switch (*key & 7) {
      case wire::integer: {
        const auto value = take_varint(left_);
        if (!value) return stop();
        field.integer = *value;
        return field;
      }
      case wire::eight_bytes: {
        if (left_.size() < 8) return stop();
        std::byte bytes[8];
        std::memcpy(bytes, left_.data(), sizeof bytes);
        field.integer = load_le<std::uint64_t>(bytes);
        left_.remove_prefix(8);
        return field;
      }
      case wire::length_and_bytes: {
        const auto length = take_varint(left_);
        if (!length || *length > left_.size()) return stop();
        field.bytes = left_.substr(0, *length);
        left_.remove_prefix(*length);
        return field;
      }
      case wire::four_bytes:
        if (left_.size() < 4) return stop();
        left_.remove_prefix(4);
        break;
      default:
        return stop();
    }
  }
  return std::nullopt;
}

}  // namespace headroom::store
