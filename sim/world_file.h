#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "sim/world.h"

#include "headroom/base/result.h"
#include "headroom/base/time.h"

namespace headroom::sim {

// Gives the bytes of a file that a world names, a trace.
using file_reader = std::function<result<std::string>(const std::string& name)>;

// Reads a world as docs/formats/world.md describes it. `source` names the text in errors, which carry line and key.
// Times given as numbers are hours after `begin`, the clock's start, so that a world can be replayed at any time.
[[nodiscard]] result<world> read_world(std::string_view toml_text, std::string_view source, utc_minute begin,
                                       const file_reader& read_file);

}  // namespace headroom::sim
