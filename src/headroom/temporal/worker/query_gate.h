#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace temporal::detail {

// Keeps the answers to queries and the ends of local activities apart.
//
// Core reports a workflow task as soon as it has the answers to its queries. A local activity that has ended by then,
// but whose workflow was not told yet, gets its marker into that task and is told in the next one; a replay tells it
// in the first, and no longer agrees with what happened in between (docs/decisions/queries-and-local-activities.md).
// So while such an answer is on its way, the run's local activities end later; and where one has ended already, the
// queries are left to the server, which asks them again.
class query_gate : public std::enable_shared_from_this<query_gate> {
 public:
  using is_under_way = std::function<bool(std::string_view activity_id)>;

  // While it exists, no local activity of the run ends.
  class closed {
   public:
    closed(std::shared_ptr<query_gate> gate, std::string run_id) : gate_(std::move(gate)), run_id_(std::move(run_id)) {}
    ~closed() { gate_->open(run_id_); }
    closed(const closed&) = delete;
    closed& operator=(const closed&) = delete;

   private:
    std::shared_ptr<query_gate> gate_;
    std::string run_id_;
  };

  // Null when core has been told the end of a local activity of which the run, as `under_way` tells, knows nothing yet.
  [[nodiscard]] std::unique_ptr<closed> close(const std::string& run_id, const is_under_way& under_way);

  // An attempt begins: what was told of an earlier one was not the end.
  void begins(const std::string& run_id, const std::string& activity_id);
  // Calls `tell`, which tells core the outcome of an attempt, now or when the gate opens. `last`: core will not retry
  // it.
  void ends(const std::string& run_id, const std::string& activity_id, bool last, std::function<void()> tell);

  // The run has been activated: forgets the ends that it knows now.
  void settle(const std::string& run_id, const is_under_way& under_way);
  // It has left memory.
  void forget(const std::string& run_id);

 private:
  struct end {
    std::string activity_id;
    bool last;
    std::function<void()> tell;
  };
  struct run_state {
    int closed = 0;                        // answers on their way
    std::unordered_set<std::string> told;  // ends that core knows
    std::vector<end> held;                 // come while closed, in their order
  };

  void open(const std::string& run_id);
  void erase_if_idle(const std::string& run_id);

  std::mutex mutex_;
  std::unordered_map<std::string, run_state> runs_;  // only those with something to remember
};

}  // namespace temporal::detail
