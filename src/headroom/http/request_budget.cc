#include "headroom/http/request_budget.h"

#include <utility>

#include "headroom/http/locked_file.h"

namespace headroom::http {

request_budget::request_budget(std::filesystem::path file, quota_rules rules) : file_(std::move(file)), rules_(rules) {}

request_budget::request_budget(quota_rules rules) : rules_(rules) {}

// The file's state is the truth where there is one; our own copy goes on from it when the disk fails later.
void request_budget::change(const std::function<void(quota_state&)>& how) {
  const std::scoped_lock lock(mutex_);
  if (file_.empty()) return how(own_);
  bool changed = false;
  const auto stored = change_locked_file(file_, [&](const std::string& text) {
    changed = true;
    own_ = parse_quota_state(text).value_or(quota_state{});
    how(own_);
    return to_text(own_);
  });
  if (stored) return;
  warning_ = "the budget of requests is not shared with other processes: " + stored.error().message;
  if (!changed) how(own_);
}

std::optional<quota_wait> request_budget::take(std::int64_t now_unix_ms) {
  std::optional<quota_wait> wait;
  change([&](quota_state& state) { wait = take_request(state, rules_, now_unix_ms); });
  return wait;
}

void request_budget::throttled(std::int64_t now_unix_ms, std::optional<std::chrono::milliseconds> retry_after) {
  change([&](quota_state& state) { note_throttled(state, rules_, now_unix_ms, retry_after); });
}

std::optional<std::string> request_budget::warning() const {
  const std::scoped_lock lock(mutex_);
  return warning_;
}

std::filesystem::path state_directory(const environment& variables) {
  // The XDG base directory specification ignores a path that is not absolute.
  if (const auto state = variables("XDG_STATE_HOME"); state && state->starts_with('/')) {
    return std::filesystem::path(*state) / "headroom";
  }
  if (const auto home = variables("HOME"); home && home->starts_with('/')) {
    return std::filesystem::path(*home) / ".local" / "state" / "headroom";
  }
  return {};
}

std::string quota_file_name(std::string_view endpoint, std::string_view account) {
  std::string out = "quota-";
  const auto add = [&out](std::string_view text) {
    for (const char c : text) {
      const bool plain =
          (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '-';
      out += plain ? c : '_';
    }
  };
  add(endpoint);
  if (!account.empty()) out += "-";
  add(account);
  return out;
}

}  // namespace headroom::http
