#include "failures.h"

#include <string>
#include <utility>

#include "expression.h"
#include "times.h"

namespace kitchen_sink {
namespace {

json details_json(const temporal::payload_list& details) {
  json out = json::array();
  for (const auto& detail : details) out.push_back(json_of(temporal::from_payload<value>(detail)));
  return out;
}

json own_description(const temporal::failure& f) {
  if (const auto* a = dynamic_cast<const temporal::application_failure*>(&f)) {
    return {{"kind", "application"},
            {"message", a->message()},
            {"type", a->type()},
            {"non_retryable", a->is_non_retryable()},
            {"details", details_json(a->details())}};
  }
  if (const auto* c = dynamic_cast<const temporal::cancelled_failure*>(&f)) {
    return {{"kind", "cancelled"}, {"details", details_json(c->details())}};
  }
  if (dynamic_cast<const temporal::terminated_failure*>(&f) != nullptr) return json::object({{"kind", "terminated"}});
  if (const auto* a = dynamic_cast<const temporal::activity_failure*>(&f)) {
    return {{"kind", "activity"}, {"activity_type", a->activity_type()}, {"retry_state", to_string(a->retry_state())}};
  }
  if (const auto* c = dynamic_cast<const temporal::child_workflow_failure*>(&f)) {
    return {{"kind", "child"},
            {"workflow_type", c->workflow_type()},
            {"workflow_id", c->workflow_id()},
            {"retry_state", to_string(c->retry_state())}};
  }
  if (dynamic_cast<const temporal::workflow_already_started*>(&f) != nullptr)
    return json::object({{"kind", "already_started"}});
  if (const auto* t = dynamic_cast<const temporal::timeout_failure*>(&f)) {
    return {{"kind", "timeout"},
            {"timeout_type", to_string(t->type())},
            {"last_heartbeat_details", details_json(t->last_heartbeat_details())}};
  }
  return json::object({{"kind", "other"}});
}

}  // namespace

temporal::application_failure failure_of(const json& described,
                                         const std::shared_ptr<const temporal::failure>& caught) {
  temporal::application_failure out(described.value("message", std::string()));
  if (const auto type = described.find("type"); type != described.end() && type->is_string())
    out.type(type->get<std::string>());
  out.non_retryable(described.value("non_retryable", false)).benign(described.value("benign", false));
  if (const auto delay = optional_duration(described, "next_retry_delay")) out.next_retry_delay(*delay);
  if (const auto details = described.find("details"); details != described.end() && details->is_array()) {
    temporal::payload_list payloads;
    for (const auto& detail : *details) payloads.push_back(temporal::to_payload(value(detail)));
    out.raw_details(std::move(payloads));
  }
  if (const auto cause = described.find("cause"); cause != described.end()) {
    if (cause->is_object()) {
      out.cause_by(failure_of(*cause, caught));
    } else if (*cause == "caught" && caught) {
      out.set_cause(caught);
    }
  }
  return out;
}

json description_of(const temporal::failure& f) {
  json out = own_description(f);
  out["cause"] = f.cause() != nullptr ? description_of(*f.cause()) : json();
  return out;
}

std::shared_ptr<const temporal::failure> failure_behind(const std::exception_ptr& e) {
  try {
    std::rethrow_exception(e);
  } catch (const temporal::failure& f) {
    return f.clone();
  } catch (...) {
    return nullptr;
  }
}

}  // namespace kitchen_sink
