#pragma once

#include <atomic>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "headroom/temporal/worker/bridge_worker.h"

namespace temporal::detail {

// The one answer that an activation must get, since a run whose activation has none is stuck for ever. Whoever answers
// first counts; when nobody has by the time it goes, it answers with a failure itself.
class activation_answer {
 public:
  activation_answer(bridge_worker& core, std::string run_id) : core_(core), run_id_(std::move(run_id)) {}
  ~activation_answer();
  activation_answer(const activation_answer&) = delete;
  activation_answer& operator=(const activation_answer&) = delete;

  // A serialised WorkflowActivationCompletion. False when it had been answered already.
  bool complete(std::string_view completion);
  // Fails the workflow task; the server will try it again.
  bool fail(std::string_view message);
  // A success without commands, as evictions want it.
  bool complete_empty();

  // Lives until core has dealt with the answer. To be set before it is given.
  void keep_until_acknowledged(std::shared_ptr<void> what) { kept_ = std::move(what); }

  [[nodiscard]] const std::string& run_id() const { return run_id_; }

 private:
  bridge_worker& core_;
  const std::string run_id_;
  std::shared_ptr<void> kept_;
  std::atomic_flag answered_;
};

}  // namespace temporal::detail
