#pragma once

#include <fmt/format.h>
#include <memory>
#include <stdexcept>
#include <string>
#include <sys/wait.h>
#include <unistd.h>

#include "simulated_account.h"

namespace headroom::cli::collect::testing {

// A simulated account in a process of its own, so that this one's memory is the collector's. To be made before any
// thread is. It ends with this object, or with this process.
class cloud_process {
 public:
  explicit cloud_process(std::string_view toml) {
    int port_ends[2];
    int life_ends[2];
    if (::pipe(port_ends) != 0 || ::pipe(life_ends) != 0) throw std::runtime_error("no pipe");
    child_ = ::fork();
    if (child_ == 0) {
      ::close(life_ends[1]);
      const simulated_account account(toml);
      const int port = account.port();
      if (::write(port_ends[1], &port, sizeof port) != sizeof port) ::_exit(1);
      char unused = 0;
      while (::read(life_ends[0], &unused, 1) > 0) continue;
      ::_exit(0);
    }
    ::close(port_ends[1]);
    ::close(life_ends[0]);
    life_ = life_ends[1];
    if (::read(port_ends[0], &port_, sizeof port_) != sizeof port_) throw std::runtime_error("no simulated account");
    ::close(port_ends[0]);
  }
  cloud_process(const cloud_process&) = delete;
  cloud_process& operator=(const cloud_process&) = delete;
  ~cloud_process() {
    ::close(life_);
    ::waitpid(child_, nullptr, 0);
  }
  [[nodiscard]] std::string url() const { return "http://127.0.0.1:" + std::to_string(port_); }

 private:
  pid_t child_ = -1;
  int life_ = -1;
  int port_ = 0;
};

// That account's clock as ours: our sleeping moves it.
class remote_clock final : public http::clock {
 public:
  remote_clock(http::client& network, std::string cloud_url) : network_(network), url_(std::move(cloud_url)) {}
  [[nodiscard]] std::int64_t unix_ms() const override { return now_ms_; }
  [[nodiscard]] std::chrono::milliseconds monotonic() const override { return std::chrono::milliseconds(now_ms_); }
  http::wake sleep(std::chrono::milliseconds how_long, const std::stop_token& stop) override {
    if (stop.stop_requested()) return http::wake::stopped;
    const auto moved = network_.send(
        {.verb = http::method::post,
         .url = url_ + "/sim/clock",
         .headers = {{"Content-Type", "application/json"}},
         .body = fmt::format(R"({{"advance_seconds": {}}})", static_cast<double>(how_long.count()) / 1000)},
        {});
    if (!moved || moved->status != 200) throw std::runtime_error("the simulated clock does not move");
    now_ms_ += how_long.count();
    return http::wake::time_passed;
  }

 private:
  http::client& network_;
  std::string url_;
  std::int64_t now_ms_ = simulated_account::begin_ms;
};

}  // namespace headroom::cli::collect::testing
