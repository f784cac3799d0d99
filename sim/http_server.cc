#include "sim/http_server.h"

#include <cerrno>
#include <cstring>
#include <fmt/format.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include "sim/http_connection.h"

namespace headroom::sim {
namespace {

constexpr int connections_max = 256;

}  // namespace

result<std::unique_ptr<http_server>> http_server::start(const std::string& host, int port, http_handler handler,
                                                        std::shared_ptr<const tls_identity> identity) {
  auto socket = listen_on(host, port);
  if (!socket) return fail(std::move(socket.error()));
  unique_fd stop_fd(eventfd(0, EFD_CLOEXEC));
  if (stop_fd.get() < 0) return fail(error_code::internal, fmt::format("eventfd: {}", std::strerror(errno)));
  return std::unique_ptr<http_server>(
      new http_server(std::move(*socket), std::move(stop_fd), std::move(handler), std::move(identity)));
}

http_server::http_server(listening_socket socket, unique_fd stop_fd, http_handler handler,
                         std::shared_ptr<const tls_identity> identity)
    : socket_(std::move(socket)),
      port_(socket_.port),
      stop_fd_(std::move(stop_fd)),
      handler_(std::move(handler)),
      identity_(std::move(identity)),
      acceptor_([this] { accept_connections(); }) {}

http_server::~http_server() { stop(); }

void http_server::stop() {
  {
    const std::scoped_lock lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
  const std::uint64_t one = 1;
  const ssize_t written = write(stop_fd_.get(), &one, sizeof one);
  static_cast<void>(written);  // an eventfd's counter of 1 cannot overflow
  if (acceptor_.joinable()) acceptor_.join();
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return open_ == 0; });
}

void http_server::accept_connections() {
  for (;;) {
    {
      std::unique_lock lock(mutex_);
      changed_.wait(lock, [this] { return open_ < connections_max || stopping_; });
      if (stopping_) break;
    }
    pollfd watched[2] = {{socket_.fd.get(), POLLIN, 0}, {stop_fd_.get(), POLLIN, 0}};
    if (poll(watched, 2, -1) < 0 && errno != EINTR) break;
    if (watched[1].revents != 0) break;
    if (watched[0].revents == 0) continue;
    unique_fd fd(accept4(socket_.fd.get(), nullptr, nullptr, SOCK_CLOEXEC));
    if (fd.get() < 0) continue;
    const int on = 1;
    setsockopt(fd.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    {
      const std::scoped_lock lock(mutex_);
      ++open_;
    }
    std::thread([this, peer = std::move(fd)]() mutable { serve(std::move(peer)); }).detach();
  }
  socket_.fd.reset();
}

void http_server::serve(unique_fd fd) {
  auto peer =
      identity_ ? connection(std::move(fd), stop_fd_.get(), *identity_) : connection(std::move(fd), stop_fd_.get());
  http_connection(std::move(peer), handler_).serve();
  // Under the lock, so that stop() cannot return and destroy the condition before it was notified.
  const std::scoped_lock lock(mutex_);
  --open_;
  changed_.notify_all();
}

}  // namespace headroom::sim
