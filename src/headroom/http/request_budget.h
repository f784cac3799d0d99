#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "headroom/http/quota.h"
#include "headroom/http/transport_settings.h"

namespace headroom::http {

// The budget of one account, shared by all processes of the host through a small locked file. Where the file cannot be
// written the budget holds within this object only, and `warning()` says so. Thread-safe.
class request_budget {
 public:
  request_budget(std::filesystem::path file, quota_rules rules);
  // A budget of this object alone.
  explicit request_budget(quota_rules rules);

  // Takes one request; otherwise how long until there is one, and why.
  [[nodiscard]] std::optional<quota_wait> take(std::int64_t now_unix_ms);
  void throttled(std::int64_t now_unix_ms, std::optional<std::chrono::milliseconds> retry_after);

  [[nodiscard]] const quota_rules& rules() const { return rules_; }
  [[nodiscard]] std::optional<std::string> warning() const;

 private:
  void change(const std::function<void(quota_state&)>& how);

  const std::filesystem::path file_;
  const quota_rules rules_;
  mutable std::mutex mutex_;
  quota_state own_;
  std::optional<std::string> warning_;
};

// $XDG_STATE_HOME/headroom, else ~/.local/state/headroom; empty when neither is known.
[[nodiscard]] std::filesystem::path state_directory(const environment& variables);

// The file's name for an endpoint and account: letters, digits, dot and dash stay, everything else becomes '_'.
[[nodiscard]] std::string quota_file_name(std::string_view endpoint, std::string_view account);

}  // namespace headroom::http
