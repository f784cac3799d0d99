#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "headroom/base/result.h"
#include "headroom/plan/policy.h"
#include "headroom/plan/threshold_rule.h"

namespace headroom::plan {

// Makes fresh policies of one kind; cheap to copy, and may be used from several threads.
class policy_maker {
 public:
  using make_function = std::function<std::unique_ptr<policy>(const policy_setting&)>;

  explicit policy_maker(make_function make) : make_(std::move(make)) {}
  explicit policy_maker(std::shared_ptr<const threshold_rule> rule) : rule_(std::move(rule)) {}

  [[nodiscard]] std::unique_ptr<policy> operator()(const policy_setting& setting) const {
    return rule_ ? streaming_policy(rule_) : make_(setting);
  }

  // The rule that the policy consists of; null when it has a memory of its own.
  [[nodiscard]] const threshold_rule* rule() const { return rule_.get(); }

 private:
  make_function make_;
  std::shared_ptr<const threshold_rule> rule_;
};

// Names of the policies that need no knowledge of the future, ours first.
[[nodiscard]] std::span<const std::string_view> policy_names();

// Reads `name` or `name:key=value,key=value`, as in `target-tracking:target=0.55`. An unknown name or key is
// invalid_argument, with the nearest one suggested and all that there are listed.
[[nodiscard]] result<policy_maker> find_policy(std::string_view text);

// The same, made at once.
[[nodiscard]] result<std::unique_ptr<policy>> make_policy(std::string_view text, const policy_setting& setting = {});

// The error for a name that is none of `names`.
[[nodiscard]] error unknown_policy(std::string_view name, std::span<const std::string_view> names);

}  // namespace headroom::plan
