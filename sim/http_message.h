#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "headroom/base/result.h"

namespace headroom::sim {

using http_headers = std::vector<std::pair<std::string, std::string>>;

struct http_request {
  std::string method;
  std::string path;                                        // decoded, without the query
  std::vector<std::pair<std::string, std::string>> query;  // decoded, in order, repeats kept
  http_headers headers;                                    // names in lower case
  std::string body;
  bool keep_alive = true;

  [[nodiscard]] std::string_view header(std::string_view lower_case_name) const;  // empty when absent
  [[nodiscard]] std::vector<std::string> all(std::string_view query_name) const;
  [[nodiscard]] std::optional<std::string> one(std::string_view query_name) const;
};

// How an answer leaves the server; everything but `whole` is a fault that clients must survive.
enum class delivery : std::uint8_t {
  whole,
  cut,         // promised by Content-Length, then the connection closes after `arrives` bytes
  chunk_stop,  // chunked, and closed without the last chunk after `arrives` bytes
  drop,        // closed without an answer
  hang,        // nothing, until the client goes or the server stops
};

struct http_response {
  int status = 200;
  std::string content_type = "application/json";
  http_headers headers;
  std::string body;
  delivery how = delivery::whole;
  std::size_t arrives = 0;
  std::int64_t delay_ms = 0;
  bool compressed = false;        // the body is gzip already
  std::int64_t filler_bytes = 0;  // so many line feeds follow the body, without being held in memory
};

// The request line and headers up to and including the blank line. Errors are for the answer 400.
[[nodiscard]] result<http_request> parse_request_head(std::string_view head);

[[nodiscard]] std::string_view reason_of(int status);

}  // namespace headroom::sim
