#pragma once

#include <exception>
#include <optional>
#include <stdexcept>
#include <type_traits>
#include <utility>

#include "headroom/temporal/workflow/coroutine.h"

namespace temporal::workflow {

template <class T = void>
class task;

// True for what a workflow coroutine may wait for: tasks, futures, handles, timers and conditions of this SDK. Anything
// else would be resumed by somebody else than the workflow's scheduler, at a time that no replay can repeat.
template <class A>
concept awaitable = std::remove_cvref_t<A>::is_workflow_awaitable;

namespace detail {

// g++ 12 destroys temporaries of a co_await expression twice; there an awaited handle or task must have a name.
#if defined(__GNUC__) && !defined(__clang__) && __GNUC__ < 13
inline constexpr bool temporaries_can_be_awaited = false;
#else
inline constexpr bool temporaries_can_be_awaited = true;
#endif

struct final_awaiter {
  [[nodiscard]] bool await_ready() const noexcept { return false; }
  template <class P>
  void await_suspend(std::coroutine_handle<P> h) const noexcept {
    on_final(h.promise());
  }
  void await_resume() const noexcept {}
};

struct promise_base : coroutine_base {
  std::exception_ptr error;

  [[nodiscard]] std::suspend_always initial_suspend() const noexcept { return {}; }
  [[nodiscard]] final_awaiter final_suspend() const noexcept { return {}; }
  void unhandled_exception() noexcept { error = std::current_exception(); }

  template <class A>
  A&& await_transform(A&& a) {
    static_assert(awaitable<A>,
                  "a workflow coroutine can only co_await what temporal::workflow gives: tasks, futures, activity and "
                  "child handles, sleep, wait_condition, all, any, select. For anything else write an activity");
    return static_cast<A&&>(a);
  }
};

template <class T>
struct task_promise : promise_base {
  std::optional<T> value;

  task<T> get_return_object();
  template <class U>
    requires std::is_convertible_v<U&&, T>
  void return_value(U&& v) {
    value.emplace(std::forward<U>(v));
  }
  T take() {
    if (error) std::rethrow_exception(std::exchange(error, nullptr));
    return std::move(*value);
  }
};

template <>
struct task_promise<void> : promise_base {
  task<void> get_return_object();
  void return_void() const noexcept {}
  void take() {
    if (error) std::rethrow_exception(std::exchange(error, nullptr));
  }
};

template <class T>
class task_awaiter {
 public:
  explicit task_awaiter(std::coroutine_handle<task_promise<T>> child) : promise_(&child.promise()) {
    link_.child = promise_;
  }
  [[nodiscard]] bool await_ready() const noexcept { return false; }
  template <class P>
  void await_suspend(std::coroutine_handle<P> h) {
    coroutine_base& parent = h.promise();
    promise_->continuation = &parent;
    if (!promise_->scope) promise_->scope = parent.scope;
    parent.link = &link_;
    resume_next(*promise_);
  }
  T await_resume() {
    promise_->continuation->link = nullptr;
    return promise_->take();
  }

 private:
  task_link link_;
  task_promise<T>* promise_;
};

}  // namespace detail

// A workflow coroutine: lazy (it starts when awaited or spawned), awaited once, owner of its frame. Parameters are
// taken by value, since references to a caller's temporaries dangle after the first suspension.
template <class T>
class [[nodiscard("a task does nothing until it is awaited or spawned")]] task {
 public:
  static_assert(!std::is_reference_v<T>, "a task returns a value: the frame that a reference points into may be gone");
  using promise_type = detail::task_promise<T>;
  using value_type = T;
  static constexpr bool is_workflow_awaitable = true;

  explicit task(std::coroutine_handle<promise_type> h) noexcept : handle_(h) {}
  task(task&& other) noexcept : handle_(std::exchange(other.handle_, nullptr)) {}
  task& operator=(task&& other) noexcept {
    std::swap(handle_, other.handle_);
    return *this;
  }
  ~task() {
    if (handle_) handle_.destroy();
  }

  // Throws what the coroutine threw.
  detail::task_awaiter<T> operator co_await() & { return detail::task_awaiter<T>(release()); }
  template <class U = T>
  detail::task_awaiter<T> operator co_await() && {
    static_assert(detail::temporaries_can_be_awaited || !std::is_same_v<U, T>,
                  "g++ 12: name the task first, then co_await it");
    return detail::task_awaiter<T>(release());
  }

  // Internal: gives the frame away.
  [[nodiscard]] std::coroutine_handle<promise_type> release() {
    if (!handle_) throw std::logic_error("this task was moved from or already awaited; a task is awaited once");
    return std::exchange(handle_, nullptr);
  }
  // Internal: binds the task to a cancellation scope of its own.
  void bind(std::shared_ptr<detail::scope_state> scope) const { handle_.promise().scope = std::move(scope); }

 private:
  std::coroutine_handle<promise_type> handle_;
};

namespace detail {

template <class T>
task<T> task_promise<T>::get_return_object() {
  const auto h = std::coroutine_handle<task_promise>::from_promise(*this);
  handle = h;
  return task<T>(h);
}

inline task<void> task_promise<void>::get_return_object() {
  const auto h = std::coroutine_handle<task_promise>::from_promise(*this);
  handle = h;
  return task<void>(h);
}

template <class T>
inline constexpr bool is_task = false;
template <class T>
inline constexpr bool is_task<task<T>> = true;

template <class T>
struct task_result {
  using type = T;
};
template <class T>
struct task_result<task<T>> {
  using type = T;
};
// What a function gives in the end, be it plain or a coroutine.
template <class T>
using task_result_t = typename task_result<T>::type;

}  // namespace detail
}  // namespace temporal::workflow
