#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "headroom/temporal/workflow/definition.h"

namespace temporal::workflow {

// The workflow types that a worker serves. Filled before the worker runs, read by many threads after.
class registry {
 public:
  // Throws std::invalid_argument when the type's name is taken.
  template <workflow_class X>
  registry& add() {
    return add(definition_of<X>().erased());
  }
  registry& add(std::shared_ptr<const detail::workflow_definition> d);

  // By name, or the dynamic definition; nullptr when there is none.
  [[nodiscard]] const detail::workflow_definition* find(std::string_view type) const;
  [[nodiscard]] bool empty() const { return by_name_.empty(); }
  // "A, B, C", for messages.
  [[nodiscard]] std::string names() const;

 private:
  std::map<std::string, std::shared_ptr<const detail::workflow_definition>, std::less<>> by_name_;
};

}  // namespace temporal::workflow
