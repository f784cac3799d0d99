#pragma once

#include <memory>
#include <string>
#include <utility>
#include <variant>

#include "headroom/temporal/client/client.h"
#include "headroom/temporal/common/data_converter.h"
#include "headroom/temporal/common/failure.h"

namespace temporal {

// Names an activity by its workflow and id.
struct activity_reference {
  std::string workflow_id;
  std::string run_id;  // empty: the current run
  std::string activity_id;
};

// Completes an activity from outside its worker: the activity function has called context::complete_async(). Each call
// throws not_found_error when the activity has ended already.
class async_activity {
 public:
  // By the task token of activity::info, or by workflow and activity id.
  async_activity(const client& on, std::string task_token) : core_(on.core()), target_(std::move(task_token)) {}
  async_activity(const client& on, activity_reference which) : core_(on.core()), target_(std::move(which)) {}

  void complete() const { complete_with(null_payload()); }
  template <class Result>
  void complete(const Result& result) const {
    complete_with(to_payload(result));
  }
  void complete_with(payload result) const;

  void fail(const failure& why) const;
  // Only after the server has asked for it, which a heartbeat tells.
  template <class... Details>
  void report_cancelled(const Details&... details) const {
    report_cancelled_with(to_payloads(details...));
  }
  void report_cancelled_with(payload_list details) const;

  // Throws async_activity_cancelled_error when the activity should stop.
  template <class... Details>
  void heartbeat(const Details&... details) const {
    heartbeat_with(to_payloads(details...));
  }
  void heartbeat_with(payload_list details) const;

 private:
  std::shared_ptr<detail::client_core> core_;
  std::variant<std::string, activity_reference> target_;
};

}  // namespace temporal
