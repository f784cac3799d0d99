#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <set>
#include <string>

namespace temporal::workflow::detail {

class operation;

enum class scope_kind : std::uint8_t { open, shielded };

// A node in the tree of cancellation scopes. Cancelling it reaches, once and for good, it and all nodes below that are
// not shielded from it.
class scope_state {
 public:
  scope_state(std::shared_ptr<scope_state> parent, scope_kind kind);
  ~scope_state();
  scope_state(const scope_state&) = delete;
  scope_state& operator=(const scope_state&) = delete;

  [[nodiscard]] bool cancelled() const { return cancelled_; }
  [[nodiscard]] const std::string& reason() const { return reason_; }
  void cancel(const std::string& reason);
  // Throws cancelled_failure in a cancelled scope.
  void check() const;

  // Operations under way that cancellation must reach.
  void add(operation& op);
  void remove(const operation& op);

 private:
  void mark(const std::string& reason, std::map<std::uint64_t, std::shared_ptr<operation>>& reached);

  std::shared_ptr<scope_state> parent_;
  std::set<scope_state*> children_;
  std::map<std::uint64_t, operation*> operations_;  // by id: in the order in which they began
  std::string reason_;
  scope_kind kind_;
  bool cancelled_ = false;
};

}  // namespace temporal::workflow::detail
