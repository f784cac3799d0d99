#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "headroom/base/secret.h"

namespace headroom::http {

enum class method : std::uint8_t { get, post };

std::string_view to_string(method verb);  // "GET", "POST"

struct header {
  std::string name;
  std::string value;
};

// How long each phase of one attempt may take. All of them together end an attempt in bounded time, whatever the other
// side does: `total` also catches a body that drips in one byte at a time.
struct phase_timeouts {
  std::chrono::milliseconds connect{10'000};     // name, TCP, TLS and proxy
  std::chrono::milliseconds first_byte{20'000};  // from the request being sent to the first byte of the answer
  std::chrono::milliseconds stall{15'000};       // between two bytes of the answer
  std::chrono::milliseconds total{45'000};
};

// How large an answer may be. The body is counted as it streams in, both as sent and as unpacked, so that neither a
// gigabyte nor a gzip bomb is ever held in memory.
struct size_limits {
  std::size_t body_bytes_max = std::size_t{64} << 20;
  std::size_t headers_bytes_max = std::size_t{64} << 10;
  std::size_t headers_max = 200;
};

enum class body_coding : std::uint8_t {
  unpacked,  // gzip, deflate, br, zstd
  as_sent,   // for an API with a coding of its own, as Prometheus' Snappy
};

struct request {
  method verb = method::get;
  std::string url;
  std::vector<header> headers;  // without Authorization, Accept-Encoding, User-Agent
  secret bearer;                // sent as `Authorization: Bearer`; never part of a URL, a header above or an error
  std::string body;             // POST only
  phase_timeouts timeouts;
  size_limits limits;
  body_coding coding = body_coding::unpacked;  // of the answer
};

struct response {
  int status = 0;
  std::vector<header> headers;
  std::string body;              // unpacked, unless asked otherwise
  std::uint64_t wire_bytes = 0;  // of the body as sent

  // The first header of that name, whatever its case.
  [[nodiscard]] std::optional<std::string_view> find_header(std::string_view name) const;
};

// Compares ASCII letters without their case, as header names are.
[[nodiscard]] bool same_header_name(std::string_view a, std::string_view b);

}  // namespace headroom::http
