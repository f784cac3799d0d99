#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>

#include "headroom/temporal/client/client.h"
#include "headroom/temporal/testing/child_process.h"

namespace temporal::testing {

// A Temporal server on a free port of 127.0.0.1 that answers, with a client connected to it.
struct server_process {
  child_process process;
  std::string target;  // host:port
  temporal::client client;
};

struct server_start {
  std::function<child_process::options(std::uint16_t port)> command;
  std::string namespace_name = "default";
  client_options how;
  std::chrono::milliseconds patience{60'000};
};

// Starts the server and waits until it answers GetSystemInfo. When it ends early (the port was taken meanwhile) it is
// tried again on other ports, three times in all. Throws std::runtime_error with the end of the server's output.
[[nodiscard]] server_process start_server(const std::shared_ptr<runtime>& on, const server_start& how);

}  // namespace temporal::testing
