#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <string>
#include <sys/socket.h>
#include <unistd.h>

namespace bridge_test {

// A loopback port in the hands of the kernel: listening it accepts connections and never answers them; closed it
// refuses.
class loopback_port {
 public:
  enum class state { listening, closed };

  explicit loopback_port(state wanted) {
    fd_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    auto* generic = reinterpret_cast<sockaddr*>(&address);
    socklen_t length = sizeof(address);
    ok_ = fd_ >= 0 && ::bind(fd_, generic, length) == 0 && ::getsockname(fd_, generic, &length) == 0;
    if (ok_ && wanted == state::listening) ok_ = ::listen(fd_, 16) == 0;
    port_ = ntohs(address.sin_port);
  }
  loopback_port(const loopback_port&) = delete;
  loopback_port& operator=(const loopback_port&) = delete;
  ~loopback_port() {
    if (fd_ >= 0) ::close(fd_);
  }

  [[nodiscard]] bool ok() const { return ok_; }
  [[nodiscard]] std::string url() const { return "http://127.0.0.1:" + std::to_string(port_); }

 private:
  int fd_ = -1;
  int port_ = 0;
  bool ok_ = false;
};

}  // namespace bridge_test
