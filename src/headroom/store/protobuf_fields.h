#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace headroom::store {

// Protocol buffers' wire format, as far as remote reads need it ("Encoding", protobuf.dev): a message is fields, each
// with a number and either an integer, eight bytes, or bytes.

void append_varint(std::string& to, std::uint64_t value);
void append_integer(std::string& to, std::uint32_t field, std::uint64_t value);
void append_bytes(std::string& to, std::uint32_t field, std::string_view bytes);

// The number that `from` begins with, which it is then without.
[[nodiscard]] std::optional<std::uint64_t> take_varint(std::string_view& from);

struct protobuf_field {
  std::uint64_t number = 0;
  std::uint64_t integer = 0;  // of integers and of eight bytes
  std::string_view bytes;     // of the rest
};

// Goes through a message field by field; those of four bytes are passed over.
class protobuf_reader {
 public:
  explicit protobuf_reader(std::string_view message) : left_(message) {}

  // Empty at the end, and when the message is not one.
  [[nodiscard]] std::optional<protobuf_field> next();
  [[nodiscard]] bool good() const { return good_; }

 private:
  std::optional<protobuf_field> stop();

  std::string_view left_;
  bool good_ = true;
};

}  // namespace headroom::store
