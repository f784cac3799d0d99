#include "headroom/cli/metrics/input.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include "headroom/base/text.h"

namespace headroom::cli::metrics {
namespace {

std::unexpected<error> system_error(const std::string& file, int number) {
  const auto code = number == ENOENT   ? error_code::not_found
                    : number == EACCES ? error_code::permission_denied
                                       : error_code::unavailable;
  return fail(code, fmt::format("{} cannot be read: {}", escape_for_terminal(file), std::strerror(number)));
}

// Grows by doubling, so that a pipe of any length takes linear time; a regular file is read in one piece.
result<std::string> read_all(const std::string& file, int descriptor) {
  constexpr std::size_t first_room = 64 << 10;
  struct stat status{};
  std::string out;
  std::size_t used = 0;
  std::size_t room = first_room;
  if (fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode)) room = static_cast<std::size_t>(status.st_size) + 1;
  for (;;) {
    if (used == out.size()) out.resize(std::max(room, used * 2));
    const auto count = ::read(descriptor, out.data() + used, out.size() - used);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return system_error(file, errno);
    if (count == 0) break;
    used += static_cast<std::size_t>(count);
  }
  out.resize(used);
  return out;
}

}  // namespace

result<std::string> read_input(const std::string& file) {
  if (file == "-") return read_all("standard input", STDIN_FILENO);
  const int descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return system_error(file, errno);
  auto out = read_all(file, descriptor);
  ::close(descriptor);
  return out;
}

}  // namespace headroom::cli::metrics
