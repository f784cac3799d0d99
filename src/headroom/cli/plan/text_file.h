#pragma once

#include <string>
#include <string_view>

#include "headroom/base/result.h"

namespace headroom::cli::plan {

// The whole of a file; not_found, saying what was expected in it, when it cannot be read.
[[nodiscard]] result<std::string> read_text_file(const std::string& file, std::string_view expected);

}  // namespace headroom::cli::plan
