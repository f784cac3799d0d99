#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "sim/capacity_timeline.h"
#include "sim/load_window.h"
#include "sim/metric_samples.h"
#include "sim/operation.h"
#include "sim/world.h"

#include "headroom/base/strong.h"
#include "headroom/json/json.h"

namespace headroom::sim {

// A namespace as it lives in the simulated cloud: what the world's file says, and what was changed since.
struct live_namespace {
  world_namespace plan;
  namespace_id id;
  namespace_labels labels;
  std::shared_ptr<load_window> demand;  // shared by namespaces with the same load

  ordered_json spec;      // as the API shows it, every field there
  std::string spec_text;  // the same as text, for long listings
  std::int64_t revision = 1;
  std::string version;  // resourceVersion, an opaque text
  std::int64_t created_ms = 0;
  std::optional<std::int64_t> modified_ms;
  std::map<std::string, std::string> tags;
  std::string operation_id;  // the last change of the namespace, done or not

  // Moments at which another region became or becomes the active one, in order.
  std::vector<std::pair<std::int64_t, std::string>> failovers;
  [[nodiscard]] const std::string& active_region_at(std::int64_t now_ms) const {
    const std::string* region = &plan.region;
    for (const auto& [from_ms, to] : failovers) {
      if (from_ms <= now_ms) region = &to;
    }
    return *region;
  }
  [[nodiscard]] const std::string& standby_region_at(std::int64_t now_ms) const {
    return active_region_at(now_ms) == plan.region ? plan.replica : plan.region;
  }

  capacity_timeline timeline{on_demand};
  std::optional<capacity_request> request;
};

}  // namespace headroom::sim
