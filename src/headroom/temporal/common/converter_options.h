#pragma once

#include <memory>

#include "headroom/temporal/common/failure_converter.h"
#include "headroom/temporal/common/payload_codec.h"

namespace temporal {

// How a client or worker writes what it sends. Both sides of a workflow must agree.
struct converter_options {
  std::shared_ptr<const payload_codec> codec;  // none by default
  failure_attributes attributes = failure_attributes::plain;
};

}  // namespace temporal
