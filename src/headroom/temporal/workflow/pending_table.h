#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <utility>

namespace temporal::workflow::detail {

// Operations of one kind that core will report on, by the sequence number they have in commands and jobs.
template <class Operation>
class pending_table {
 public:
  std::uint32_t add(std::shared_ptr<Operation> op) {
    const auto seq = ++last_seq_;
    by_seq_.emplace(seq, std::move(op));
    return seq;
  }
  // Null when there is none.
  [[nodiscard]] std::shared_ptr<Operation> find(std::uint32_t seq) const {
    const auto it = by_seq_.find(seq);
    return it == by_seq_.end() ? nullptr : it->second;
  }
  std::shared_ptr<Operation> take(std::uint32_t seq) {
    auto node = by_seq_.extract(seq);
    return node.empty() ? nullptr : std::move(node.mapped());
  }
  void clear() { by_seq_.clear(); }

  template <class F>
  void for_each(F&& f) const {
    for (const auto& [seq, op] : by_seq_) f(*op);
  }

 private:
  std::map<std::uint32_t, std::shared_ptr<Operation>> by_seq_;
  std::uint32_t last_seq_ = 0;
};

}  // namespace temporal::workflow::detail
