#include "sim/simulator.h"

#include <algorithm>
#include <fmt/format.h>
#include <utility>

#include "sim/answer.h"
#include "sim/desk.h"
#include "sim/metrics_api.h"
#include "sim/ops_api.h"

namespace headroom::sim {
namespace {

constexpr std::int64_t hour_ms = 3'600'000;

// Calls are counted by what is asked for, not by which namespace.
std::string route_of(const http_request& r) {
  std::string out = r.method + " ";
  std::string_view path = r.path;
  for (const std::string_view collection : {"/cloud/namespaces/", "/cloud/operations/", "/cloud/billing-reports/"}) {
    if (!path.starts_with(collection)) continue;
    const auto rest = path.substr(collection.size());
    const auto slash = rest.find('/');
    return out.append(collection).append("*").append(slash == std::string_view::npos ? "" : rest.substr(slash));
  }
  return out.append(path);
}

}  // namespace

simulator::simulator(world w, std::shared_ptr<sim_clock> clock, monotonic_source wall)
    : account_(std::move(w), clock->now_ms()),
      clock_(std::move(clock)),
      wall_(std::move(wall)),
      faults_(account_.description().faults, account_.description().seed),
      scrapes_(account_.description().limits.scrapes_per_hour, hour_ms) {}

http_response simulator::handle(const http_request& request) {
  const std::scoped_lock lock(account_.mutex());
  if (request.path == "/" || request.path == "/sim" || request.path.starts_with("/sim/")) {
    return answer_desk(*this, request);
  }
  const bool is_ops = request.path.starts_with("/cloud");
  ++calls_[route_of(request)];
  const auto faults = faults_.meet_call(is_ops ? api::ops : api::metrics, request.path);
  http_response answer = keeps_from_running(faults)
                             ? (is_ops ? json_answer(ordered_json::object()) : text_answer(200, ""))
                         : is_ops ? ops(request)
                                  : metrics(request, faults);
  damage(answer, faults);
  return answer;
}

std::int64_t simulator::calls_of(const std::string& route) {
  const std::scoped_lock lock(account_.mutex());
  const auto at = calls_.find(route);
  return at == calls_.end() ? 0 : at->second;
}

http_response simulator::metrics(const http_request& request, const std::vector<fault>& faults) {
  const auto key = key_of(request);
  if (!key) return text_answer(401, "Jwt is missing");
  if (!may(*key, permission::read_metrics)) return text_answer(403, "RBAC: access denied");
  if (const auto wait_s = over_scrape_quota()) {
    http_response out = text_answer(429, "rate limit exceeded\n");
    out.headers.emplace_back("Retry-After", std::to_string(*wait_s));
    return out;
  }
  return answer_metrics(account_, request, faults, clock_->now_ms());
}

http_response simulator::ops(const http_request& request) {
  const auto key = key_of(request);
  if (!key) {
    return status_answer({error_code::unauthenticated,
                          "Request unauthenticated with Bearer: invalid or missing API key", retryable::no});
  }
  if (over_ops_rate(*key)) {
    return status_answer({error_code::resource_exhausted, "rate limit exceeded", retryable::yes});
  }
  ops_call call{.request = request, .key = *key, .cloud = account_, .faults = faults_, .now_ms = clock_->now_ms()};
  return answer_ops(call);
}

std::optional<api_key> simulator::key_of(const http_request& request) const {
  const std::string_view header = request.header("authorization");
  constexpr std::string_view scheme = "Bearer ";
  if (!header.starts_with(scheme) || header.size() == scheme.size()) return std::nullopt;
  const std::string_view token = header.substr(scheme.size());
  const auto& keys = account_.description().keys;
  if (keys.empty()) return api_key{.token = secret(std::string(token)), .role = key_role::account_owner};
  const auto at = std::find_if(keys.begin(), keys.end(), [&](const api_key& k) { return k.token.reveal() == token; });
  return at == keys.end() ? std::nullopt : std::optional(*at);
}

// The quota runs on the simulated clock, or on the wall's while that one stands still; callers wait in wall time.
std::optional<std::int64_t> simulator::over_scrape_quota() {
  const double speed = clock_->speed();
  const auto wait_ms = scrapes_.take(speed > 0 ? clock_->now_ms() : wall_());
  if (!wait_ms) return std::nullopt;
  const double wall_ms = static_cast<double>(*wait_ms) / (speed > 0 ? speed : 1);
  return static_cast<std::int64_t>(wall_ms / 1000) + 1;
}

bool simulator::over_ops_rate(const api_key& key) {
  const world_limits& limits = account_.description().limits;
  auto& of_account = ops_calls_.try_emplace("", limits.ops_account_calls_per_s, 1000).first->second;
  auto& of_key = ops_calls_.try_emplace(key.token.reveal(), limits.ops_calls_per_s, 1000).first->second;
  const std::int64_t now = wall_();
  return of_key.take(now).has_value() || of_account.take(now).has_value();
}

}  // namespace headroom::sim
