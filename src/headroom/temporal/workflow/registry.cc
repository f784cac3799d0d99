#include "headroom/temporal/workflow/registry.h"

#include <fmt/format.h>
#include <stdexcept>

namespace temporal::workflow {

registry& registry::add(std::shared_ptr<const detail::workflow_definition> d) {
  const auto name = d->name;
  if (!by_name_.emplace(name, std::move(d)).second) {
    throw std::invalid_argument(fmt::format("workflow type '{}' is registered twice", name));
  }
  return *this;
}

const detail::workflow_definition* registry::find(std::string_view type) const {
  auto it = by_name_.find(type);
  if (it == by_name_.end()) it = by_name_.find("");
  return it == by_name_.end() ? nullptr : it->second.get();
}

std::string registry::names() const {
  std::string out;
  for (const auto& [name, d] : by_name_) {
    if (!out.empty()) out += ", ";
    out += name.empty() ? "(dynamic)" : name;
  }
  return out;
}

}  // namespace temporal::workflow
