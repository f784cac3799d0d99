#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "headroom/base/secret.h"

namespace headroom::cloud {

// What a Temporal Cloud API key says about itself: it is a JSON Web Token. Nothing is verified; it serves to name the
// account's budget and to warn of a key that has expired. Everything is empty for a key that is no such token.
struct key_facts {
  std::string account;                         // "a2dd6"
  std::optional<std::int64_t> expires_unix_s;  // the claim `exp`
};

[[nodiscard]] key_facts facts_of_key(const secret& key);

}  // namespace headroom::cloud
