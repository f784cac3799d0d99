#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "headroom/base/result.h"

namespace headroom::cli {

// The variables a command sees: the process's own, and behind them those of a `.env` file.
class environment {
 public:
  struct variable {
    std::string value;
    std::string source;  // "environment" or "FILE:LINE"
  };

  environment() = default;
  explicit environment(std::map<std::string, variable> variables) : variables_(std::move(variables)) {}

  // Set and not empty; an empty variable counts as unset, as the original's users have it in their `.env`.
  [[nodiscard]] const variable* find(std::string_view name) const;

  // Adds the variables of a `.env` text that are not there yet. Lines: NAME=VALUE, optionally after `export `; '...' as
  // it stands, "..." with \n \t \" \\ \$; `#` starts a comment at the line's start or after a blank. Returns one
  // warning for each line that is none of these; it names the line, never its content.
  std::vector<std::string> add_dotenv(std::string_view text, std::string_view file);

  [[nodiscard]] const std::map<std::string, variable>& all() const { return variables_; }

 private:
  std::map<std::string, variable> variables_;
};

// The process's environment, with `.env` of the working directory behind it. Variables found there are also put into
// the process's environment, so that Temporal's own loader sees TEMPORAL_*; call it before any thread starts.
result<environment> load_environment(std::vector<std::string>& warnings);

}  // namespace headroom::cli
