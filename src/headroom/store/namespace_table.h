#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "headroom/base/result.h"
#include "headroom/base/strong.h"
#include "headroom/store/scrape_frame.h"
#include "headroom/store/sqlite.h"

namespace headroom::store {

// Which namespace has which slot. All of it is kept in memory: 30,000 names are a few megabytes.
class namespace_table {
 public:
  // Reads what was added to the file since the last time.
  [[nodiscard]] result<void> refresh(sqlite::database& db);

  [[nodiscard]] std::optional<namespace_slot> find(const namespace_id& id) const;
  [[nodiscard]] const std::vector<namespace_id>& by_slot() const { return by_slot_; }
  [[nodiscard]] const std::vector<std::string>& damage() const { return damage_; }
  // not_found, with the nearest name.
  [[nodiscard]] std::unexpected<error> no_such(const namespace_id& id) const;

  // For the writer: gives a slot, to be written with the next transaction.
  [[nodiscard]] namespace_slot add(const namespace_id& id);
  [[nodiscard]] result<void> write_new(sqlite::database& db);
  void new_are_written() { written_ = by_slot_.size(); }

 private:
  std::vector<namespace_id> by_slot_;
  std::unordered_map<namespace_id, namespace_slot> slots_;
  std::size_t written_ = 0;
  std::vector<std::string> damage_;
};

}  // namespace headroom::store
