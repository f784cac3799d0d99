#pragma once

#include <exception>
#include <memory>
#include <optional>
#include <type_traits>
#include <utility>
#include <variant>

#include "headroom/temporal/workflow/completable.h"
#include "headroom/temporal/workflow/task.h"

namespace temporal::workflow {
namespace detail {

void start_root(task<void> root);
// A spawned task has failed and nobody waits for it: a Temporal failure is logged, anything else fails the task.
void report_stray(const std::exception_ptr& error) noexcept;

struct nothing {};

template <class T>
class future_state final : public completable {
 public:
  using stored = std::conditional_t<std::is_void_v<T>, nothing, T>;

  future_state() = default;
  ~future_state() {
    if (error_ && !seen_) report_stray(error_);
  }
  void set(stored v) {
    value_.emplace(std::move(v));
    finish();
  }
  void fail(std::exception_ptr why) {
    error_ = std::move(why);
    finish();
  }
  stored& get() {
    seen_ = true;
    if (error_) std::rethrow_exception(error_);
    return *value_;
  }

 private:
  std::optional<stored> value_;
  std::exception_ptr error_;
  bool seen_ = false;
};

template <class T>
task<void> drive(task<T> t, std::shared_ptr<future_state<T>> state) {
  try {
    if constexpr (std::is_void_v<T>) {
      co_await t;
      state->set({});
    } else {
      state->set(co_await t);
    }
  } catch (...) {
    state->fail(std::current_exception());
  }
}

template <class T>
class future_awaiter final : public waiter {
 public:
  explicit future_awaiter(std::shared_ptr<future_state<T>> state) : state_(std::move(state)) {}
  [[nodiscard]] bool await_ready() const { return state_->done(); }
  template <class P>
  void await_suspend(std::coroutine_handle<P> h) {
    self_ = &h.promise();
    state_->add(*this);
  }
  T await_resume() const {
    if constexpr (std::is_void_v<T>) {
      (void)state_->get();
    } else if constexpr (std::is_copy_constructible_v<T>) {
      return state_->get();
    } else {
      return std::move(state_->get());  // such a future is awaited once
    }
  }
  void wake() final { resume_later(*self_); }

 private:
  std::shared_ptr<future_state<T>> state_;
  coroutine_base* self_ = nullptr;
};

}  // namespace detail

// The end of a spawned task. Waiting for it is no operation: it is not ended by cancellation, only the task itself is.
// It may be awaited any number of times and gives a copy of the result each time.
template <class T = void>
class [[nodiscard]] future {
 public:
  static constexpr bool is_workflow_awaitable = true;
  using value_type = T;

  explicit future(std::shared_ptr<detail::future_state<T>> state) : state_(std::move(state)) {}
  [[nodiscard]] bool done() const { return state_->done(); }
  detail::future_awaiter<T> operator co_await() const { return detail::future_awaiter<T>(state_); }
  // Internal: for select.
  [[nodiscard]] detail::completable& source() const { return *state_; }

 private:
  std::shared_ptr<detail::future_state<T>> state_;
};

// Runs a task beside the rest, from the next wait on, in the current scope or the one it is bound to. An exception
// stays in the future; in one that nobody ever looks at, a Temporal failure is logged and any other exception fails the
// workflow task, so that no bug stays unseen.
template <class T>
future<T> spawn(task<T> t) {
  auto state = std::make_shared<detail::future_state<T>>();
  detail::start_root(detail::drive(std::move(t), state));
  return future<T>(std::move(state));
}

}  // namespace temporal::workflow
