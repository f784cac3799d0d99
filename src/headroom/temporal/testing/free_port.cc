#include "headroom/temporal/testing/free_port.h"

#include <arpa/inet.h>
#include <cerrno>
#include <netinet/in.h>
#include <sys/socket.h>
#include <system_error>
#include <unistd.h>

namespace temporal::testing {

std::uint16_t free_port() {
  const int listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (listener < 0) throw std::system_error(errno, std::generic_category(), "socket");
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  auto* const generic = reinterpret_cast<sockaddr*>(&address);
  const bool ok = ::bind(listener, generic, size) == 0 && ::getsockname(listener, generic, &size) == 0;
  const int reason = errno;
  ::close(listener);
  if (!ok) throw std::system_error(reason, std::generic_category(), "finding a free port on 127.0.0.1");
  return ntohs(address.sin_port);
}

}  // namespace temporal::testing
