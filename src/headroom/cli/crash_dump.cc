#include "headroom/cli/crash_dump.h"

#include <sys/resource.h>

namespace headroom::cli {

void leave_no_core_file() {
  rlimit limit{};
  if (::getrlimit(RLIMIT_CORE, &limit) != 0) return;  // cannot happen for a limit that exists
  limit.rlim_cur = 0;
  ::setrlimit(RLIMIT_CORE, &limit);  // lowering the soft limit is always allowed
}

}  // namespace headroom::cli
