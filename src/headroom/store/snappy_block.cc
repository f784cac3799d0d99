#include "headroom/store/snappy_block.h"

#include <algorithm>
#include <cstdint>
#include <fmt/format.h>
#include <optional>

#include "headroom/store/protobuf_fields.h"

namespace headroom::store {
namespace {

std::unexpected<error> damaged(const char* what) {
  return fail(error_code::data_loss, fmt::format("saw bytes that are no Snappy block: {}", what));
}

class unpacker {
 public:
  unpacker(std::string_view packed, std::size_t length) : left_(packed), length_(length) { out_.reserve(length); }

  result<std::string> run() {
    while (!left_.empty()) {
      const auto tag = static_cast<unsigned char>(left_.front());
      left_.remove_prefix(1);
      const char* wrong = (tag & 3) == 0 ? literal(tag) : copy(tag);
      if (wrong != nullptr) return damaged(wrong);
    }
    if (out_.size() != length_) return damaged("it is shorter than it says");
    return std::move(out_);
  }

 private:
  // A number of up to four bytes, the lowest first.
  std::optional<std::size_t> number(std::size_t bytes) {
    if (left_.size() < bytes) return std::nullopt;
    std::size_t value = 0;
    for (std::size_t i = 0; i < bytes; ++i) value |= std::size_t{static_cast<unsigned char>(left_[i])} << (8 * i);
    left_.remove_prefix(bytes);
    return value;
  }

  const char* literal(unsigned tag) {
    constexpr std::size_t short_max = 60;
    std::size_t length = tag >> 2;
    if (length >= short_max) {
      const auto long_length = number(length - short_max + 1);
      if (!long_length) return "it ends within a length";
      length = *long_length;
    }
    ++length;
    if (length > left_.size()) return "it ends within a literal";
    if (length > length_ - out_.size()) return "it is longer than it says";
    out_.append(left_.substr(0, length));
    left_.remove_prefix(length);
    return nullptr;
  }

  const char* copy(unsigned tag) {
    const bool near = (tag & 3) == 1;
    const std::size_t length = near ? 4 + ((tag >> 2) & 7) : 1 + (tag >> 2);
    const auto low = number(near ? 1 : (tag & 3) == 2 ? 2 : 4);
    if (!low) return "it ends within a copy";
    const std::size_t offset = near ? (std::size_t{tag >> 5} << 8) | *low : *low;
    if (offset == 0 || offset > out_.size()) return "it copies from before its beginning";
    if (length > length_ - out_.size()) return "it is longer than it says";
    // What is copied may be what the copy itself has written.
    for (std::size_t i = 0; i < length; ++i) out_.push_back(out_[out_.size() - offset]);
    return nullptr;
  }

  std::string_view left_;
  std::size_t length_;
  std::string out_;
};

}  // namespace

std::string snappy_literals(std::string_view bytes) {
  constexpr std::size_t literal_max = 60;
  std::string packed;
  append_varint(packed, bytes.size());
  for (std::size_t at = 0; at < bytes.size(); at += literal_max) {
    const std::string_view piece = bytes.substr(at, literal_max);
    packed.push_back(static_cast<char>((piece.size() - 1) << 2));
    packed.append(piece);
  }
  return packed;
}

result<std::string> snappy_unpack(std::string_view packed, std::size_t bytes_max) {
  const auto length = take_varint(packed);
  if (!length) return damaged("it has no length");
  if (*length > bytes_max) {
    return fail(error_code::out_of_range,
                fmt::format("saw {} bytes to unpack, expected {} at most; ask for less at once", *length, bytes_max));
  }
  return unpacker(packed, *length).run();
}

}  // namespace headroom::store
