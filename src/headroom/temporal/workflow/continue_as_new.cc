#include "headroom/temporal/workflow/continue_as_new.h"

#include "headroom/temporal/workflow/runtime.h"

namespace temporal::workflow::detail {

void throw_continue_as_new(const continue_as_new_options& options, payload_list arguments) {
  require_writable("continue_as_new");
  throw continue_as_new_request{options.get(), std::move(arguments)};
}

}  // namespace temporal::workflow::detail
