#include "headroom/cloud/ops_values.h"

namespace headroom::cloud {

std::string_view to_string(operation_state state) {
  switch (state) {
    case operation_state::unknown:
      return "unknown";
    case operation_state::pending:
      return "pending";
    case operation_state::in_progress:
      return "in progress";
    case operation_state::failed:
      return "failed";
    case operation_state::cancelled:
      return "cancelled";
    case operation_state::fulfilled:
      return "fulfilled";
    case operation_state::rejected:
      return "rejected";
  }
  return "unknown";
}

}  // namespace headroom::cloud
