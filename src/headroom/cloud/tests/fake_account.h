#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <fmt/format.h>
#include <functional>
#include <mutex>
#include <string>
#include <vector>

#include "headroom/cloud/account_reader.h"
#include "headroom/http/curl_client.h"
#include "headroom/http/tests/scripted_server.h"

namespace headroom::cloud::testing {

// Time that passes only when somebody sleeps, so that retries of minutes take none.
class jumping_clock final : public http::clock {
 public:
  [[nodiscard]] std::int64_t unix_ms() const override { return start_unix_ms + now_ms_; }
  [[nodiscard]] std::chrono::milliseconds monotonic() const override { return std::chrono::milliseconds(now_ms_); }
  http::wake sleep(std::chrono::milliseconds how_long, const std::stop_token& stop) override {
    if (stop.stop_requested()) return http::wake::stopped;
    now_ms_ += how_long.count();
    return http::wake::time_passed;
  }

  static constexpr std::int64_t start_unix_ms = 1'765'894'500'000;           // 2025-12-16T14:15:00Z
  static constexpr std::int64_t served_unix_s = start_unix_ms / 1000 - 180;  // the window that is served then

 private:
  std::atomic<std::int64_t> now_ms_ = 0;
};

inline std::string id_of(int i) { return fmt::format("ns-{:05}.a1b2c", i); }

// The metrics of `count` namespaces: namespace i does i actions a second under a limit of 500 and has i % 3 * 2 TRUs.
inline std::string metrics_text(const std::vector<std::string>& metrics, int count) {
  std::string out;
  for (const std::string& metric : metrics) {
    out += "# TYPE " + metric + " gauge\n";
    for (int i = 0; i < count; ++i) {
      const int value = metric.ends_with("tru_count") ? i % 3 * 2 : metric.ends_with("_limit") ? 500 : i;
      out += fmt::format("{}{{temporal_account=\"a1b2c\",temporal_namespace=\"{}\"}} {} {}\n", metric, id_of(i), value,
                         jumping_clock::served_unix_s);
    }
  }
  return out + "# EOF\n";
}

inline std::string metrics_answer(const std::string& body, std::string_view how = "complete") {
  return http::testing::answer_text(
      200, body, fmt::format("Content-Type: application/openmetrics-text\r\nX-Completeness: {}\r\n", how));
}

inline std::string json_answer(int status, const std::string& body) {
  return http::testing::answer_text(status, body, "Content-Type: application/json\r\n");
}

// All values of a repeated parameter, as they stand in the request line.
inline std::vector<std::string> values_of(const std::string& request, const std::string& parameter) {
  std::vector<std::string> out;
  const std::string line = request.substr(0, request.find("\r\n"));
  for (std::size_t at = 0; (at = line.find(parameter + "=", at)) != line.npos;) {
    at += parameter.size() + 1;
    out.push_back(line.substr(at, line.find_first_of("& ", at) - at));
  }
  return out;
}

// One page of the namespaces, starting where the token says.
inline std::string namespaces_page(const std::string& request, int count) {
  const auto tokens = values_of(request, "pageToken");
  const int from = tokens.empty() ? 0 : std::stoi(tokens.front());
  const int to = std::min(count, from + std::stoi(values_of(request, "pageSize").at(0)));
  std::string list;
  for (int i = from; i < to; ++i) {
    const std::string capacity =
        i % 3 == 0 ? R"({"onDemand":{}})" : fmt::format(R"({{"provisioned":{{"currentValue":{}}}}})", i % 3 * 2);
    list += fmt::format(R"({}{{"namespace":"{}","state":"RESOURCE_STATE_ACTIVE","capacity":{}}})", i == from ? "" : ",",
                        id_of(i), capacity);
  }
  return fmt::format(R"({{"namespaces":[{}],"nextPageToken":"{}"}})", list, to < count ? std::to_string(to) : "");
}

using answer_for = std::function<std::string(const std::string& request)>;

// Both APIs on two real sockets, each answering as a test says, and a reader of the account with everything it needs.
class fake_account {
 public:
  explicit fake_account(int count) : fake_account(count, {}, {}) {}
  fake_account(int count, answer_for metrics, answer_for ops)
      : metrics_(serve(
            metrics
                ? std::move(metrics)
                : [count](
                      const std::string& r) { return metrics_answer(metrics_text(values_of(r, "metrics"), count)); })),
        ops_(serve(ops ? std::move(ops)
                       : [count](const std::string& r) { return json_answer(200, namespaces_page(r, count)); })) {
    what.metrics_url = metrics_.url();
    what.metrics_key = secret(metrics_key);
    what.ops_url = ops_.url();
    what.ops_key = secret(ops_key);
    what.timeouts = {.connect = std::chrono::milliseconds(2000),
                     .first_byte = std::chrono::milliseconds(2000),
                     .stall = std::chrono::milliseconds(2000),
                     .total = std::chrono::milliseconds(4000)};
    tell.log = [this](log_level, std::string_view line) { log.emplace_back(line); };
    tell.heartbeat = [this](std::string_view line) { beats.emplace_back(line); };
  }

  services with() { return {*client_, budget, time}; }
  result<account_snapshot> read() { return read_account(with(), what, tell); }

  [[nodiscard]] std::vector<std::string> metrics_requests() const { return metrics_.requests(); }
  [[nodiscard]] std::vector<std::string> ops_requests() const { return ops_.requests(); }
  [[nodiscard]] std::string all_text() const {
    std::string out;
    for (const auto& lines : {log, beats}) {
      for (const std::string& line : lines) out += line + "\n";
    }
    return out;
  }

  static constexpr const char* metrics_key = "tmprl-metrics-key";
  static constexpr const char* ops_key = "tmprl-ops-key";

  settings what;
  hooks tell;
  jumping_clock time;
  http::request_budget budget{http::quota_rules{}};
  std::vector<std::string> log;
  std::vector<std::string> beats;

 private:
  static http::testing::scripted_server::handler serve(answer_for answer) {
    return [answer = std::move(answer)](http::testing::connection& client, const std::string& request) {
      const std::string bytes = answer(request);
      const bool whole = bytes.find("\r\n\r\n") != bytes.npos;
      if (bytes.empty()) client.wait_for_close();
      return client.send(bytes) && whole && bytes.find("Connection: close") == bytes.npos
                 ? http::testing::after::keep_open
                 : http::testing::after::close;
    };
  }

  http::testing::scripted_server metrics_;
  http::testing::scripted_server ops_;
  std::unique_ptr<http::client> client_ = std::move(http::make_curl_client()).value();
};

}  // namespace headroom::cloud::testing
