#pragma once

#include <string>
#include <utility>

namespace headroom {

// A key or token. It has no stream operator and no formatter, so that it cannot end in a log or an error by accident;
// the one place that sends it says so with reveal().
class secret {
 public:
  secret() = default;
  explicit secret(std::string value) : value_(std::move(value)) {}
  [[nodiscard]] const std::string& reveal() const { return value_; }
  [[nodiscard]] bool empty() const { return value_.empty(); }

 private:
  std::string value_;
};

}  // namespace headroom
