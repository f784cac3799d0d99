#pragma once

#include <cstdint>
#include <string>

#include "headroom/base/rng.h"

namespace temporal::workflow {

// Random numbers that every replay repeats, seeded by the server. Not for secrets.
[[nodiscard]] std::uint64_t random_word();
// Uniform in [low, high]; low <= high.
[[nodiscard]] std::int64_t random_between(std::int64_t low, std::int64_t high);
// Uniform in [0, 1).
[[nodiscard]] double random_uniform();
// A version 4 UUID as text.
[[nodiscard]] std::string uuid4();

namespace detail {
[[nodiscard]] std::string uuid4_of(headroom::rng& source);
}

}  // namespace temporal::workflow
