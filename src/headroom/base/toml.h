#pragma once

// toml++ as all of headroom includes it, so that every translation unit has the same copy of its inline functions.
// Its assertions are off in debug builds too: 3.3 asserts on some wrong input (`a = 2026-01-01 1`) that it otherwise
// reports as an error. Texts go through guarded_toml() first.
#define TOML_ASSERT(expression) static_cast<void>(0)
#include <toml++/toml.h>

#include "headroom/base/toml_guard.h"
