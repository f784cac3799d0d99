#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "headroom/temporal/workflow/operation.h"

namespace temporal::workflow::detail {

// A signal or a cancellation on its way to another workflow. Core says whether it was delivered.
class external_operation final : public operation {
 public:
  enum class kind : bool { signal, cancel };

  external_operation(std::shared_ptr<scope_state> scope, kind what, std::string target)
      : operation(std::move(scope)), kind_(what), target_(std::move(target)) {}

  std::uint32_t register_pending();
  // A signal that is not delivered yet can be taken back; a cancellation cannot.
  void cancel() override;
  [[nodiscard]] std::string describe() const override;

 private:
  kind kind_;
  std::string target_;
  std::uint32_t seq_ = 0;
  bool asked_ = false;
};

}  // namespace temporal::workflow::detail
