#pragma once

#include <chrono>
#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "headroom/temporal/client/client.h"
#include "headroom/temporal/testing/server_process.h"

namespace temporal::testing {

struct dev_server_options {
  std::string namespace_name = "default";
  std::vector<std::pair<std::string, std::string>> search_attributes;  // name and type ("Keyword", "Int", ...)
  std::filesystem::path database;                                      // empty: in memory
  std::filesystem::path output = "/dev/null";                          // the server's log
  std::vector<std::string> more_arguments;                             // of `temporal server start-dev`
  client_options how;
  std::chrono::milliseconds patience{60'000};
};

// The real Temporal server in its development form, without UI, on a free loopback port; it ends with this object, and
// with the process at the latest. It takes about a second to start.
class dev_server {
 public:
  // Throws std::runtime_error when the Temporal CLI is not there (the message says how to get it) or the server does
  // not come up in time.
  [[nodiscard]] static dev_server start(std::shared_ptr<runtime> on, const dev_server_options& options = {});

  [[nodiscard]] const std::string& target() const { return server_.target; }  // host:port
  [[nodiscard]] const temporal::client& client() const { return server_.client; }
  [[nodiscard]] child_process& process() { return server_.process; }
  void stop() { server_.process.kill_group(); }

 private:
  explicit dev_server(server_process server) : server_(std::move(server)) {}
  server_process server_;
};

}  // namespace temporal::testing
