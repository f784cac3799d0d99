#pragma once

#include <concepts>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>

#include "headroom/temporal/common/duration.h"
#include "headroom/temporal/workflow/operation.h"
#include "headroom/temporal/workflow/task.h"

namespace temporal::workflow {
namespace detail {

class condition_operation;

// The wait for a predicate, without its type.
class condition_wait {
 public:
  static constexpr bool is_workflow_awaitable = true;

  condition_wait(std::function<bool()> holds, std::optional<duration> timeout, std::string summary)
      : holds_(std::move(holds)), timeout_(timeout), summary_(std::move(summary)) {}

  [[nodiscard]] bool await_ready();
  template <class P>
  void await_suspend(std::coroutine_handle<P> h) {
    suspend(h.promise());
  }

 protected:
  bool outcome() const;  // true: it holds; false: the time is up

 private:
  class wake_up final : public waiter {
   public:
    void wake() override { resume_later(*self); }
    coroutine_base* self = nullptr;
  };
  void suspend(coroutine_base& self);

  std::function<bool()> holds_;
  std::optional<duration> timeout_;
  std::string summary_;
  std::shared_ptr<condition_operation> op_;
  wake_up wake_up_;
  bool at_once_ = false;
};

struct condition_without_timeout : condition_wait {
  using condition_wait::condition_wait;
  void await_resume() const { (void)outcome(); }
};
struct condition_with_timeout : condition_wait {
  using condition_wait::condition_wait;
  [[nodiscard]] bool await_resume() const { return outcome(); }
};

template <class F>
consteval void check_predicate() {
  static_assert(std::is_invocable_r_v<bool, std::decay_t<F>&>,
                "a condition is a function without parameters that returns bool");
  static_assert(
      temporaries_can_be_awaited || std::is_lvalue_reference_v<F> || std::is_trivially_copyable_v<std::decay_t<F>>,
      "g++ 12: capture by reference or `this` only, or name the closure first");
}

}  // namespace detail

// Waits until the predicate holds. It is looked at after every step of the workflow, so it must be quick, read only the
// workflow's own state, and change nothing. Holds it already, there is no wait.
template <class F>
[[nodiscard]] detail::condition_without_timeout wait_condition(F&& holds) {
  detail::check_predicate<F>();
  return {std::function<bool()>(std::forward<F>(holds)), std::nullopt, {}};
}

// The same with a timeout, which is a timer of the server: true when the predicate holds, false when the time is up
// first.
//   bool ok = co_await wf::wait_condition([this] { return approved_; }, 24h);
template <class F>
[[nodiscard]] detail::condition_with_timeout wait_condition(F&& holds, duration timeout, std::string summary = {}) {
  detail::check_predicate<F>();
  return {std::function<bool()>(std::forward<F>(holds)), timeout, std::move(summary)};
}

}  // namespace temporal::workflow
