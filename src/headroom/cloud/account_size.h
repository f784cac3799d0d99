#pragma once

#include <cstddef>
#include <filesystem>
#include <mutex>
#include <optional>

namespace headroom::cloud {

// How many namespaces the account had when it was last listed, kept in a small file beside the budget's, so that the
// next scrape need not wait for the list to know what it can ask for. Only ever a hint: a wrong one costs a scrape that
// is split, or one without the finer rows. Where the file cannot be read or written there is no hint. Thread-safe.
class account_size {
 public:
  account_size() = default;  // remembers within this object only
  explicit account_size(std::filesystem::path file);

  [[nodiscard]] std::optional<std::size_t> last() const;
  void note(std::size_t namespaces);

 private:
  std::filesystem::path file_;
  mutable std::mutex mutex_;
  std::optional<std::size_t> known_;
};

}  // namespace headroom::cloud
