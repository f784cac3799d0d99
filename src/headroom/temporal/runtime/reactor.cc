#include "headroom/temporal/runtime/reactor.h"

#include <array>
#include <new>
#include <pthread.h>
#include <signal.h>
#include <utility>

#include "headroom/temporal/runtime/no_blocking.h"
#include "headroom/temporal/runtime/signal_mask.h"

namespace temporal::detail {
namespace {

constexpr std::size_t batch_size = 64;

tcb_queue* new_queue() {
  tcb_queue* const queue = tcb_queue_new();
  if (queue == nullptr) throw std::bad_alloc();
  return queue;
}

}  // namespace

reactor::reactor(std::move_only_function<void(const bridge_event&)> on_untagged)
    : queue_(new_queue()), on_untagged_(std::move(on_untagged)) {
  const all_signals_blocked signals;
  thread_ = std::thread([this] { run(); });
}

reactor::~reactor() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  tcb_queue_wake(queue_);
  thread_.join();
  tcb_queue_free(queue_);
}

event_tag reactor::expect(handler on_event) {
  const std::lock_guard lock(mutex_);
  const event_tag tag = ++last_tag_;
  handlers_.emplace(tag, std::move(on_event));
  return tag;
}

void reactor::forget(event_tag tag) {
  handler dropped;  // Destroyed after the lock: what it owns may call back into the reactor.
  std::unique_lock lock(mutex_);
  if (running_tag_ == tag) {
    running_forgotten_ = true;
    if (std::this_thread::get_id() != thread_.get_id()) {
      handler_ended_.wait(lock, [&] { return running_tag_ != tag; });
    }
    return;
  }
  if (const auto found = handlers_.find(tag); found != handlers_.end()) {
    dropped = std::move(found->second);
    handlers_.erase(found);
  }
  lock.unlock();
}

void reactor::run() {
  ::pthread_setname_np(::pthread_self(), "temporal-react");
  const no_blocking guard("the reactor thread");
  std::array<tcb_event, batch_size> batch{};
  for (;;) {
    const std::size_t count = tcb_queue_pop(queue_, batch.data(), batch.size(), -1);
    for (std::size_t i = 0; i < count; ++i) dispatch(bridge_event(batch[i]));
    const std::lock_guard lock(mutex_);
    if (stopping_) return;
  }
}

void reactor::dispatch(bridge_event event) {
  const event_tag tag = event.tag();
  if (tag == 0) return on_untagged_(event);
  // The handler is taken out while it runs, so that it may itself expect and forget.
  handler on_event;
  {
    const std::lock_guard lock(mutex_);
    const auto found = handlers_.find(tag);
    if (found == handlers_.end()) return;
    on_event = std::move(found->second);
    running_tag_ = tag;
    running_forgotten_ = false;
  }
  const more_events more = on_event(std::move(event));
  std::unique_lock lock(mutex_);
  if (more == more_events::yes && !running_forgotten_) {
    handlers_[tag] = std::move(on_event);
  } else {
    lock.unlock();
    on_event = nullptr;  // What it owns may call back into the reactor as it goes.
    lock.lock();
    handlers_.erase(tag);
  }
  running_tag_ = 0;
  handler_ended_.notify_all();
}

}  // namespace temporal::detail
