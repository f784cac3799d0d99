#pragma once

#include <span>
#include <string_view>

namespace headroom::sim {

struct embedded_file {
  std::string_view name, bytes;
};

// The files under worlds/ and page/ that CMake put into the program (embed.cmake).
[[nodiscard]] std::span<const embedded_file> embedded_files();

}  // namespace headroom::sim
