#pragma once

#include <filesystem>
#include <functional>
#include <string>

#include "headroom/base/result.h"

namespace headroom::http {

// Reads the whole file under an exclusive lock, replaces its text by what `change` returns, and lets go. Folders on the
// way are made; the file is the user's alone (0600). Texts over a megabyte are read as empty. Waits at most about two
// seconds for the lock, because whoever holds it only reads and writes a line. failed_precondition names what the disk
// said.
[[nodiscard]] result<void> change_locked_file(const std::filesystem::path& file,
                                              const std::function<std::string(const std::string&)>& change);

}  // namespace headroom::http
