#include <cstdlib>
#include <cxxabi.h>
#include <typeinfo>

#include "temporal/api/failure/v1/message.pb.h"

#include "headroom/temporal/common/failure_converter.h"
#include "headroom/temporal/common/failure_enums.h"
#include "headroom/temporal/common/json_payload.h"
#include "headroom/temporal/common/payload_proto.h"

namespace temporal::detail {
namespace {

using proto = api::failure::v1::Failure;

constexpr int cause_depth_max = 100;  // beyond it a chain is cut: it is a loop or a recursion gone wild

void write_details(const payload_list& details, api::common::v1::Payloads& to) {
  write_proto(details, *to.mutable_payloads());
}

void write_kind(const application_failure& f, proto& to) {
  auto& info = *to.mutable_application_failure_info();
  info.set_type(f.type());
  info.set_non_retryable(f.is_non_retryable());
  if (!f.details().empty()) write_details(f.details(), *info.mutable_details());
  if (f.next_retry_delay()) write_proto(*f.next_retry_delay(), *info.mutable_next_retry_delay());
  if (f.is_benign()) info.set_category(api::enums::v1::APPLICATION_ERROR_CATEGORY_BENIGN);
}

void write_kind(const cancelled_failure& f, proto& to) {
  auto& info = *to.mutable_canceled_failure_info();
  if (!f.details().empty()) write_details(f.details(), *info.mutable_details());
}

void write_kind(const timeout_failure& f, proto& to) {
  auto& info = *to.mutable_timeout_failure_info();
  info.set_timeout_type(to_proto(f.type()));
  if (!f.last_heartbeat_details().empty())
    write_details(f.last_heartbeat_details(), *info.mutable_last_heartbeat_details());
}

void write_kind(const terminated_failure&, proto& to) { to.mutable_terminated_failure_info(); }

void write_kind(const server_failure& f, proto& to) {
  to.mutable_server_failure_info()->set_non_retryable(f.is_non_retryable());
}

void write_kind(const activity_failure& f, proto& to) {
  auto& info = *to.mutable_activity_failure_info();
  info.set_scheduled_event_id(f.scheduled_event_id());
  info.set_started_event_id(f.started_event_id());
  info.set_identity(f.identity());
  info.mutable_activity_type()->set_name(f.activity_type());
  info.set_activity_id(f.activity_id());
  info.set_retry_state(to_proto(f.retry_state()));
}

void write_kind(const child_workflow_failure& f, proto& to) {
  auto& info = *to.mutable_child_workflow_execution_failure_info();
  info.set_namespace_(f.workflow_namespace());
  info.mutable_workflow_execution()->set_workflow_id(f.workflow_id());
  info.mutable_workflow_execution()->set_run_id(f.run_id());
  info.mutable_workflow_type()->set_name(f.workflow_type());
  info.set_initiated_event_id(f.initiated_event_id());
  info.set_started_event_id(f.started_event_id());
  info.set_retry_state(to_proto(f.retry_state()));
}

// workflow_already_started and unknown kinds have no info of their own in the protocol.
template <class... Kinds>
void write_kind_of(const failure& f, proto& to) {
  (void)((dynamic_cast<const Kinds*>(&f) != nullptr && (write_kind(dynamic_cast<const Kinds&>(f), to), true)) || ...);
}

void encode_attributes(proto& to) {
  headroom::json attributes{{"message", to.message()}, {"stack_trace", to.stack_trace()}};
  to.mutable_encoded_attributes()->Clear();
  write_proto(write_json_value(attributes), *to.mutable_encoded_attributes());
  to.set_message("Encoded failure");
  to.clear_stack_trace();
}

void encode_chain(failure_attributes attributes, proto& to) {
  if (attributes == failure_attributes::plain) return;
  for (proto* at = &to;; at = at->mutable_cause()) {
    encode_attributes(*at);
    if (!at->has_cause()) return;
  }
}

void write_plain(const failure& f, proto& to, int depth);
void write_plain(const std::exception_ptr& e, proto& to, int depth);

void write_nested(const std::exception& e, proto& to, int depth) {
  const auto* nested = dynamic_cast<const std::nested_exception*>(&e);
  if (nested != nullptr && nested->nested_ptr() && depth < cause_depth_max) {
    write_plain(nested->nested_ptr(), *to.mutable_cause(), depth + 1);
  }
}

void write_plain(const failure& f, proto& to, int depth) {
  if (f.proto()) {
    to = *f.proto();
    return;
  }
  to.set_message(f.what());
  to.set_source("CppSDK");
  to.set_stack_trace(f.stack_trace());
  write_kind_of<application_failure, cancelled_failure, timeout_failure, terminated_failure, server_failure,
                activity_failure, child_workflow_failure>(f, to);
  if (f.cause() != nullptr) {
    if (depth < cause_depth_max) write_plain(*f.cause(), *to.mutable_cause(), depth + 1);
  } else {
    write_nested(f, to, depth);
  }
}

void write_unknown(const std::exception_ptr& e, std::string message, proto& to) {
  to.set_message(std::move(message));
  to.set_source("CppSDK");
  to.mutable_application_failure_info()->set_type(type_name_of(e));
}

void write_plain(const std::exception_ptr& e, proto& to, int depth) {
  try {
    std::rethrow_exception(e);
  } catch (const failure& f) {
    write_plain(f, to, depth);
  } catch (const std::exception& other) {
    write_unknown(e, other.what(), to);
    write_nested(other, to, depth);
  } catch (...) {
    write_unknown(e, "an exception that is no std::exception", to);
  }
}

}  // namespace

void write_failure(const std::exception_ptr& e, failure_attributes attributes, proto& to) {
  write_plain(e, to, 0);
  encode_chain(attributes, to);
}

void write_failure(const failure& f, failure_attributes attributes, proto& to) {
  write_plain(f, to, 0);
  encode_chain(attributes, to);
}

std::string type_name_of(const std::exception_ptr& e) {
  const std::type_info* type = e ? e.__cxa_exception_type() : nullptr;
  if (type == nullptr) return "unknown";
  int status = 0;
  const std::unique_ptr<char, void (*)(void*)> name(abi::__cxa_demangle(type->name(), nullptr, nullptr, &status),
                                                    std::free);
  return status == 0 && name ? name.get() : type->name();
}

std::string describe(const std::exception_ptr& e) {
  try {
    std::rethrow_exception(e);
  } catch (const std::exception& known) {
    return type_name_of(e) + ": " + known.what();
  } catch (...) {
    return type_name_of(e);
  }
}

}  // namespace temporal::detail
