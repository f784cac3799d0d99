#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <vector>

#include "headroom/base/result.h"

namespace headroom::store {

// The right to write to a history: an flock on FILE-writer, which ends with the process however that ends. The file
// says who holds it, for whoever comes second, and from byte 512 on what was acknowledged since the last checkpoint.
class writer_lock {
 public:
  // failed_precondition when another holds it: process, host and since when.
  [[nodiscard]] static result<writer_lock> take(const std::filesystem::path& history, std::int64_t now_unix_ms);

  // Notes scrapes as acknowledged, in a place of its own: should the write-ahead log be taken away, the next writer can
  // say what is gone. Not synced: it serves for accidents with files; against those with power the log itself is
  // synced.
  void note(std::span<const std::int64_t> scrape_ids);
  [[nodiscard]] std::vector<std::int64_t> noted() const;
  void forget_noted();
  // The same notes for a reader, who holds nothing; empty when there are none, or they cannot be read.
  [[nodiscard]] static std::vector<std::int64_t> noted_beside(const std::filesystem::path& history);

  writer_lock(writer_lock&& other) noexcept : file_(other.file_) { other.file_ = -1; }
  writer_lock& operator=(writer_lock&& other) noexcept;
  writer_lock(const writer_lock&) = delete;
  writer_lock& operator=(const writer_lock&) = delete;
  ~writer_lock();

 private:
  explicit writer_lock(int file) : file_(file) {}
  int file_ = -1;
};

}  // namespace headroom::store
