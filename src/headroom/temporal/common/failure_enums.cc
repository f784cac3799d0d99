#include "headroom/temporal/common/failure_enums.h"

namespace temporal::detail {

// Our enums list the protocol's values in its order, from 0.
static_assert(static_cast<int>(retry_state::cancel_requested) == api::enums::v1::RETRY_STATE_CANCEL_REQUESTED);
static_assert(static_cast<int>(timeout_type::heartbeat) == api::enums::v1::TIMEOUT_TYPE_HEARTBEAT);

api::enums::v1::RetryState to_proto(retry_state s) {
  return s == retry_state::other ? api::enums::v1::RETRY_STATE_UNSPECIFIED : static_cast<api::enums::v1::RetryState>(s);
}

api::enums::v1::TimeoutType to_proto(timeout_type t) {
  return t == timeout_type::other ? api::enums::v1::TIMEOUT_TYPE_UNSPECIFIED
                                  : static_cast<api::enums::v1::TimeoutType>(t);
}

retry_state from_proto(api::enums::v1::RetryState s) {
  return s >= 0 && s <= api::enums::v1::RETRY_STATE_CANCEL_REQUESTED ? static_cast<retry_state>(s) : retry_state::other;
}

timeout_type from_proto(api::enums::v1::TimeoutType t) {
  return t >= 0 && t <= api::enums::v1::TIMEOUT_TYPE_HEARTBEAT ? static_cast<timeout_type>(t) : timeout_type::other;
}

}  // namespace temporal::detail
