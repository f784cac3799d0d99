#pragma once

namespace headroom::cli {

// What the program ends with; scripts rely on these.
enum exit_code : int {
  exit_ok = 0,
  exit_failed = 1,
  exit_usage = 2,
  exit_partial = 3,        // done, but some data were missing
  exit_action_needed = 4,  // `analyze --exit-code`: something should change
};

}  // namespace headroom::cli
