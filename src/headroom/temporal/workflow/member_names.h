#pragma once

#include <any>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace temporal::workflow::detail {

// Which member is known under which name, so that typed stubs can be made from member pointers.
class member_names {
 public:
  template <class Member>
  void add(Member member, std::string name) {
    named_.emplace_back(member, std::move(name));
  }
  template <class Member>
  [[nodiscard]] const std::string& find(Member member) const {
    for (const auto& [known, name] : named_) {
      const auto* m = std::any_cast<Member>(&known);
      if (m != nullptr && *m == member) return name;
    }
    throw std::logic_error(
        "this member is no signal, query or update of its workflow: name it in the class's define()");
  }

 private:
  std::vector<std::pair<std::any, std::string>> named_;
};

}  // namespace temporal::workflow::detail
