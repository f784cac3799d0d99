#pragma once

#include <optional>

#include "sim/proto_schema.h"
#include "sim/world.h"

#include "headroom/base/result.h"
#include "headroom/json/json.h"
#include "headroom/model/capacity.h"

namespace headroom::sim {

// temporal.api.cloud.namespace.v1.NamespaceSpec, cloud-api v0.19.
[[nodiscard]] proto_schema namespace_spec_schema();

// The spec that a namespace has when the world begins, every field there.
[[nodiscard]] ordered_json initial_spec(const world_namespace& n);

// What a capacitySpec asks for; empty: it asks for nothing (null, or neither mode set). Values that are no whole count
// of at least 1 are invalid_argument.
[[nodiscard]] result<std::optional<capacity>> capacity_of(const ordered_json& capacity_spec);
// `{"onDemand":{}}` or `{"provisioned":{"value":4}}`.
[[nodiscard]] ordered_json capacity_spec_of(const capacity& c);

}  // namespace headroom::sim
