#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>

namespace temporal::workflow::detail {

enum class patch_kind : bool { active, deprecated };

// Which patches this run has: those that history marks, and those that were first met outside a replay.
class patch_table {
 public:
  void notify(std::string id) { notified_.insert(std::move(id)); }
  // Decides once for each id, and emits the marker when the answer is yes.
  bool use(const std::string& id, patch_kind kind);

 private:
  std::set<std::string, std::less<>> notified_;
  std::map<std::string, bool, std::less<>> decided_;
};

}  // namespace temporal::workflow::detail
