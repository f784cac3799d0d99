#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace temporal {

// Bytes as a value of its own: an argument or result of this type travels as they are (binary/plain).
using bytes = std::vector<std::byte>;

// The unit in which Temporal stores every argument, result and detail: data with metadata that says how to read it.
struct payload {
  std::map<std::string, std::string, std::less<>> metadata;
  std::string data;

  // metadata["encoding"], empty when there is none.
  [[nodiscard]] std::string_view encoding() const;

  friend bool operator==(const payload&, const payload&) = default;
};

using payload_list = std::vector<payload>;
using payload_map = std::map<std::string, payload, std::less<>>;  // headers, memo: in the order of the keys

// The encodings that every official SDK reads and writes.
namespace encodings {
inline constexpr std::string_view null = "binary/null";
inline constexpr std::string_view binary = "binary/plain";
inline constexpr std::string_view json = "json/plain";
inline constexpr std::string_view protobuf_json = "json/protobuf";
inline constexpr std::string_view protobuf_binary = "binary/protobuf";
}  // namespace encodings

[[nodiscard]] payload make_payload(std::string_view encoding, std::string data);

// True for binary/null and for the JSON text null: what an optional takes for "no value".
[[nodiscard]] bool is_null(const payload& p);

}  // namespace temporal
