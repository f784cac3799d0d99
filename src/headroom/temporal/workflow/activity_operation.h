#pragma once

#include <cstdint>
#include <exception>
#include <string>
#include <string_view>
#include <utility>

#include "headroom/temporal/workflow/interceptor.h"
#include "headroom/temporal/workflow/operation.h"

namespace coresdk::activity_result {
class DoBackoff;
}

namespace temporal::workflow::detail {

// An activity under way, remote or local. Core says how it ends, also after a cancellation.
class activity_operation : public operation {
 public:
  activity_operation(std::shared_ptr<scope_state> scope, outbound_call call)
      : operation(std::move(scope)), call_(std::move(call)) {}

  [[nodiscard]] std::string describe() const override { return "activity " + call_.name; }
  // A local activity is to be started again later. Others never get this.
  virtual void back_off(const coresdk::activity_result::DoBackoff& after) = 0;
  // Core runs it within the workflow task, which lasts as long.
  [[nodiscard]] virtual bool holds_task() const { return false; }
  // It is local, of that id, and core is to say how it ends.
  [[nodiscard]] virtual bool is_local_under_way(std::string_view /*activity_id*/) const { return false; }
  // Core reports it as cancelled.
  virtual void on_cancelled(std::exception_ptr why) { fail(std::move(why)); }

 protected:
  [[nodiscard]] const outbound_call& call() const { return call_; }
  [[nodiscard]] std::uint32_t seq() const { return seq_; }
  void register_pending();  // under a new sequence number

 private:
  outbound_call call_;
  std::uint32_t seq_ = 0;
};

}  // namespace temporal::workflow::detail
