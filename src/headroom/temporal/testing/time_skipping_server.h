#pragma once

#include <chrono>
#include <filesystem>
#include <memory>
#include <string>
#include <utility>

#include "headroom/temporal/client/client.h"
#include "headroom/temporal/testing/server_process.h"

namespace temporal::testing {

struct time_skipping_options {
  std::filesystem::path output = "/dev/null";
  client_options how;
  std::chrono::milliseconds patience{60'000};
};

// Temporal's test server, whose clock jumps to the next timer while it is unlocked: a workflow that sleeps for a month
// ends in milliseconds. It is an in-memory server without schedules and with a weaker visibility than the real one.
class time_skipping_server {
 public:
  // Throws std::runtime_error when the program is not there (the message says how to get it) or does not come up.
  [[nodiscard]] static time_skipping_server start(std::shared_ptr<runtime> on,
                                                  const time_skipping_options& options = {});

  [[nodiscard]] const std::string& target() const { return server_.target; }
  [[nodiscard]] const temporal::client& client() const { return server_.client; }

  // The server's time, which may be far from ours.
  [[nodiscard]] timestamp now() const;
  // Lets that much of the server's time pass, in an instant.
  void sleep(duration time) const;

  // While it lives, time skips. Several may live at once.
  class unlocked {
   public:
    explicit unlocked(const time_skipping_server& server);
    ~unlocked();
    unlocked(const unlocked&) = delete;
    unlocked& operator=(const unlocked&) = delete;

   private:
    const time_skipping_server& server_;
  };

  // The result of a workflow, with the time skipping while it is waited for.
  template <class Result = void>
  Result result(const workflow_handle& handle, const wait_options& wait = {}) const {
    const unlocked skipping(*this);
    return handle.result<Result>(wait);
  }

 private:
  explicit time_skipping_server(server_process server) : server_(std::move(server)) {}
  server_process server_;
};

}  // namespace temporal::testing
