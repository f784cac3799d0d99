#include "headroom/temporal/workflow/patch.h"

#include "temporal/sdk/core/workflow_commands/workflow_commands.pb.h"

#include "headroom/temporal/workflow/commands.h"
#include "headroom/temporal/workflow/patch_table.h"
#include "headroom/temporal/workflow/runtime.h"

namespace temporal::workflow {
namespace detail {

bool patch_table::use(const std::string& id, patch_kind kind) {
  auto& run = require_writable("a patch");
  if (const auto known = decided_.find(id); known != decided_.end()) return known->second;
  const bool yes = !run.replaying || notified_.contains(id);
  decided_.emplace(id, yes);
  if (yes) {
    auto& marker = *run.commands.add().mutable_set_patch_marker();
    marker.set_patch_id(id);
    marker.set_deprecated(kind == patch_kind::deprecated);
  }
  return yes;
}

}  // namespace detail

bool patched(const std::string& id) {
  return detail::require_current("patched").patches.use(id, detail::patch_kind::active);
}

void deprecate_patch(const std::string& id) {
  (void)detail::require_current("deprecate_patch").patches.use(id, detail::patch_kind::deprecated);
}

}  // namespace temporal::workflow
