#include "headroom/openmetrics/label_key.h"

#include <algorithm>

namespace headroom::openmetrics {
namespace {

void append_counted(std::string& out, std::string_view part) {
  out += std::to_string(part.size());
  out += ':';
  out += part;
}

}  // namespace

std::string label_key(const std::vector<raw_label>& labels, std::string_view left_out) {
  std::vector<const openmetrics::label*> order;
  order.reserve(labels.size());
  for (const auto& raw : labels) {
    if (!raw.label.value.empty() && raw.label.name != left_out) order.push_back(&raw.label);
  }
  std::ranges::sort(order, {}, [](const openmetrics::label* l) -> const std::string& { return l->name; });
  std::string key;
  for (const auto* label : order) {
    append_counted(key, label->name);
    append_counted(key, label->value);
  }
  return key;
}

const raw_label* find_label(const std::vector<raw_label>& labels, std::string_view name) {
  const auto found =
      std::ranges::find(labels, name, [](const raw_label& l) -> std::string_view { return l.label.name; });
  if (found == labels.end() || found->label.value.empty()) return nullptr;
  return &*found;
}

}  // namespace headroom::openmetrics
