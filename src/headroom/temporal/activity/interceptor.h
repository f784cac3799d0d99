#pragma once

#include <functional>

#include "headroom/temporal/common/payload.h"

namespace temporal::activity {

// Sees every activity attempt of a worker, for tracing, logging or authentication. One object serves all threads.
class interceptor {
 public:
  using call = std::function<payload(const payload_list&)>;
  virtual ~interceptor() = default;
  // Calls `next` to go on; what it returns or throws is the attempt's outcome. context::current() is set.
  virtual payload execute(const payload_list& input, const call& next) { return next(input); }
};

}  // namespace temporal::activity
