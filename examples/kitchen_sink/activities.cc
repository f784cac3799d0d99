#include "activities.h"

#include <chrono>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <thread>

#include "arguments.h"
#include "failures.h"
#include "numbers.h"
#include "times.h"

#include "headroom/temporal/activity/context.h"

namespace kitchen_sink {
namespace {

using namespace std::chrono_literals;
using temporal::value;
using temporal::activity::context;

// Whatever happens: not woken by cancellation.
void sleep_whatever_happens(double seconds) { std::this_thread::sleep_for(std::chrono::duration<double>(seconds)); }

value echo(value v) { return v; }
json collect(json a, json b, json c) { return json::array({std::move(a), std::move(b), std::move(c)}); }

// The sum of two int64 may need a uint64.
json add(std::int64_t a, std::int64_t b) { return sum(json::array({a, b})); }

std::int64_t size(temporal::bytes b) { return static_cast<std::int64_t>(b.size()); }

temporal::bytes make_bytes(std::int64_t n) {
  temporal::bytes out;
  for (std::int64_t i = 0; i < n; ++i) out.push_back(static_cast<std::byte>(i & 0xff));
  return out;
}

std::string fill(std::int64_t n) { return std::string(static_cast<std::size_t>(n), 'x'); }
void nothing() {}
value fail(object_argument described) { throw failure_of(described.object); }

value fail_until(std::int64_t n, value v) {
  const auto attempt = static_cast<std::int64_t>(context::current().info().attempt);
  if (attempt >= n) return v;
  throw failure_of(
      {{"message", "attempt " + std::to_string(attempt)}, {"type", "Flaky"}, {"details", json::array({attempt})}});
}

value crash(std::string message) { throw std::runtime_error(message); }

json seconds_or_null(const std::optional<temporal::duration>& d) { return d ? json(seconds_of(*d)) : json(); }

json info() {
  const auto& i = context::current().info();
  return {{"activity_id", i.activity_id},
          {"activity_type", i.activity_type},
          {"attempt", i.attempt},
          {"workflow_id", i.workflow_id},
          {"workflow_run_id", i.workflow_run_id},
          {"workflow_type", i.workflow_type},
          {"namespace", i.workflow_namespace},
          {"task_queue", i.task_queue},
          {"is_local", i.is_local},
          {"heartbeat", seconds_or_null(i.heartbeat_timeout)},
          {"start_to_close", seconds_or_null(i.start_to_close_timeout)},
          {"schedule_to_close", seconds_or_null(i.schedule_to_close_timeout)}};
}

json heartbeat_details() {
  json out = json::array();
  const auto& c = context::current();
  for (std::size_t i = 0; i < c.info().heartbeat_details.size(); ++i) out.push_back(*c.heartbeat_detail<json>(i));
  return out;
}

json progress(std::int64_t n, json details) {
  auto& c = context::current();
  if (static_cast<std::int64_t>(c.info().attempt) > n) return heartbeat_details();
  for (const auto& detail : details) c.heartbeat(value(detail));
  throw failure_of({{"message", "not yet"}, {"type", "Flaky"}});
}

json hang(double seconds, value detail) {
  auto& c = context::current();
  if (c.info().attempt > 1) return heartbeat_details();
  c.heartbeat(detail);
  sleep_whatever_happens(seconds);
  return json::array({"woke up"});
}

// Lives and listens for so long; false when it was cancelled.
bool heartbeat_for(context& c, std::chrono::duration<double> time, std::chrono::milliseconds step) {
  const auto end = std::chrono::steady_clock::now() + time;
  while (std::chrono::steady_clock::now() < end) {
    if (c.cancellation()) return false;
    c.heartbeat();
    try {
      c.sleep_for(step);
    } catch (const temporal::cancelled_failure&) {
      return false;
    }
  }
  return true;
}

std::string wait_cancel(double seconds, std::string then) {
  auto& c = context::current();
  if (heartbeat_for(c, std::chrono::duration<double>(seconds), 100ms)) return "not cancelled";
  if (then == "return") return "cleaned up";
  if (then == "fail")
    throw failure_of({{"message", "cancelled but failed"}, {"type", "OnCancel"}, {"non_retryable", true}});
  c.throw_if_cancelled();
  return "not cancelled";
}

std::string ignore_cancel(double seconds) {
  sleep_whatever_happens(seconds);
  return "done";
}

json block(std::string path) {
  auto& c = context::current();
  for (;;) {
    c.throw_if_cancelled();
    if (std::ifstream file(path); file) {
      const std::string text{std::istreambuf_iterator<char>(file), {}};
      if (json found = json::parse(text, nullptr, false); !found.is_discarded()) return found;
    }
    c.heartbeat();
    c.sleep_for(50ms);
  }
}

void complete_async() { context::current().complete_async(); }

}  // namespace

void register_activities(temporal::worker& worker) {
  worker.register_activity("echo", &echo)
      .register_activity("collect", &collect)
      .register_activity("add", &add)
      .register_activity("size", &size)
      .register_activity("make_bytes", &make_bytes)
      .register_activity("fill", &fill)
      .register_activity("nothing", &nothing)
      .register_activity("fail", &fail)
      .register_activity("fail_until", &fail_until)
      .register_activity("crash", &crash)
      .register_activity("info", &info)
      .register_activity("progress", &progress)
      .register_activity("hang", &hang)
      .register_activity("wait_cancel", &wait_cancel)
      .register_activity("ignore_cancel", &ignore_cancel)
      .register_activity("block", &block)
      .register_activity("complete_async", &complete_async);
}

}  // namespace kitchen_sink
