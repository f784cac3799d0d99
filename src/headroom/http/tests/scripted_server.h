#pragma once

#include <arpa/inet.h>
#include <chrono>
#include <functional>
#include <list>
#include <mutex>
#include <netinet/in.h>
#include <poll.h>
#include <stdexcept>
#include <string>
#include <string_view>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>
#include <utility>
#include <vector>

namespace headroom::http::testing {

// One accepted connection, byte by byte: a test says exactly what the other side does, however wrong.
class connection {
 public:
  explicit connection(int fd) : fd_(fd) {}

  [[nodiscard]] int descriptor() const { return fd_; }

  // False once the client has gone away.
  bool send(std::string_view bytes) const {
    while (!bytes.empty()) {
      const ssize_t count = ::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (count <= 0) return false;
      bytes.remove_prefix(static_cast<std::size_t>(count));
    }
    return true;
  }

  // Returns when the client closes, or the server is torn down.
  void wait_for_close() const {
    char byte = 0;
    while (::recv(fd_, &byte, 1, 0) > 0) continue;
  }

  // True when the client closes within the time: what a slow server does between two bytes.
  [[nodiscard]] bool closed_within(std::chrono::milliseconds time) const {
    pollfd wait{.fd = fd_, .events = POLLIN, .revents = 0};
    char byte = 0;
    return ::poll(&wait, 1, static_cast<int>(time.count())) > 0 && ::recv(fd_, &byte, 1, 0) <= 0;
  }

  // The head of the next request, up to its blank line, and the body that its Content-Length announces; "" at the end.
  std::string receive_request() {
    while (buffer_.find("\r\n\r\n") == buffer_.npos) {
      if (!receive()) return {};
    }
    std::size_t end = buffer_.find("\r\n\r\n") + 4;
    if (const auto at = buffer_.find("Content-Length: "); at < end) {
      end += static_cast<std::size_t>(std::atoi(buffer_.c_str() + at + 16));
    }
    while (buffer_.size() < end) {
      if (!receive()) return {};
    }
    std::string out = buffer_.substr(0, end);
    buffer_.erase(0, end);
    return out;
  }

 private:
  bool receive() {
    char bytes[4096];
    const ssize_t count = ::recv(fd_, bytes, sizeof bytes, 0);
    if (count > 0) buffer_.append(bytes, static_cast<std::size_t>(count));
    return count > 0;
  }

  int fd_;
  std::string buffer_;
};

enum class after : std::uint8_t { keep_open, close };

// Who speaks first: with `server`, the handler is called once, with no request, as soon as somebody connects.
enum class first : std::uint8_t { client, server };

// A TCP server on a free port of the loopback address that answers each request as the handler says.
class scripted_server {
 public:
  using handler = std::function<after(connection& client, const std::string& request)>;

  explicit scripted_server(handler answer, int family = AF_INET, first speaker = first::client)
      : answer_(std::move(answer)), family_(family), speaker_(speaker) {
    listener_ = ::socket(family, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_storage storage{};
    socklen_t size = 0;
    if (family == AF_INET6) {
      auto& address = reinterpret_cast<sockaddr_in6&>(storage);
      address.sin6_family = AF_INET6;
      address.sin6_addr = in6addr_loopback;
      size = sizeof address;
    } else {
      auto& address = reinterpret_cast<sockaddr_in&>(storage);
      address.sin_family = AF_INET;
      address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
      size = sizeof address;
    }
    auto* plain = reinterpret_cast<sockaddr*>(&storage);
    if (listener_ < 0 || ::bind(listener_, plain, size) != 0 || ::listen(listener_, 64) != 0 ||
        ::getsockname(listener_, plain, &size) != 0) {
      throw std::runtime_error("no listening socket on the loopback address");
    }
    port_ = ntohs(family == AF_INET6 ? reinterpret_cast<sockaddr_in6&>(storage).sin6_port
                                     : reinterpret_cast<sockaddr_in&>(storage).sin_port);
    acceptor_ = std::thread([this] { accept_all(); });
  }

  ~scripted_server() {
    ::shutdown(listener_, SHUT_RDWR);
    acceptor_.join();
    {
      const std::scoped_lock lock(mutex_);
      for (const int fd : open_) ::shutdown(fd, SHUT_RDWR);
    }
    for (std::thread& one : threads_) one.join();
    ::close(listener_);
  }
  scripted_server(const scripted_server&) = delete;
  scripted_server& operator=(const scripted_server&) = delete;

  [[nodiscard]] int port() const { return port_; }
  [[nodiscard]] std::string url(std::string_view path = "") const {
    return std::string(family_ == AF_INET6 ? "http://[::1]:" : "http://127.0.0.1:") + std::to_string(port_) +
           std::string(path);
  }
  [[nodiscard]] std::vector<std::string> requests() const {
    const std::scoped_lock lock(mutex_);
    return requests_;
  }
  [[nodiscard]] int connections() const {
    const std::scoped_lock lock(mutex_);
    return connections_;
  }

 private:
  void accept_all() {
    for (;;) {
      const int fd = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
      if (fd < 0) return;
      const std::scoped_lock lock(mutex_);
      ++connections_;
      open_.push_back(fd);
      threads_.emplace_back([this, fd] { serve(fd); });
    }
  }

  void serve(int fd) {
    connection client(fd);
    if (speaker_ == first::server) answer_(client, "");
    while (speaker_ == first::client) {
      const std::string request = client.receive_request();
      if (request.empty()) break;
      {
        const std::scoped_lock lock(mutex_);
        requests_.push_back(request);
      }
      if (answer_(client, request) == after::close) break;
    }
    const std::scoped_lock lock(mutex_);
    open_.remove(fd);
    ::shutdown(fd, SHUT_RDWR);
    ::close(fd);
  }

  handler answer_;
  int family_;
  first speaker_;
  int listener_ = -1;
  int port_ = 0;
  std::thread acceptor_;
  mutable std::mutex mutex_;
  std::list<int> open_;
  std::list<std::thread> threads_;
  std::vector<std::string> requests_;
  int connections_ = 0;
};

// A whole answer with its length; `headers` are lines with their CRLF.
inline std::string answer_text(int status, std::string_view body, std::string_view headers = "") {
  return "HTTP/1.1 " + std::to_string(status) + " Said So\r\n" + std::string(headers) +
         "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + std::string(body);
}

// A handler that sends the same bytes to every request and leaves the connection open for the next.
inline scripted_server::handler always(std::string bytes) {
  return [bytes = std::move(bytes)](connection& client, const std::string&) {
    return client.send(bytes) ? after::keep_open : after::close;
  };
}

// The same, and the connection is closed after it.
inline scripted_server::handler once_and_close(std::string bytes) {
  return [bytes = std::move(bytes)](connection& client, const std::string&) {
    client.send(bytes);
    return after::close;
  };
}

}  // namespace headroom::http::testing
