#pragma once

#include <cstdint>
#include <filesystem>

#include "headroom/base/result.h"

namespace headroom::store {

// The right to write to a history: an flock on FILE-writer, which ends with the process however that ends. The file
// says who holds it, for whoever comes second.
class writer_lock {
 public:
  // failed_precondition when another holds it: process, host and since when.
  [[nodiscard]] static result<writer_lock> take(const std::filesystem::path& history, std::int64_t now_unix_ms);

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
