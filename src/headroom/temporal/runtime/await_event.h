#pragma once

#include <future>
#include <memory>
#include <utility>

#include "headroom/temporal/runtime/errors.h"
#include "headroom/temporal/runtime/no_blocking.h"
#include "headroom/temporal/runtime/reactor.h"

namespace temporal::detail {

// A bridge call whose one event has not come yet.
struct pending_event {
  event_tag tag = 0;
  std::future<bridge_event> event;
};

// Starts an asynchronous bridge call: `start(tag, error)` makes it and returns its status. Throws bridge_error when the
// bridge refuses it.
template <class Start>
pending_event begin_call(reactor& events, Start&& start) {
  auto promise = std::make_shared<std::promise<bridge_event>>();
  pending_event pending{.tag = 0, .event = promise->get_future()};
  pending.tag = events.expect([promise](bridge_event event) {
    promise->set_value(std::move(event));
    return more_events::no;
  });
  bridge_buffer error;
  if (start(pending.tag, error.out()) != TCB_OK) {
    events.forget(pending.tag);
    throw bridge_error(error.text());
  }
  return pending;
}

// The same, and blocks until the event has come.
template <class Start>
bridge_event await_call(reactor& events, Start&& start) {
  require_blocking_allowed("call to Temporal");
  return begin_call(events, std::forward<Start>(start)).event.get();
}

}  // namespace temporal::detail
