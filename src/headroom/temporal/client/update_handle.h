#pragma once

#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "headroom/temporal/client/outbound.h"
#include "headroom/temporal/client/wait_options.h"
#include "headroom/temporal/common/data_converter.h"

namespace temporal {

namespace detail {
struct client_core;
}

// An update that was sent to a workflow.
class update_handle {
 public:
  update_handle(std::shared_ptr<detail::client_core> core, workflow_execution target, std::string update_id,
                std::optional<update_outcome> outcome)
      : core_(std::move(core)), target_(std::move(target)), id_(std::move(update_id)), outcome_(std::move(outcome)) {}

  [[nodiscard]] const std::string& id() const { return id_; }
  [[nodiscard]] const workflow_execution& target() const { return target_; }

  // Waits for its end. Throws update_failed_error, wait_timeout_error, not_found_error, payload_error.
  template <class Result = void>
  Result result(const wait_options& wait = {}) {
    const payload value = result_payload(wait);
    if constexpr (!std::is_void_v<Result>) return from_payload<Result>(value);
  }
  [[nodiscard]] payload result_payload(const wait_options& wait = {});

 private:
  std::shared_ptr<detail::client_core> core_;
  workflow_execution target_;
  std::string id_;
  std::optional<update_outcome> outcome_;
};

}  // namespace temporal
