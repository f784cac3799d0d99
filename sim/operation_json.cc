#include "sim/operation_json.h"

#include <string_view>

#include "sim/clock.h"

namespace headroom::sim {
namespace {

std::string_view name_of(operation_state state) {
  switch (state) {
    case operation_state::pending:
      return "STATE_PENDING";
    case operation_state::in_progress:
      return "STATE_IN_PROGRESS";
    case operation_state::failed:
      return "STATE_FAILED";
    case operation_state::cancelled:
      return "STATE_CANCELLED";
    case operation_state::fulfilled:
      return "STATE_FULFILLED";
    case operation_state::rejected:
      return "STATE_REJECTED";
  }
  return "STATE_UNSPECIFIED";
}

}  // namespace

ordered_json operation_json(const operation& op, std::int64_t now_ms) {
  const bool ended = op.ended_by(now_ms);
  return {{"id", op.id},
          {"stateDeprecated", ""},
          {"checkDuration", "5s"},
          {"operationType", op.type},
          {"operationInput", op.input},
          {"failureReason", ended ? op.failure_reason : ""},
          {"startedTime", proto_timestamp(op.accepted_ms)},
          {"finishedTime", ended ? ordered_json(proto_timestamp(op.ended_ms)) : ordered_json(nullptr)},
          {"state", name_of(op.state_at(now_ms))}};
}

}  // namespace headroom::sim
