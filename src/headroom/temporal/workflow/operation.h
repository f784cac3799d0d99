#pragma once

#include <cstdint>
#include <exception>
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "headroom/temporal/common/payload.h"
#include "headroom/temporal/workflow/completable.h"
#include "headroom/temporal/workflow/coroutine.h"

namespace temporal::workflow::detail {

// Something outside the workflow's code that has begun and will end: a timer, an activity, a child, a condition. It
// ends with a payload or an exception, and it is what cancellation reaches.
class operation : public completable, public std::enable_shared_from_this<operation> {
 public:
  // Without a scope only those who wait for it pass cancellation on.
  explicit operation(std::shared_ptr<scope_state> scope);
  virtual ~operation() = default;

  [[nodiscard]] std::uint64_t id() const { return id_; }
  [[nodiscard]] const std::shared_ptr<scope_state>& scope() const { return scope_; }

  // Asked by cancellation, perhaps several times. It may end at once or when the core says how it ended.
  virtual void cancel() = 0;
  // For the stack trace query: "activity charge".
  [[nodiscard]] virtual std::string describe() const = 0;

  void succeed(payload result = {});
  void fail(std::exception_ptr why);
  void fail_cancelled();  // with the reason of the cancellation
  // The result; throws why there is none. Only when done.
  [[nodiscard]] const payload& result() const;

  // Makes a scope's cancellation reach this operation as long as it is under way.
  void attach(scope_state& s);

 private:
  void close();

  std::uint64_t id_;
  std::shared_ptr<scope_state> scope_;
  std::vector<scope_state*> attached_;
  std::variant<std::monostate, payload, std::exception_ptr> outcome_;
};

// Cancels on behalf of user code: refused in queries, without effect while the run is being destroyed.
void request_cancel(operation& op);

// The part of an awaiter that does not depend on the result's type.
class operation_wait : public waiter {
 public:
  explicit operation_wait(std::shared_ptr<operation> op) : op_(std::move(op)) {}
  operation_wait(const operation_wait&) = delete;
  operation_wait& operator=(const operation_wait&) = delete;

  [[nodiscard]] bool await_ready() const { return op_->done(); }
  template <class P>
  bool await_suspend(std::coroutine_handle<P> h) {
    return suspend(h.promise());
  }

 protected:
  ~operation_wait() = default;
  void wake() final;
  [[nodiscard]] const payload& outcome() const;

 private:
  bool suspend(coroutine_base& self);

  std::shared_ptr<operation> op_;
  coroutine_base* self_ = nullptr;
  bool refused_ = false;
};

}  // namespace temporal::workflow::detail
