#pragma once

#include <cstdint>
#include <string_view>

#include "headroom/cli/global_options.h"

namespace headroom::cli {

enum class log_level : std::uint8_t { debug, info, warn, error, never };

// Lines on stderr, each written at once so that those of several threads do not mix: "2026-01-05T00:00:00.000Z WARN
// text", or one JSON object a line. Control bytes never reach the terminal. A small value.
class logger {
 public:
  // `usual` is the level of the command when --log-level is not given.
  logger(const global_options& global, log_level usual);

  void write(log_level level, std::string_view line) const;
  [[nodiscard]] bool writes(log_level level) const { return level >= least_; }

 private:
  log_level least_;
  bool as_json_;
};

}  // namespace headroom::cli
