#pragma once

#include "temporal/api/failure/v1/message.pb.h"

#include "headroom/temporal/client/client_core.h"
#include "headroom/temporal/common/failure_converter.h"
#include "headroom/temporal/common/payload_proto.h"

// Pieces that many requests share. Private to the SDK's .cc files.
namespace temporal::detail {

template <class Request>
void set_execution(const workflow_execution& from, Request& to) {
  to.set_workflow_id(from.workflow_id);
  to.set_run_id(from.run_id);
}

// Arguments are left out when there are none, as the official SDKs do.
template <class Payloads>
void set_payloads(const payload_list& from, Payloads&& mutable_payloads) {
  if (!from.empty()) write_proto(from, *mutable_payloads()->mutable_payloads());
}

template <class Header>
void set_header(const payload_map& from, Header&& mutable_header) {
  if (!from.empty()) write_proto(from, *mutable_header()->mutable_fields());
}

// The one payload of a result; "nothing" when there is none.
[[nodiscard]] inline payload single_result(const api::common::v1::Payloads& from) {
  return from.payloads_size() == 0 ? null_payload() : read_proto(from.payloads(0));
}

}  // namespace temporal::detail
