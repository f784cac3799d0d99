#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "headroom/cli/global_options.h"

namespace headroom::cli::forecast {

// What `headroom forecast` is asked to do.
struct options {
  std::string series;  // a file, or - for stdin
  std::size_t horizon = 0;
  std::vector<std::size_t> seasons;  // empty: found in the data; {1}: none
  int threads = 0;                   // 0: as many as the machine has
  output_format output = output_format::text;
};

}  // namespace headroom::cli::forecast
