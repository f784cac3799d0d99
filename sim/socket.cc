#include "sim/socket.h"

#include <arpa/inet.h>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <fcntl.h>
#include <fmt/format.h>
#include <netdb.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace headroom::sim {
namespace {

int port_of(int fd) {
  sockaddr_storage address{};
  socklen_t size = sizeof address;
  if (getsockname(fd, reinterpret_cast<sockaddr*>(&address), &size) != 0) return 0;  // NOLINT
  if (address.ss_family == AF_INET6) {
    return ntohs(reinterpret_cast<const sockaddr_in6*>(&address)->sin6_port);  // NOLINT
  }
  return ntohs(reinterpret_cast<const sockaddr_in*>(&address)->sin_port);  // NOLINT
}

}  // namespace

void unique_fd::reset(int fd) {
  if (fd_ >= 0) close(fd_);
  fd_ = fd;
}

result<listening_socket> listen_on(const std::string& host, int port) {
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = AI_PASSIVE | AI_NUMERICSERV;
  addrinfo* found = nullptr;
  if (const int status = getaddrinfo(host.c_str(), std::to_string(port).c_str(), &hints, &found); status != 0) {
    return fail(error_code::invalid_argument, fmt::format("cannot listen on {}: {}", host, gai_strerror(status)));
  }
  std::string problem = "no address";
  for (const addrinfo* at = found; at != nullptr; at = at->ai_next) {
    unique_fd fd(socket(at->ai_family, at->ai_socktype | SOCK_CLOEXEC, at->ai_protocol));
    const int on = 1;
    if (fd.get() >= 0) setsockopt(fd.get(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (fd.get() >= 0 && bind(fd.get(), at->ai_addr, at->ai_addrlen) == 0 && listen(fd.get(), 256) == 0) {
      freeaddrinfo(found);
      const int bound = port_of(fd.get());
      return listening_socket{std::move(fd), bound};
    }
    problem = std::strerror(errno);
  }
  freeaddrinfo(found);
  return fail(
      error_code::unavailable,
      fmt::format("cannot listen on {} port {}: {}; choose another port, or 0 for a free one", host, port, problem));
}

connection::connection(unique_fd fd, int stop_fd, const tls_identity& identity)
    : fd_(std::move(fd)), stop_fd_(stop_fd) {
  // A record that has not arrived whole must not keep us from seeing the stop signal.
  fcntl(fd_.get(), F_SETFL, fcntl(fd_.get(), F_GETFL) | O_NONBLOCK);
  tls_.emplace(identity.accept(fd_.get()));
}

connection::outcome connection::wait_for(tls_session::outcome wanted, int timeout_ms) const {
  if (wanted == tls_session::outcome::closed) return outcome::closed;
  return poll_for(wanted == tls_session::outcome::want_read ? POLLIN : POLLOUT, timeout_ms);
}

connection::outcome connection::read_tls(std::string& into, int timeout_ms) {
  char piece[16'384];
  for (;;) {
    std::size_t count = 0;
    const auto seen = tls_->read(piece, sizeof piece, count);
    into.append(piece, count);
    if (seen == tls_session::outcome::done) return outcome::ready;
    if (const outcome waited = wait_for(seen, timeout_ms); waited != outcome::ready) return waited;
  }
}

connection::outcome connection::write_tls(std::string_view bytes, int timeout_ms) {
  while (!bytes.empty()) {
    std::size_t count = 0;
    const auto seen = tls_->write(bytes.data(), bytes.size(), count);
    bytes.remove_prefix(count);
    if (seen == tls_session::outcome::done) continue;
    if (const outcome waited = wait_for(seen, timeout_ms); waited != outcome::ready) return waited;
  }
  return outcome::ready;
}

connection::outcome connection::read_some(std::string& into, int timeout_ms) {
  if (tls_) return read_tls(into, timeout_ms);
  if (const outcome waited = poll_for(POLLIN, timeout_ms); waited != outcome::ready) return waited;
  char piece[65'536];
  const ssize_t count = recv(fd_.get(), piece, sizeof piece, 0);
  if (count <= 0) return outcome::closed;
  into.append(piece, static_cast<std::size_t>(count));
  return outcome::ready;
}

connection::outcome connection::write_all(std::string_view bytes, int timeout_ms) {
  if (tls_) return write_tls(bytes, timeout_ms);
  while (!bytes.empty()) {
    if (const outcome waited = poll_for(POLLOUT, timeout_ms); waited != outcome::ready) return waited;
    const ssize_t count = send(fd_.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    if (count < 0 && (errno == EAGAIN || errno == EINTR)) continue;
    if (count <= 0) return outcome::closed;
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
  return outcome::ready;
}

connection::outcome connection::wait(std::int64_t ms) {
  using clock = std::chrono::steady_clock;
  const auto until = clock::now() + std::chrono::milliseconds(ms);
  for (;;) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(until - clock::now()).count();
    if (left <= 0) return outcome::timeout;
    const outcome seen = poll_for(POLLRDHUP, static_cast<int>(std::min<std::int64_t>(left, 1'000'000)));
    if (seen == outcome::ready) return outcome::closed;
    if (seen != outcome::timeout) return seen;
  }
}

connection::outcome connection::poll_for(short events, int timeout_ms) const {
  pollfd watched[2] = {{fd_.get(), events, 0}, {stop_fd_, POLLIN, 0}};
  const int count = poll(watched, 2, timeout_ms);
  if (watched[1].revents != 0) return outcome::stopped;
  if (count == 0 || (count < 0 && errno == EINTR)) return outcome::timeout;
  if (count < 0) return outcome::closed;
  return outcome::ready;
}

}  // namespace headroom::sim
