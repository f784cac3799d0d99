#include "headroom/temporal/activity/registry.h"

#include <utility>

#include "headroom/temporal/runtime/errors.h"

namespace temporal::activity {

void registry::add(definition activity) {
  if (activity.name.empty()) throw configuration_error("an activity was registered without a name");
  std::string name = activity.name;
  if (!by_name_.emplace(name, std::move(activity)).second) {
    throw configuration_error("the activity " + name + " was registered twice; names must differ within a worker");
  }
}

void registry::add_dynamic(definition activity) {
  if (dynamic_.invoke) throw configuration_error("a dynamic activity was registered twice");
  dynamic_ = std::move(activity);
}

const definition* registry::find(std::string_view name) const {
  if (const auto found = by_name_.find(name); found != by_name_.end()) return &found->second;
  return dynamic_.invoke ? &dynamic_ : nullptr;
}

std::string registry::names() const {
  std::string out;
  for (const auto& [name, unused] : by_name_) out += (out.empty() ? "" : ", ") + name;
  return out.empty() ? "none" : out;
}

}  // namespace temporal::activity
