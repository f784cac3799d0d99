#pragma once

#include <iostream>
#include <memory>
#include <mutex>
#include <string>
#include <utility>

#include "headroom/temporal/activity/context.h"
#include "headroom/temporal/activity/interceptor.h"
#include "headroom/temporal/client/client.h"
#include "headroom/temporal/workflow/interceptor.h"
#include "headroom/temporal/workflow/workflow.h"

// A trace id that goes from the caller through workflows to their activities, in a header that each passes on.
namespace tracing {

inline constexpr const char* header = "trace-id";

inline std::string id_in(const temporal::payload_map& headers) {
  const auto found = headers.find(header);
  return found == headers.end() ? "no trace" : temporal::from_payload<std::string>(found->second);
}

// In the client: each start carries the id of the caller's trace.
class client_side : public temporal::client_interceptor {
 public:
  explicit client_side(std::string trace_id) : trace_id_(std::move(trace_id)) {}

  std::unique_ptr<temporal::client_outbound> intercept(std::unique_ptr<temporal::client_outbound> next) override {
    return std::make_unique<outbound>(std::move(next), trace_id_);
  }

 private:
  class outbound : public temporal::client_outbound {
   public:
    outbound(std::unique_ptr<client_outbound> next, std::string trace_id)
        : client_outbound(std::move(next)), trace_id_(std::move(trace_id)) {}
    temporal::workflow_execution start_workflow(temporal::start_workflow_input input) override {
      input.headers[header] = temporal::to_payload(trace_id_);
      return client_outbound::start_workflow(std::move(input));
    }

   private:
    std::string trace_id_;
  };

  std::string trace_id_;
};

// In workflows: what came in goes out with every activity and child. A replay does it all again, so it only computes,
// and wf::log is silent then.
class workflow_side : public temporal::workflow::interceptor {
 public:
  temporal::workflow::task<temporal::payload> execute(temporal::workflow::inbound_call call, next_task next) override {
    temporal::workflow::log(temporal::log_level::info, "traced as " + id_in(call.headers));
    return next(std::move(call));
  }
  void start_activity(temporal::workflow::outbound_call& call) override { pass_on(call); }
  void start_child(temporal::workflow::outbound_call& call) override { pass_on(call); }

 private:
  static void pass_on(temporal::workflow::outbound_call& call) {
    const auto& came = temporal::workflow::current_info().headers;
    if (const auto found = came.find(header); found != came.end()) call.headers.insert(*found);
  }
};

// In activities: one line for each attempt.
class activity_side : public temporal::activity::interceptor {
 public:
  temporal::payload execute(const temporal::payload_list& input, const call& next) override {
    const auto& info = temporal::activity::context::current().info();
    const std::lock_guard lock(mutex_);  // attempts run side by side
    std::cout << id_in(info.headers) << ": " << info.activity_type << '\n';
    return next(input);
  }

 private:
  std::mutex mutex_;
};

}  // namespace tracing
