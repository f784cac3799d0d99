#include "sim/desk.h"

#include <array>
#include <charconv>
#include <cmath>
#include <fmt/format.h>
#include <sstream>

#include "sim/answer.h"
#include "sim/builtin.h"
#include "sim/desk_bill.h"
#include "sim/fault_text.h"
#include "sim/simulator.h"

#include "headroom/base/toml.h"

namespace headroom::sim {
namespace {

constexpr std::int64_t history_hours_max = 24 * 60;
constexpr double advance_seconds_max = 400.0 * 86'400;

http_response refuse(std::string message) {
  return status_answer({error_code::invalid_argument, std::move(message), retryable::no});
}

ordered_json clock_json(simulator& sim) {
  const std::int64_t now = sim.clock().now_ms();
  return {{"now", proto_timestamp(now)}, {"unix_ms", now}, {"speed", sim.clock().speed()}};
}

http_response get_clock(simulator& sim, const http_request&) { return json_answer(clock_json(sim)); }

http_response post_clock(simulator& sim, const http_request& request) {
  const auto body = parse_json(request.body, "body");
  if (!body) return status_answer(body.error());
  if (!body->is_object()) return refuse("body: expected an object with advance_seconds or speed");
  for (const auto& [key, value] : body->items()) {
    const bool known = key == "advance_seconds" || key == "speed";
    const double most = key == "speed" ? 1e6 : advance_seconds_max;
    if (!known || !value.is_number() || value.get<double>() < 0 || value.get<double>() > most) {
      return refuse(
          fmt::format("{}: expected advance_seconds (0 to {}) or speed (0 to 1000000)", key, advance_seconds_max));
    }
  }
  if (body->contains("speed")) sim.clock().set_speed((*body)["speed"].get<double>());
  if (body->contains("advance_seconds")) {
    sim.clock().advance(std::llround((*body)["advance_seconds"].get<double>() * 1000));
  }
  return json_answer(clock_json(sim));
}

http_response get_history(simulator& sim, const http_request& request) {
  const std::string text = request.one("hours").value_or("168");
  std::int64_t hours = 0;
  const auto [end, status] = std::from_chars(text.data(), text.data() + text.size(), hours);
  if (status != std::errc{} || end != text.data() + text.size() || hours < 1 || hours > history_hours_max) {
    return refuse(fmt::format("hours: expected 1 to {}", history_hours_max));
  }
  account& cloud = sim.cloud();
  const utc_hour until = hour_of(minute_at(sim.clock().now_ms()) - cloud.description().lag_minutes);
  constexpr double hour_s = 3600;
  const auto rounded = [](double aps) { return std::round(aps * 1000) / 1000; };
  ordered_json peaks = ordered_json::object();
  ordered_json means = ordered_json::object();
  for (live_namespace& n : cloud.namespaces()) {
    auto& peaks_of_one = peaks[n.id.value()] = ordered_json::array();
    auto& means_of_one = means[n.id.value()] = ordered_json::array();
    for (utc_hour h = until - hours; h < until; h = h + 1) {
      peaks_of_one.push_back(rounded(n.demand->hour_peak_aps(h)));
      means_of_one.push_back(rounded(static_cast<double>(n.demand->hour_actions(h)) / hour_s));
    }
  }
  return json_answer({{"start", to_string(start_of(until - hours))},
                      {"step_minutes", 60},
                      {"namespaces", std::move(peaks)},
                      {"mean_aps", std::move(means)}});
}

http_response get_calls(simulator& sim, const http_request&) {
  ordered_json out = ordered_json::object();
  for (const auto& [route, count] : sim.calls()) out[route] = count;
  return json_answer(out);
}

http_response delete_calls(simulator& sim, const http_request& request) {
  sim.calls().clear();
  return get_calls(sim, request);
}

http_response get_faults(simulator& sim, const http_request&) {
  ordered_json out = ordered_json::array();
  for (const fault& f : sim.faults().all()) {
    out.push_back({{"kind", to_string(f.kind)},
                   {"path", f.path},
                   {"namespace", f.name_space},
                   {"metric", f.metric},
                   {"status", f.status},
                   {"skip", f.skip},
                   {"times", f.times}});
  }
  return json_answer(out);
}

http_response delete_faults(simulator& sim, const http_request& request) {
  sim.faults().clear();
  return get_faults(sim, request);
}

// The same keys as a world's [[fault]] tables, as one JSON object or a list of them.
result<fault> fault_of(const json& object) {
  toml::table table;
  if (!object.is_object()) return fail(error_code::invalid_argument, "body: expected an object with a kind");
  for (const auto& [key, value] : object.items()) {
    if (value.is_string()) table.insert(key, value.get<std::string>());
    if (value.is_number_integer()) table.insert(key, value.get<std::int64_t>());
    if (value.is_number_float()) table.insert(key, value.get<double>());
    if (value.is_structured() || value.is_boolean() || value.is_null()) {
      return fail(error_code::invalid_argument, fmt::format("body: {}: expected a text or a number", key));
    }
  }
  return read_fault(table, "body");
}

http_response post_faults(simulator& sim, const http_request& request) {
  const auto body = parse_json(request.body, "body");
  if (!body) return status_answer(body.error());
  std::vector<fault> fresh;
  for (const json& object : body->is_array() ? *body : json::array({*body})) {
    auto f = fault_of(object);
    if (!f) return status_answer(f.error());
    fresh.push_back(std::move(*f));
  }
  for (fault& f : fresh) sim.faults().add(std::move(f));
  return get_faults(sim, request);
}

http_response get_world(simulator& sim, const http_request&) {
  account& cloud = sim.cloud();
  const utc_minute minute = minute_at(sim.clock().now_ms()) - cloud.description().lag_minutes;
  const auto limit = [](const limit_figures& f) {
    return ordered_json{{"count", f.count}, {"limit", f.limit}, {"throttled", f.throttled}, {"envelope", f.envelope}};
  };
  ordered_json all = ordered_json::array();
  for (live_namespace& n : cloud.namespaces()) {
    const minute_figures f = cloud.figures(n, minute);
    all.push_back({{"namespace", n.id.value()},
                   {"region", n.plan.region},
                   {"replica", n.plan.replica},
                   {"trus", f.trus},
                   {"actions", limit(f.actions)},
                   {"requests", limit(f.requests)},
                   {"operations", limit(f.operations)},
                   {"background_aps", f.background_aps}});
  }
  return json_answer({{"account", cloud.description().account.value()},
                      {"seed", cloud.description().seed},
                      {"clock", clock_json(sim)},
                      {"minute", to_string(minute)},
                      {"namespaces", std::move(all)}});
}

http_response get_page(simulator&, const http_request&) {
  return {.content_type = "text/html; charset=utf-8", .body = std::string(*builtin_file("index.html"))};
}

struct desk_route {
  std::string_view method, path;
  http_response (*answer)(simulator&, const http_request&);
};

constexpr std::array routes{
    desk_route{"GET", "/", get_page},
    desk_route{"GET", "/sim", get_page},
    desk_route{"GET", "/sim/clock", get_clock},
    desk_route{"POST", "/sim/clock", post_clock},
    desk_route{"GET", "/sim/history", get_history},
    desk_route{"GET", "/sim/calls", get_calls},
    desk_route{"DELETE", "/sim/calls", delete_calls},
    desk_route{"GET", "/sim/faults", get_faults},
    desk_route{"POST", "/sim/faults", post_faults},
    desk_route{"DELETE", "/sim/faults", delete_faults},
    desk_route{"GET", "/sim/world", get_world},
    desk_route{"GET", "/sim/invoice", get_invoice},
};

}  // namespace

http_response answer_desk(simulator& sim, const http_request& request) {
  if (request.path.starts_with("/sim/downloads/")) return get_download(sim, request);
  for (const desk_route& r : routes) {
    if (r.method == request.method && r.path == request.path) return r.answer(sim, request);
  }
  return status_answer({error_code::not_found, "Not Found", retryable::no});
}

}  // namespace headroom::sim
