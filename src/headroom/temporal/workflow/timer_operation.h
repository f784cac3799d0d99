#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "headroom/temporal/common/duration.h"
#include "headroom/temporal/workflow/operation.h"

namespace temporal::workflow::detail {

// One timer of the server. Cancelling it ends it at once, on our side: core sends nothing more about it.
class timer_operation final : public operation {
 public:
  // Emits start_timer. Negative durations are refused: they fail the task.
  static std::shared_ptr<timer_operation> start(std::shared_ptr<scope_state> scope, duration d,
                                                const std::string& summary);

  timer_operation(std::shared_ptr<scope_state> scope, duration d);
  void cancel() override;
  [[nodiscard]] std::string describe() const override;

 private:
  std::uint32_t seq_ = 0;
  duration duration_;
};

}  // namespace temporal::workflow::detail
