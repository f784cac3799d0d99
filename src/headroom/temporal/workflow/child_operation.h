#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "headroom/temporal/workflow/child_options.h"
#include "headroom/temporal/workflow/interceptor.h"
#include "headroom/temporal/workflow/operation.h"

namespace temporal::workflow::detail {

// A child workflow under way. It is done when the child has ended; its start is an operation of its own.
class child_operation final : public operation {
 public:
  static std::shared_ptr<child_operation> start(std::string type, const child_options& options, payload_list arguments);

  child_operation(std::shared_ptr<scope_state> scope, outbound_call call);

  [[nodiscard]] const std::string& workflow_id() const { return call_.target_workflow_id; }
  [[nodiscard]] const std::string& run_id() const { return run_id_; }  // empty until it has started
  [[nodiscard]] const std::shared_ptr<operation>& started() const { return started_; }

  void on_started(std::string run_id);
  void on_not_started(std::exception_ptr why);

  void cancel() override;
  [[nodiscard]] std::string describe() const override { return "child workflow " + call_.name; }

 private:
  void schedule(const child_options::values& o);

  outbound_call call_;
  std::shared_ptr<operation> started_;
  std::string run_id_;
  std::uint32_t seq_ = 0;
  bool asked_ = false;
};

}  // namespace temporal::workflow::detail
