#pragma once

#include <memory>
#include <type_traits>
#include <utility>

#include "headroom/temporal/common/data_converter.h"
#include "headroom/temporal/workflow/operation.h"
#include "headroom/temporal/workflow/task.h"

namespace temporal::workflow {

namespace detail {

template <class R>
class handle_awaiter final : public operation_wait {
 public:
  using operation_wait::operation_wait;
  R await_resume() const {
    if constexpr (std::is_void_v<R>) {
      (void)outcome();
    } else {
      return from_payload<R>(outcome());
    }
  }
};

}  // namespace detail

// An operation under way: an activity, a child, a timer. Copies are the same operation. It may be awaited by several
// coroutines, and again after it ended. A coroutine that waits for it passes the cancellation of its own scope on.
template <class R>
class [[nodiscard]] handle {
 public:
  static constexpr bool is_workflow_awaitable = true;
  using value_type = R;

  explicit handle(std::shared_ptr<detail::operation> op) : op_(std::move(op)) {}

  [[nodiscard]] bool done() const { return op_->done(); }
  // Asks this operation alone to stop. How and when it ends depends on its kind and options.
  void cancel() const { detail::request_cancel(*op_); }

  detail::handle_awaiter<R> operator co_await() const& { return detail::handle_awaiter<R>(op_); }
  template <class U = R>
  detail::handle_awaiter<R> operator co_await() && {
    static_assert(detail::temporaries_can_be_awaited || !std::is_same_v<U, R>,
                  "g++ 12: name the handle first, then co_await it");
    return detail::handle_awaiter<R>(op_);
  }

  // Internal: for select.
  [[nodiscard]] detail::completable& source() const { return *op_; }

 private:
  std::shared_ptr<detail::operation> op_;
};

}  // namespace temporal::workflow
