#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "sim/billing_report.h"
#include "sim/clock.h"
#include "sim/figures.h"
#include "sim/live_namespace.h"
#include "sim/operation.h"
#include "sim/world.h"

#include "headroom/base/result.h"

namespace headroom::sim {

// The account: its namespaces in the order of their ids, and the changes made to them. Callers hold `mutex()` while
// they use what the others give out.
class account {
 public:
  account(world w, std::int64_t begin_ms);

  [[nodiscard]] std::mutex& mutex() { return mutex_; }
  [[nodiscard]] const world& description() const { return world_; }
  [[nodiscard]] std::vector<live_namespace>& namespaces() { return namespaces_; }
  [[nodiscard]] live_namespace* find(std::string_view id);

  [[nodiscard]] minute_figures figures(live_namespace& n, utc_minute minute) const;
  // The On-Demand limit that holds at that moment, as the Ops API shows it.
  [[nodiscard]] double on_demand_limit_aps(live_namespace& n, std::int64_t now_ms) const;
  [[nodiscard]] double limit_aps(live_namespace& n, std::int64_t now_ms) const;
  // The most TRUs that this namespace could have now: its region's cap, and what the region's pool has left.
  [[nodiscard]] int max_available_trus(const live_namespace& n, std::int64_t now_ms) const;

  [[nodiscard]] std::map<std::string, operation, std::less<>>& operations() { return operations_; }
  // Whoever makes changes from now on; the audit log names them.
  void set_actor(std::string name) { actor_ = std::move(name); }
  void record(operation op);
  // The operation that carried out the same request under the same id, if there was one; already_exists when the id was
  // used for another.
  [[nodiscard]] result<std::optional<operation>> done_before(const live_namespace& n, const std::string& id,
                                                             const ordered_json& input) const;
  // Whether the last change of the namespace has not ended yet.
  [[nodiscard]] bool is_changing(const live_namespace& n, std::int64_t now_ms) const;
  [[nodiscard]] std::vector<billing_report>& reports() { return reports_; }
  [[nodiscard]] int operations_under_way(std::int64_t now_ms) const;
  // A fresh id that does not depend on anything but the seed and the number of ids given out before.
  [[nodiscard]] std::string new_id();
  [[nodiscard]] std::string version_of(const live_namespace& n) const;

 private:
  world world_;
  std::mutex mutex_;
  std::vector<live_namespace> namespaces_;
  std::map<std::string, operation, std::less<>> operations_;
  std::string actor_;
  std::vector<billing_report> reports_;
  std::int64_t ids_ = 0;
};

}  // namespace headroom::sim
