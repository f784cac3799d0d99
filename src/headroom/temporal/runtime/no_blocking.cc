#include "headroom/temporal/runtime/no_blocking.h"

#include <stdexcept>
#include <string>
#include <utility>

namespace temporal::detail {
namespace {
thread_local std::string_view current_role;
}

no_blocking::no_blocking(std::string_view role) : previous_(std::exchange(current_role, role)) {}
no_blocking::~no_blocking() { current_role = previous_; }

void require_blocking_allowed(std::string_view what) {
  if (current_role.empty()) return;
  throw std::logic_error("a " + std::string(what) + " blocks and was made on " + std::string(current_role) +
                         ", which must not block; make it from an activity or a thread of your own");
}

}  // namespace temporal::detail
