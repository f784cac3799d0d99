#pragma once

namespace headroom::cli {

// A crashed process leaves no core file: its memory and its environment hold API keys. Only the soft limit is lowered,
// so that whoever debugs can raise it again (`prlimit --core=unlimited --pid PID`).
void leave_no_core_file();

}  // namespace headroom::cli
