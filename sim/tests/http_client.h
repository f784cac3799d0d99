#pragma once

#include <arpa/inet.h>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>
#include <utility>

namespace headroom::sim {

// A client that shows each byte that came over a real loopback socket, which no well-behaved library would.
class raw_client {
 public:
  explicit raw_client(int port) : fd_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    connected_ = connect(fd_, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
    const timeval bound{.tv_sec = 10, .tv_usec = 0};
    setsockopt(fd_, SOL_SOCKET, SO_RCVTIMEO, &bound, sizeof bound);
  }
  ~raw_client() { close(fd_); }
  raw_client(const raw_client&) = delete;
  raw_client& operator=(const raw_client&) = delete;

  [[nodiscard]] bool connected() const { return connected_; }

  void send_text(std::string_view text) { static_cast<void>(!send(fd_, text.data(), text.size(), MSG_NOSIGNAL)); }
  void send_get(std::string_view target, std::string_view more_headers = "") {
    send_text("GET " + std::string(target) + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer k\r\n" +
              std::string(more_headers) + "\r\n");
  }

  // All bytes until the peer closes or `enough` are there.
  std::string receive(std::size_t enough = std::string::npos) {
    while (buffer_.size() < enough) {
      char piece[65'536];
      const ssize_t count = recv(fd_, piece, sizeof piece, 0);
      if (count <= 0) {
        closed_ = count == 0;
        break;
      }
      buffer_.append(piece, static_cast<std::size_t>(count));
    }
    return buffer_;
  }

  // One answer with a Content-Length; what follows stays for the next call.
  std::string receive_answer() {
    while (buffer_.find("\r\n\r\n") == std::string::npos) {
      const auto before = buffer_.size();
      if (receive(before + 1).size() == before) return std::exchange(buffer_, "");
    }
    const auto head = buffer_.find("\r\n\r\n") + 4;
    const auto at = buffer_.find("Content-Length: ");
    const std::size_t length = at < head ? std::stoul(buffer_.substr(at + 16)) : 0;
    receive(head + length);
    std::string answer = buffer_.substr(0, head + length);
    buffer_.erase(0, head + length);
    return answer;
  }
  [[nodiscard]] bool closed() const { return closed_; }

 private:
  int fd_;
  bool connected_ = false, closed_ = false;
  std::string buffer_;
};

inline std::string body_of(const std::string& answer) {
  const auto at = answer.find("\r\n\r\n");
  return at == std::string::npos ? "" : answer.substr(at + 4);
}

}  // namespace headroom::sim
