#pragma once

#include <exception>
#include <memory>

#include "headroom/temporal/common/failure.h"
#include "headroom/temporal/common/json_payload.h"

namespace kitchen_sink {

using headroom::json;

// The exception that a FAILURE describes. `caught` is what "cause": "caught" means.
temporal::application_failure failure_of(const json& described,
                                         const std::shared_ptr<const temporal::failure>& caught = {});

// A failure and its causes as a program sees them.
json description_of(const temporal::failure& f);

// The failure behind an exception, or null for anything that is no Temporal failure.
std::shared_ptr<const temporal::failure> failure_behind(const std::exception_ptr& e);

}  // namespace kitchen_sink
