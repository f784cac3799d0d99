#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "headroom/base/result.h"

namespace headroom::plan {

// A policy as typed: `name` or `name:key=value,key=value` with numbers for values.
struct policy_text {
  struct parameter {
    std::string key;
    double value = 0;
  };
  std::string name;
  std::vector<parameter> parameters;
};

[[nodiscard]] result<policy_text> parse_policy_text(std::string_view text);

// A number that a policy can be given: where it goes and what it may be.
struct policy_parameter {
  std::string_view key;
  double* value;
  double least, most;
  enum class kind : unsigned char { real, whole } type = kind::real;
};

// Sets the parameters that were typed. A key that is not in `known`, a value out of range or a part of a whole number
// is invalid_argument.
[[nodiscard]] result<void> set_parameters(const policy_text& typed, std::initializer_list<policy_parameter> known);

}  // namespace headroom::plan
