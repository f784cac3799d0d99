#pragma once

#include <memory>
#include <stdexcept>
#include <string>
#include <utility>

#include "sim/builtin.h"
#include "sim/http_server.h"
#include "sim/simulator.h"
#include "sim/world_file.h"

#include "headroom/cloud/account_reader.h"
#include "headroom/http/clock.h"
#include "headroom/http/curl_client.h"

namespace headroom::cli::collect::testing {

// The simulated cloud's clock as ours. It stands still but for our sleeping, so that months take minutes.
class cloud_clock final : public http::clock {
 public:
  explicit cloud_clock(sim::sim_clock& cloud) : cloud_(cloud) {}
  [[nodiscard]] std::int64_t unix_ms() const override { return cloud_.now_ms(); }
  [[nodiscard]] std::chrono::milliseconds monotonic() const override {
    return std::chrono::milliseconds(cloud_.now_ms());
  }
  http::wake sleep(std::chrono::milliseconds how_long, const std::stop_token& stop) override {
    if (stop.stop_requested()) return http::wake::stopped;
    cloud_.advance(how_long.count());
    return http::wake::time_passed;
  }

 private:
  sim::sim_clock& cloud_;
};

// A simulated account behind a real socket, and what it takes to read it.
class simulated_account {
 public:
  static constexpr utc_minute begin{29'482'560};  // 2026-01-21T00:00:00Z
  static constexpr std::int64_t begin_ms = sim::start_ms(begin) + 15'000;

  explicit simulated_account(std::string_view toml)
      : cloud_clock_(std::make_shared<sim::sim_clock>(begin_ms, 0.0)),
        cloud_(world_of(toml), cloud_clock_),
        server_(std::move(sim::http_server::start("127.0.0.1", 0,
                                                  [this](const sim::http_request& r) { return cloud_.handle(r); }))
                    .value()),
        time(*cloud_clock_) {
    what.metrics_url = what.ops_url = "http://127.0.0.1:" + std::to_string(server_->port());
    what.metrics_key = what.ops_key = secret("key");
  }

  [[nodiscard]] cloud::services services() { return {*client_, budget_, time}; }
  [[nodiscard]] result<account_snapshot> read(cloud::scrape_memory* scrapes) {
    auto with = services();
    with.scrapes = scrapes;
    return cloud::read_account(with, what, {});
  }
  [[nodiscard]] int port() const { return server_->port(); }

 private:
  static sim::world world_of(std::string_view toml) {
    auto read = sim::read_world(toml, "test.toml", begin, [](const std::string& name) -> result<std::string> {
      if (const auto bytes = sim::builtin_file(name)) return std::string(*bytes);
      return fail(error_code::not_found, name + ": no such file");
    });
    if (!read) throw std::runtime_error(read.error().message);
    // Those of a second of real time would be met by so many simulated minutes in it.
    read->limits.scrapes_per_hour = read->limits.ops_calls_per_s = read->limits.ops_account_calls_per_s = 0;
    return *std::move(read);
  }

  std::shared_ptr<sim::sim_clock> cloud_clock_;
  sim::simulator cloud_;
  std::unique_ptr<sim::http_server> server_;
  std::unique_ptr<http::client> client_ = std::move(http::make_curl_client()).value();
  http::request_budget budget_{http::quota_rules{.requests_per_hour = 1000}};  // enough for two readers

 public:
  cloud_clock time;
  cloud::settings what;
};

}  // namespace headroom::cli::collect::testing
