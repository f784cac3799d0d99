#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <sqlite3.h>
#include <string>
#include <vector>

#include "headroom/base/rng.h"

namespace headroom::store::testing {

// A disk in memory, as SQLite's file layer, that loses its power on demand: what was written since the last sync is
// then there wholly, in part (sectors of 512 bytes, in any order) or not at all. It can also be full, or refuse writes.
// One connection at a time, one disk at a time.
class power_loss_disk {
 public:
  power_loss_disk();
  power_loss_disk(const power_loss_disk&) = delete;
  power_loss_disk& operator=(const power_loss_disk&) = delete;
  ~power_loss_disk();

  [[nodiscard]] const std::string& vfs() const { return name_; }

  // The power goes at the n-th write or sync from now on: it and all that follow fail.
  void lose_power_after(std::uint64_t operations) { operations_left_ = operations; }
  [[nodiscard]] bool has_power() const { return operations_left_ > 0; }
  // After all connections are closed: the disk as the machine finds it when it starts again.
  void start_again(rng& random);

  bool full = false;
  bool read_only = false;

 private:
  friend struct disk_methods;
  struct change {
    bool truncate = false;
    std::size_t at = 0;  // or the length after truncating
    std::vector<std::byte> bytes;
  };
  struct file {
    std::vector<std::byte> durable;
    std::vector<std::byte> now;
    std::vector<change> unsynced;
    std::vector<std::unique_ptr<std::byte[]>> shared_memory;
  };
  bool spend();
  static void apply(const change& one, std::vector<std::byte>& to);

  std::string name_ = "power-loss-disk";
  sqlite3_vfs vfs_{};
  std::map<std::string, file> files_;
  std::uint64_t operations_left_ = ~std::uint64_t{0};
};

}  // namespace headroom::store::testing
