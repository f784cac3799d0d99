#include "headroom/http/locked_file.h"

#include <cerrno>
#include <chrono>
#include <cstring>
#include <fcntl.h>
#include <fmt/format.h>
#include <optional>
#include <sys/file.h>
#include <sys/stat.h>
#include <system_error>
#include <thread>
#include <unistd.h>

namespace headroom::http {
namespace {

class descriptor {
 public:
  explicit descriptor(int fd) : fd_(fd) {}
  ~descriptor() {
    if (fd_ >= 0) ::close(fd_);  // lets go of the lock as well
  }
  descriptor(const descriptor&) = delete;
  descriptor& operator=(const descriptor&) = delete;
  [[nodiscard]] int get() const { return fd_; }

 private:
  int fd_;
};

std::unexpected<error> disk_error(const std::filesystem::path& file, std::string_view what, int number) {
  return fail(error_code::failed_precondition,
              fmt::format("{}: {} ({})", file.string(), what, std::system_category().message(number)));
}

// Null when the lock is ours; otherwise what is in the way.
std::optional<std::string> why_not_locked(int fd) {
  // flock has no bound of its own; a holder needs microseconds, so a short pause between tries costs nothing.
  constexpr int tries = 200;
  for (int i = 0; i < tries; ++i) {
    if (::flock(fd, LOCK_EX | LOCK_NB) == 0) return std::nullopt;
    if (errno != EWOULDBLOCK && errno != EINTR) return std::system_category().message(errno);
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  return "another process has held it for two seconds; is one of them stopped?";
}

std::string read_all(int fd) {
  constexpr std::size_t bytes_max = std::size_t{1} << 20;
  std::string text;
  char buffer[4096];
  ssize_t count = 0;
  while ((count = ::read(fd, buffer, sizeof buffer)) > 0) {
    text.append(buffer, static_cast<std::size_t>(count));
    if (text.size() > bytes_max) return {};
  }
  return text;
}

bool write_all(int fd, const std::string& text) {
  if (::ftruncate(fd, 0) != 0 || ::lseek(fd, 0, SEEK_SET) != 0) return false;
  std::size_t done = 0;
  while (done < text.size()) {
    const ssize_t count = ::write(fd, text.data() + done, text.size() - done);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return false;
    done += static_cast<std::size_t>(count);
  }
  return true;
}

}  // namespace

result<void> change_locked_file(const std::filesystem::path& file,
                                const std::function<std::string(const std::string&)>& change) {
  std::error_code no_folder;
  std::filesystem::create_directories(file.parent_path(), no_folder);
  if (no_folder) return disk_error(file.parent_path(), "the folder cannot be made", no_folder.value());
  const descriptor opened(::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600));
  if (opened.get() < 0) return disk_error(file, "cannot be opened for writing", errno);
  if (const auto why = why_not_locked(opened.get())) {
    return fail(error_code::failed_precondition, fmt::format("{}: cannot be locked ({})", file.string(), *why));
  }
  const std::string before = read_all(opened.get());
  if (!write_all(opened.get(), change(before))) return disk_error(file, "cannot be written", errno);
  return {};
}

}  // namespace headroom::http
