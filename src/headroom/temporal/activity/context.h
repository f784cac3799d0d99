#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <utility>

#include "headroom/temporal/activity/cancellation.h"
#include "headroom/temporal/activity/info.h"
#include "headroom/temporal/common/data_converter.h"

namespace temporal::activity {

// Thrown by context::complete_async(). Not a std::exception, so that a catch of those cannot swallow it.
struct completes_asynchronously {};

// The running activity's view of itself. All members may be called from any thread that the activity started.
class context {
 public:
  // Takes one heartbeat's details to the server (or, in tests, to the test).
  using heartbeat_sink = std::function<void(payload_list details)>;

  context(activity::info info, heartbeat_sink sink);
  ~context();
  context(const context&) = delete;
  context& operator=(const context&) = delete;

  // Of the activity that runs on this thread. Throws std::logic_error elsewhere.
  [[nodiscard]] static context& current();

  [[nodiscard]] const activity::info& info() const { return info_; }

  // Tells the server that the activity lives, with details that the next attempt can read. Cancellation reaches only
  // activities that heartbeat. Cheap: the core throttles. Does nothing in a local activity.
  template <class... Details>
  void heartbeat(const Details&... details) {
    heartbeat_payloads(to_payloads(details...));
  }
  void heartbeat_payloads(payload_list details);

  // Detail number `index` of the last heartbeat of an earlier attempt; empty when there is none. Throws payload_error
  // when it is no T.
  template <class T>
  [[nodiscard]] std::optional<T> heartbeat_detail(std::size_t index = 0) const {
    if (index >= info_.heartbeat_details.size()) return std::nullopt;
    return from_payload<T>(info_.heartbeat_details[index]);
  }

  // Why the activity should stop; empty while it should go on.
  [[nodiscard]] std::optional<cancel_reason> cancellation() const;
  // For code that takes one; it is requested together with cancellation().
  [[nodiscard]] std::stop_token stop_token() const;
  // Throws a cancelled failure, which ends the activity as cancelled, when it should stop.
  void throw_if_cancelled() const;
  // Sleeps; throws like throw_if_cancelled() as soon as the activity should stop.
  void sleep_for(duration time) const;

  // Ends the function without a result: somebody else completes the activity, by id or by info().task_token.
  [[noreturn]] void complete_async() const { throw completes_asynchronously{}; }

  // For the worker and for tests: asks the activity to stop. The first reason stays.
  void request_cancellation(cancel_reason reason);

 private:
  const activity::info info_;
  const heartbeat_sink sink_;
  struct cancellation_state;  // with locks, whose headers are heavy
  const std::unique_ptr<cancellation_state> cancellation_;
};

// Makes `running` the current one of this thread while it lives.
class context_scope {
 public:
  explicit context_scope(context& running);
  ~context_scope();
  context_scope(const context_scope&) = delete;
  context_scope& operator=(const context_scope&) = delete;

 private:
  context* previous_;
};

}  // namespace temporal::activity
