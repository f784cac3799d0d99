#pragma once

#include <compare>

#include "frame.h"

namespace kitchen_sink {

// Order and deep equality of JSON in which numbers count by their exact value: the library's own operators turn an
// unsigned number into a signed one, so that 18446744073709551615 would equal -1.
std::partial_ordering compare(const json& a, const json& b);
bool less(const json& a, const json& b);  // throws for what has no order
bool equal(const value& a, const value& b);

// A sum that stays an exact integer as long as all parts are, over the ranges of int64 and uint64; throws beyond them.
json sum(const json& numbers);

}  // namespace kitchen_sink
