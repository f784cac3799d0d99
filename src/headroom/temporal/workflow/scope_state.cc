#include "headroom/temporal/workflow/scope_state.h"

#include <vector>

#include "headroom/temporal/common/failure.h"
#include "headroom/temporal/workflow/operation.h"

namespace temporal::workflow::detail {

scope_state::scope_state(std::shared_ptr<scope_state> parent, scope_kind kind)
    : parent_(std::move(parent)), kind_(kind) {
  if (!parent_) return;
  parent_->children_.insert(this);
  if (kind_ == scope_kind::open && parent_->cancelled_) {  // born into a cancelled scope
    cancelled_ = true;
    reason_ = parent_->reason_;
  }
}

scope_state::~scope_state() {
  if (parent_) parent_->children_.erase(this);
}

void scope_state::check() const {
  if (cancelled_) throw cancelled_failure(reason_.empty() ? "cancelled" : reason_);
}

void scope_state::add(operation& op) { operations_.emplace(op.id(), &op); }

void scope_state::remove(const operation& op) { operations_.erase(op.id()); }

void scope_state::mark(const std::string& reason, std::map<std::uint64_t, std::shared_ptr<operation>>& reached) {
  cancelled_ = true;
  reason_ = reason;
  for (const auto& [id, op] : operations_) reached.emplace(id, op->shared_from_this());
}

void scope_state::cancel(const std::string& reason) {
  if (cancelled_) return;
  // First all marks, then the operations in the order in which they began: cancelling one wakes coroutines, and
  // commands must come in an order that does not depend on the shape of the tree.
  std::map<std::uint64_t, std::shared_ptr<operation>> reached;
  std::vector<scope_state*> todo{this};
  while (!todo.empty()) {
    auto* at = todo.back();
    todo.pop_back();
    if (at->cancelled_) continue;
    at->mark(reason, reached);
    for (auto* child : at->children_) {
      if (child->kind_ == scope_kind::open) todo.push_back(child);
    }
  }
  for (const auto& [id, op] : reached) op->cancel();
}

}  // namespace temporal::workflow::detail
