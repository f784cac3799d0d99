#include "headroom/cloud/account_size.h"

#include <fmt/format.h>
#include <fstream>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace headroom::cloud {
namespace {

std::optional<std::size_t> read_size(const std::filesystem::path& file) {
  std::ifstream in(file);
  std::size_t size = 0;
  return in >> size ? std::optional(size) : std::nullopt;
}

}  // namespace

account_size::account_size(std::filesystem::path file) : file_(std::move(file)), known_(read_size(file_)) {}

std::optional<std::size_t> account_size::last() const {
  const std::scoped_lock lock(mutex_);
  return known_;
}

void account_size::note(std::size_t namespaces) {
  const std::scoped_lock lock(mutex_);
  if (std::exchange(known_, namespaces) == namespaces || file_.empty()) return;
  // Renamed into place, so that a reader beside us sees the old number or the new one.
  std::filesystem::path fresh = file_;
  fresh += fmt::format(".{}.new", getpid());
  std::error_code failed;
  std::filesystem::create_directories(file_.parent_path(), failed);
  if (std::ofstream out(fresh); out << namespaces << '\n') {
    out.close();
    std::filesystem::rename(fresh, file_, failed);
  }
  if (failed) std::filesystem::remove(fresh, failed);
}

}  // namespace headroom::cloud
