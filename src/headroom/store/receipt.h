#pragma once

#include <cstdint>
#include <string>

#include "headroom/base/strong.h"

namespace headroom::store {

// The stored inputs and outcome of one decision. The texts are the writer's own (JSON by convention); the store keeps
// them byte for byte.
struct receipt {
  std::string id;  // chosen by the writer, unique
  std::int64_t decided_unix_ms = 0;
  namespace_id subject;
  std::string inputs_hash;  // of what the decision was made from
  std::string decision;
  std::string outcome;  // empty until it is known

  friend bool operator==(const receipt&, const receipt&) = default;
};

}  // namespace headroom::store
