#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "headroom/temporal/activity/definition.h"

namespace temporal::activity {

// The activities that a worker serves, by name. Filled before the worker runs, read by many threads after.
class registry {
 public:
  // Throws configuration_error when the name is empty or taken.
  void add(definition activity);
  // Called for every name that has no definition of its own; it finds the name in context::current().info().
  void add_dynamic(definition activity);

  // nullptr when there is none.
  [[nodiscard]] const definition* find(std::string_view name) const;
  [[nodiscard]] bool empty() const { return by_name_.empty() && !dynamic_.invoke; }
  // "a, b, c", for messages.
  [[nodiscard]] std::string names() const;

 private:
  std::map<std::string, definition, std::less<>> by_name_;
  definition dynamic_;
};

}  // namespace temporal::activity
