#pragma once

#include <string>

#include "sim/http_server.h"

namespace headroom::sim {

// Reads requests from one connection and writes their answers until it closes.
class http_connection {
 public:
  http_connection(connection peer, const http_handler& handler) : peer_(std::move(peer)), handler_(handler) {}
  void serve();

 private:
  enum class next : std::uint8_t { go_on, close };

  [[nodiscard]] bool read_head(std::string& head);
  [[nodiscard]] bool read_body(http_request& request);
  [[nodiscard]] bool read_chunks(std::string& body);
  [[nodiscard]] bool need(std::size_t bytes);
  [[nodiscard]] next answer(const http_request& request, http_response response);
  [[nodiscard]] bool write_filler(std::int64_t bytes);
  void refuse(int status, std::string_view text);

  connection peer_;
  const http_handler& handler_;
  std::string buffer_;  // arrived and not used yet
};

}  // namespace headroom::sim
