#pragma once

#include <functional>
#include <memory>
#include <optional>

#include "headroom/temporal/common/duration.h"
#include "headroom/temporal/workflow/operation.h"

namespace temporal::workflow::detail {

class timer_operation;

// A wait for a predicate, with or without a timeout (a timer of its own). Its result tells by which of the two it
// ended.
class condition_operation final : public operation, private waiter {
 public:
  condition_operation(std::shared_ptr<scope_state> scope, std::function<bool()> holds);
  ~condition_operation() override;

  void start_timeout(duration d, const std::string& summary);
  // Ends the wait when the predicate holds or throws; true when it has ended.
  bool check();
  [[nodiscard]] bool timed_out() const { return timed_out_; }

  void cancel() override;
  [[nodiscard]] std::string describe() const override { return "condition"; }

 private:
  void wake() override;  // the timer has fired
  void leave();

  std::function<bool()> holds_;
  std::shared_ptr<timer_operation> timer_;
  bool timed_out_ = false;
};

}  // namespace temporal::workflow::detail
