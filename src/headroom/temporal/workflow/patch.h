#pragma once

#include <string>

namespace temporal::workflow {

// True when this run uses the changed code: new runs do, runs that were past this point before the change do not.
//   if (wf::patched("charge-twice")) { ... } else { ... old way ... }
[[nodiscard]] bool patched(const std::string& id);

// Stands where patched() was, once no run needs the old way any more.
void deprecate_patch(const std::string& id);

}  // namespace temporal::workflow
