#pragma once

#include <atomic>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

#include "sim/http_message.h"
#include "sim/socket.h"

#include "headroom/base/result.h"

namespace headroom::sim {

// Called on a thread of its own for each connection, several at a time.
using http_handler = std::function<http_response(const http_request&)>;

// A small HTTP/1.1 server: keep-alive, request bodies with a length or in chunks, gzip where the client takes it, and
// answers that go wrong on purpose byte for byte, which is why no library serves here. One thread a connection, at most
// 256 at once; further ones wait in the listen queue.
class http_server {
 public:
  // With an identity it speaks TLS; the process must ignore SIGPIPE then, which OpenSSL raises when a client has gone.
  static result<std::unique_ptr<http_server>> start(const std::string& host, int port, http_handler handler,
                                                    std::shared_ptr<const tls_identity> identity = nullptr);
  ~http_server();  // stops

  http_server(const http_server&) = delete;
  http_server& operator=(const http_server&) = delete;

  [[nodiscard]] int port() const { return port_; }
  // Ends all waits and returns when the last connection has closed.
  void stop();

 private:
  http_server(listening_socket socket, unique_fd stop_fd, http_handler handler,
              std::shared_ptr<const tls_identity> identity);
  void accept_connections();
  void serve(unique_fd fd);

  listening_socket socket_;
  int port_;
  unique_fd stop_fd_;
  http_handler handler_;
  std::shared_ptr<const tls_identity> identity_;  // null: plain HTTP
  std::mutex mutex_;
  std::condition_variable changed_;
  int open_ = 0;
  bool stopping_ = false;
  std::thread acceptor_;
};

}  // namespace headroom::sim
