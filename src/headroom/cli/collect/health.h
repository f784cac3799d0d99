#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "headroom/base/error.h"
#include "headroom/base/time.h"
#include "headroom/cloud/hooks.h"
#include "headroom/model/namespace_snapshot.h"

namespace headroom::cli::collect {

struct health_line {
  cloud::log_level level = cloud::log_level::info;
  std::string text;

  friend bool operator==(const health_line&, const health_line&) = default;
};

// What one good scrape was like.
struct minute_facts {
  utc_minute minute;
  completeness data = completeness::complete;
  std::size_t namespaces = 0;
  std::vector<std::string> warnings;
};

// A collector that runs for months says a thing once: when it begins, and when it is over.
class health {
 public:
  [[nodiscard]] std::vector<health_line> succeeded(const minute_facts& facts);
  [[nodiscard]] std::vector<health_line> failed(const error& e);

  [[nodiscard]] int failures() const { return failures_; }  // in a row
  [[nodiscard]] bool mends_itself() const { return !last_failure_ || last_failure_->retry == retryable::yes; }

 private:
  std::optional<minute_facts> last_;
  std::optional<error> last_failure_;
  int failures_ = 0;
};

}  // namespace headroom::cli::collect
