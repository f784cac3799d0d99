#pragma once

#include <span>
#include <string>
#include <vector>

#include "headroom/model/week_plan.h"

namespace headroom::report {

// A namespace for which no plan can be made, and why.
struct unplanned_namespace {
  namespace_id id;
  std::string reason;
};

// Everything that the outputs of `headroom plan` say.
struct plan_report {
  std::string price_note;  // "list prices of 2026-09-17, plan business"
  std::vector<week_plan> plans;
  std::vector<unplanned_namespace> unplanned;
};

}  // namespace headroom::report
