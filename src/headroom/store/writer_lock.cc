#include "headroom/store/writer_lock.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <fmt/format.h>
#include <string>
#include <sys/file.h>
#include <unistd.h>
#include <utility>

#include "headroom/base/text.h"
#include "headroom/base/time.h"

namespace headroom::store {
namespace {

constexpr off_t notes_offset = 512;
constexpr std::size_t notes_max = 1 << 20;

std::string host_name() {
  std::array<char, 256> name{};
  return ::gethostname(name.data(), name.size() - 1) == 0 ? name.data() : "unknown host";
}

std::string text_of(int file) {
  std::array<char, 512> text{};
  const ssize_t length = ::pread(file, text.data(), text.size(), 0);
  return std::string(text.data(), length > 0 ? static_cast<std::size_t>(length) : 0);
}

std::unexpected<error> held(const std::filesystem::path& history, int file) {
  std::string who = text_of(file);
  if (const auto end = who.find('\n'); end != std::string::npos) who.resize(end);
  return fail(error_code::failed_precondition,
              fmt::format("{} is being written by {}; stop it first, or open the history for reading", history.string(),
                          who.empty() ? "another process" : escape_for_terminal(who)));
}

}  // namespace

result<writer_lock> writer_lock::take(const std::filesystem::path& history, std::int64_t now_unix_ms) {
  const std::string path = history.string() + "-writer";
  const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (file < 0) {
    return fail(error_code::failed_precondition,
                fmt::format("{} cannot be opened: {}; the folder must be writable to keep a history in it", path,
                            std::strerror(errno)));
  }
  writer_lock lock(file);
  if (::flock(file, LOCK_EX | LOCK_NB) != 0) return held(history, file);
  std::string who = fmt::format("process {} on {} since {}\n", ::getpid(), host_name(), to_rfc3339(now_unix_ms));
  who.resize(notes_offset);
  // The text only serves the message above: the lock holds without it, on a full disk too.
  static_cast<void>(!::pwrite(file, who.data(), who.size(), 0));
  return lock;
}

void writer_lock::note(std::span<const std::int64_t> scrape_ids) {
  const off_t end = ::lseek(file_, 0, SEEK_END);
  static_cast<void>(!::pwrite(file_, scrape_ids.data(), scrape_ids.size_bytes(), std::max(end, notes_offset)));
}

std::vector<std::int64_t> writer_lock::noted_beside(const std::filesystem::path& history) {
  const int file = ::open((history.string() + "-writer").c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
  return file < 0 ? std::vector<std::int64_t>{} : writer_lock(file).noted();
}

std::vector<std::int64_t> writer_lock::noted() const {
  const off_t end = ::lseek(file_, 0, SEEK_END);
  if (end <= notes_offset) return {};
  std::vector<std::int64_t> ids(
      std::min(notes_max, static_cast<std::size_t>(end - notes_offset) / sizeof(std::int64_t)));
  const ssize_t read = ::pread(file_, ids.data(), ids.size() * sizeof(std::int64_t), notes_offset);
  ids.resize(read > 0 ? static_cast<std::size_t>(read) / sizeof(std::int64_t) : 0);
  return ids;
}

void writer_lock::forget_noted() { static_cast<void>(!::ftruncate(file_, notes_offset)); }

writer_lock& writer_lock::operator=(writer_lock&& other) noexcept {
  std::swap(file_, other.file_);
  return *this;
}

writer_lock::~writer_lock() {
  if (file_ >= 0) ::close(file_);
}

}  // namespace headroom::store
