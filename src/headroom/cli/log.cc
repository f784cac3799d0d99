#include "headroom/cli/log.h"

#include <array>
#include <chrono>
#include <cstdio>
#include <fmt/format.h>
#include <string>

#include "headroom/base/text.h"
#include "headroom/base/time.h"
#include "headroom/json/json.h"

namespace headroom::cli {
namespace {

constexpr std::array<std::string_view, 5> names{"debug", "info", "warn", "error", "never"};
constexpr std::array<std::string_view, 5> shouts{"DEBUG", "INFO", "WARN", "ERROR", ""};

log_level level_of(const std::string& name, log_level usual) {
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (name == names[i]) return static_cast<log_level>(i);
  }
  return usual;
}

std::string now_text() {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return to_rfc3339(std::chrono::duration_cast<std::chrono::milliseconds>(now).count());
}

}  // namespace

logger::logger(const global_options& global, log_level usual)
    : least_(level_of(global.log_level, usual)), as_json_(global.log_format == "json") {}

void logger::write(log_level level, std::string_view line) const {
  if (!writes(level)) return;
  const auto at = static_cast<std::size_t>(level);
  const std::string text = as_json_
                               ? to_compact_text({{"time", now_text()}, {"level", names[at]}, {"message", line}}) + "\n"
                               : fmt::format("{} {} {}\n", now_text(), shouts[at], escape_for_terminal(line));
  std::fwrite(text.data(), 1, text.size(), stderr);
}

}  // namespace headroom::cli
