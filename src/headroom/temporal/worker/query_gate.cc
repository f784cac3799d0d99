#include "headroom/temporal/worker/query_gate.h"

#include <utility>

namespace temporal::detail {

std::unique_ptr<query_gate::closed> query_gate::close(const std::string& run_id, const is_under_way& under_way) {
  const std::lock_guard lock(mutex_);
  auto& run = runs_[run_id];
  std::erase_if(run.told, [&](const std::string& id) { return !under_way(id); });
  if (!run.told.empty()) return nullptr;
  ++run.closed;
  return std::make_unique<closed>(shared_from_this(), run_id);
}

void query_gate::open(const std::string& run_id) {
  std::vector<end> ended;
  {
    const std::lock_guard lock(mutex_);
    auto& run = runs_.at(run_id);  // A closed run is never erased.
    if (--run.closed > 0) return;
    ended = std::exchange(run.held, {});
    for (const auto& one : ended) {
      if (one.last) run.told.insert(one.activity_id);
    }
    erase_if_idle(run_id);
  }
  for (const auto& one : ended) one.tell();
}

void query_gate::begins(const std::string& run_id, const std::string& activity_id) {
  const std::lock_guard lock(mutex_);
  const auto found = runs_.find(run_id);
  if (found == runs_.end()) return;
  found->second.told.erase(activity_id);
  erase_if_idle(run_id);
}

void query_gate::ends(const std::string& run_id, const std::string& activity_id, bool last,
                      std::function<void()> tell) {
  {
    const std::lock_guard lock(mutex_);
    auto& run = runs_[run_id];
    if (run.closed > 0) {
      run.held.push_back({activity_id, last, std::move(tell)});
      return;
    }
    if (last) run.told.insert(activity_id);
    erase_if_idle(run_id);
  }
  tell();
}

void query_gate::settle(const std::string& run_id, const is_under_way& under_way) {
  const std::lock_guard lock(mutex_);
  const auto found = runs_.find(run_id);
  if (found == runs_.end()) return;
  std::erase_if(found->second.told, [&](const std::string& id) { return !under_way(id); });
  erase_if_idle(run_id);
}

void query_gate::forget(const std::string& run_id) {
  const std::lock_guard lock(mutex_);
  const auto found = runs_.find(run_id);
  if (found == runs_.end()) return;
  found->second.told.clear();
  erase_if_idle(run_id);
}

void query_gate::erase_if_idle(const std::string& run_id) {
  const auto found = runs_.find(run_id);
  const auto& run = found->second;
  if (run.closed == 0 && run.told.empty() && run.held.empty()) runs_.erase(found);
}

}  // namespace temporal::detail
