#include "headroom/cli/collect/health.h"

#include <algorithm>
#include <fmt/format.h>
#include <utility>

#include "headroom/base/figures.h"

namespace headroom::cli::collect {
namespace {

std::string completeness_text(completeness data) {
  switch (data) {
    case completeness::complete:
      return "scrapes are complete again";
    case completeness::limited:
      return "scrapes are limited: the service leaves namespaces out, whose minutes stay unknown";
    case completeness::unknown:
      return "the service does not say whether scrapes are complete: what is absent stays unknown";
    case completeness::cut:
      return "scrapes end early: what is absent stays unknown";
  }
  return "";
}

}  // namespace

std::vector<health_line> health::succeeded(const minute_facts& facts) {
  using cloud::log_level;
  std::vector<health_line> out;
  if (failures_ > 0) {
    out.push_back(
        {log_level::info, fmt::format("collecting again after {}: minute {} is kept",
                                      counted(failures_, "failed try", "failed tries"), to_string(facts.minute))});
  } else if (!last_) {
    out.push_back({log_level::info,
                   fmt::format("minute {} of {} is kept", to_string(facts.minute),
                               counted(static_cast<std::int64_t>(facts.namespaces), "namespace", "namespaces"))});
  }
  const completeness before = last_ ? last_->data : completeness::complete;
  if (facts.data != before) {
    out.push_back(
        {facts.data == completeness::complete ? log_level::info : log_level::warning, completeness_text(facts.data)});
  }
  for (const auto& warning : facts.warnings) {
    const bool known = last_ && std::ranges::find(last_->warnings, warning) != last_->warnings.end();
    if (!known) out.push_back({log_level::warning, warning});
  }
  last_ = facts;
  last_failure_.reset();
  failures_ = 0;
  return out;
}

std::vector<health_line> health::failed(const error& e) {
  // Messages carry times and counts: another code is another trouble, the same code is the same.
  const bool known = last_failure_ && last_failure_->code == e.code;
  failures_ += 1;
  last_failure_ = e;
  if (known) return {{cloud::log_level::debug, "still: " + e.message}};
  const char* then = e.retry == retryable::yes ? "trying again each minute"
                                               : "trying again ever more rarely, at least every 15 minutes";
  return {{cloud::log_level::warning, fmt::format("no minute could be kept: {}; {}", e.message, then)}};
}

}  // namespace headroom::cli::collect
