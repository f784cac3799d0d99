#pragma once

#include <limits>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sim/builtin.h"
#include "sim/simulator.h"
#include "sim/world_file.h"

#include "headroom/json/json.h"

namespace headroom::sim {

inline constexpr std::string_view wednesday_afternoon = "2026-01-21T15:00:00Z";

inline utc_minute moment(std::string_view text) { return parse_utc_minute(text).value(); }

inline world world_from(std::string_view toml, std::string_view begin = wednesday_afternoon) {
  auto read = read_world(toml, "test.toml", moment(begin), [](const std::string& name) -> result<std::string> {
    if (const auto bytes = builtin_file(name)) return std::string(*bytes);
    return fail(error_code::not_found, name + ": no such file");
  });
  if (!read) throw std::runtime_error(read.error().message);
  return *std::move(read);
}

// A simulator whose clock stands still until it is advanced, asked without a network.
struct a_cloud {
  explicit a_cloud(world w, std::string_view now = wednesday_afternoon)
      : clock(std::make_shared<sim_clock>(start_ms(moment(now)), 0.0, [this] { return wall_ms; })),
        sim(std::move(w), clock, [this] { return wall_ms; }) {}
  explicit a_cloud(std::string_view toml, std::string_view now = wednesday_afternoon)
      : a_cloud(world_from(toml, now), now) {}

  http_response ask(std::string_view method, std::string_view target, std::string body = "", std::string key = "k",
                    http_headers more = {}) {
    auto request =
        parse_request_head(std::string(method) + " " + std::string(target) + " HTTP/1.1\r\nHost: cloud.test\r\n\r\n");
    request->body = std::move(body);
    if (!key.empty()) request->headers.emplace_back("authorization", "Bearer " + key);
    for (auto& header : more) request->headers.push_back(std::move(header));
    return sim.handle(*request);
  }
  http_response get(std::string_view target) { return ask("GET", target); }
  json get_json(std::string_view target) { return json::parse(get(target).body); }

  void advance_seconds(std::int64_t s) { clock->advance(s * 1000); }

  std::int64_t wall_ms = 0;
  std::shared_ptr<sim_clock> clock;
  simulator sim;
};

inline std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> out;
  while (!text.empty()) {
    const auto end = text.find('\n');
    out.emplace_back(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return out;
}

inline std::string header_of(const http_response& r, std::string_view name) {
  for (const auto& [key, value] : r.headers) {
    if (key == name) return value;
  }
  return "";
}

// The number of a sample line that begins so; fails the test with NaN when there is none.
inline double sample_of(const std::string& body, std::string_view begin) {
  for (const std::string& line : lines_of(body)) {
    if (!line.starts_with(begin)) continue;
    const auto value = line.find("} ") + 2;
    return std::stod(line.substr(value, line.find(' ', value) - value));
  }
  return std::numeric_limits<double>::quiet_NaN();
}

}  // namespace headroom::sim
