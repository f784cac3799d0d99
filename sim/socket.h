#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "sim/tls.h"

#include "headroom/base/result.h"

namespace headroom::sim {

// A file descriptor that closes itself.
class unique_fd {
 public:
  unique_fd() = default;
  explicit unique_fd(int fd) : fd_(fd) {}
  unique_fd(unique_fd&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  unique_fd& operator=(unique_fd&& other) noexcept {
    if (this != &other) reset(std::exchange(other.fd_, -1));
    return *this;
  }
  ~unique_fd() { reset(); }

  [[nodiscard]] int get() const { return fd_; }
  void reset(int fd = -1);

 private:
  int fd_ = -1;
};

struct listening_socket {
  unique_fd fd;
  int port = 0;
};

// Listens on an address (IPv4 or IPv6 literal, or a name); port 0 takes a free one.
[[nodiscard]] result<listening_socket> listen_on(const std::string& host, int port);

// One end of an accepted connection, plain or over TLS, with waits that a stop signal (an eventfd that becomes
// readable) ends.
class connection {
 public:
  enum class outcome : std::uint8_t { ready, timeout, stopped, closed };

  connection(unique_fd fd, int stop_fd) : fd_(std::move(fd)), stop_fd_(stop_fd) {}
  connection(unique_fd fd, int stop_fd, const tls_identity& identity);

  // Appends what has arrived, waiting up to `timeout_ms` for the first byte.
  [[nodiscard]] outcome read_some(std::string& into, int timeout_ms);
  [[nodiscard]] outcome write_all(std::string_view bytes, int timeout_ms);
  // Waits without reading until the time is over, the peer closes or the server stops.
  [[nodiscard]] outcome wait(std::int64_t ms);

 private:
  [[nodiscard]] outcome poll_for(short events, int timeout_ms) const;
  [[nodiscard]] outcome read_tls(std::string& into, int timeout_ms);
  [[nodiscard]] outcome write_tls(std::string_view bytes, int timeout_ms);
  [[nodiscard]] outcome wait_for(tls_session::outcome wanted, int timeout_ms) const;

  unique_fd fd_;
  int stop_fd_;
  std::optional<tls_session> tls_;  // after the descriptor that it writes its goodbye to
};

}  // namespace headroom::sim
