#pragma once

#include <vector>

#include "frame.h"

namespace kitchen_sink {

// {KEY: {type, value}} as search attributes; a null value removes.
std::vector<temporal::search_attribute_update> attribute_updates(const json& attributes);
temporal::search_attributes search_attributes_of(const json& attributes);

// {KEY: VALUE} as memo fields; null removes.
temporal::payload_map memo_fields(const json& memo);

// `retry` of a step. initial and coefficient have defaults, the rest is not set when not given.
temporal::retry_policy retry_of(const json& described);
// `priority` of a step: the key.
temporal::priority priority_of(const json& step);

wf::activity_options activity_options_of(const json& step);
wf::local_activity_options local_activity_options_of(const json& step);
wf::child_options child_options_of(const json& step, const frame& at);
wf::continue_as_new_options continue_options(const json& step, const frame& at);

}  // namespace kitchen_sink
