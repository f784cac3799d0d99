#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "headroom/base/result.h"
#include "headroom/base/secret.h"
#include "headroom/cli/settings/environment.h"
#include "headroom/cli/settings/setting_table.h"

namespace headroom::cli {

// Every setting with its value and where it came from; values are checked against their kind before this exists.
class settings {
 public:
  struct entry {
    std::string value;   // lists: joined by commas
    std::string source;  // "default", "environment NAME", ".env:3", "headroom.toml:7"
  };

  explicit settings(std::map<std::string, entry, std::less<>> entries) : entries_(std::move(entries)) {}

  // Keys are those of the table; any other is a bug and ends the program.
  [[nodiscard]] const entry& at(std::string_view key) const;
  [[nodiscard]] const std::string& text(std::string_view key) const { return at(key).value; }
  [[nodiscard]] secret hidden(std::string_view key) const { return secret(at(key).value); }
  [[nodiscard]] std::vector<std::string> list(std::string_view key) const;
  [[nodiscard]] bool flag(std::string_view key) const;
  [[nodiscard]] std::int64_t integer(std::string_view key) const;
  [[nodiscard]] double number(std::string_view key) const;

 private:
  std::map<std::string, entry, std::less<>> entries_;
};

// A headroom.toml as flat keys. Unknown keys and wrong types are errors `FILE:LINE:COLUMN: ...`, with the nearest key.
using file_settings = std::map<std::string, settings::entry, std::less<>>;
result<file_settings> parse_settings_file(std::string_view text, std::string_view file);

// Environment over file over default (flags are laid over by the commands). Errors name the variable or line, and show
// the value unless it is a secret.
result<settings> resolve_settings(const environment& env, const file_settings& file);

// A list as users write it: `a, b`, a JSON list of strings, or nothing.
result<std::vector<std::string>> parse_list(std::string_view text);

// Where headroom.toml is: `chosen` if not empty (it must exist), else ./headroom.toml, else the user's configuration
// folder; empty when there is none.
result<std::string> find_settings_file(std::string_view chosen, const environment& env);
result<file_settings> load_settings_file(const std::string& path);

}  // namespace headroom::cli
