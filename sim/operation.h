#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "headroom/base/strong.h"
#include "headroom/json/json.h"
#include "headroom/model/capacity.h"

namespace headroom::sim {

enum class operation_state : std::uint8_t {
  pending = 1,
  in_progress = 2,
  failed = 3,
  cancelled = 4,
  fulfilled = 5,
  rejected = 6
};

// A change under way or done. It is decided when it is accepted how and when it ends, so its state is a function of
// time.
struct operation {
  std::string id;
  namespace_id target;
  std::string type = "UpdateNamespace";
  ordered_json input;            // the request, with @type
  std::int64_t accepted_ms = 0;  // pending from here
  std::int64_t begun_ms = 0;     // in progress from here
  std::int64_t ended_ms = 0;     // `outcome` from here; the far future when it is stuck
  operation_state outcome = operation_state::fulfilled;
  std::string failure_reason;
  std::string by;  // the name of the key's service account

  [[nodiscard]] operation_state state_at(std::int64_t now_ms) const {
    if (now_ms >= ended_ms) return outcome;
    return now_ms >= begun_ms ? operation_state::in_progress : operation_state::pending;
  }
  [[nodiscard]] bool ended_by(std::int64_t now_ms) const { return now_ms >= ended_ms; }
};

// capacity.latestRequest: what was last asked for. It ends after its operation.
struct capacity_request {
  capacity wanted;
  std::string operation_id;
  std::int64_t started_ms = 0, ended_ms = 0;
  bool succeeds = true;

  [[nodiscard]] bool in_progress_at(std::int64_t now_ms) const { return now_ms < ended_ms; }
};

}  // namespace headroom::sim
