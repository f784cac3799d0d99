#pragma once

#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "headroom/backtest/replay.h"
#include "headroom/plan/policy_registry.h"

namespace headroom::backtest {

// A yardstick that is given the future; nothing else is.
struct foresight {
  std::vector<request> (*requests)(const workload& load);
};

// A policy to compare, by the name it was asked for.
class contender {
 public:
  // Reads a policy as typed, with parameters. Errors: see plan::find_policy.
  [[nodiscard]] static result<contender> find(std::string_view text);

  [[nodiscard]] const std::string& name() const { return name_; }

  // What it asks for over the workload. Thread-safe: each call makes a policy of its own.
  [[nodiscard]] std::vector<request> requests(const workload& load) const;

 private:
  using maker = std::variant<plan::policy_maker, foresight>;
  contender(std::string_view name, maker how) : name_(name), how_(std::move(how)) {}

  std::string name_;
  maker how_;
};

// The policies that are compared unless others are named: ours, the peers, hindsight. `find` knows `week-plan` besides.
[[nodiscard]] std::span<const std::string_view> contender_names();

}  // namespace headroom::backtest
