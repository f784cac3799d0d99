#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

namespace headroom::cli {

enum class setting_kind : std::uint8_t { text, secret, flag, list, integer, number, url, path };

std::string_view to_string(setting_kind kind);

// One thing that can be set: in headroom.toml under `key`, or by any of the variables in `environment` (the first that
// is set wins). `fallback` is what holds when it is set nowhere.
struct setting_row {
  std::string_view key;
  setting_kind kind;
  std::array<std::string_view, 3> environment;
  std::string_view fallback;
  std::string_view help;
};

// All of them, in the order in which `headroom config show` prints them. Temporal's own connection settings
// (TEMPORAL_*, temporal.toml) are not here: Temporal's standard loader reads them.
std::span<const setting_row> setting_table();

const setting_row* find_setting(std::string_view key);

}  // namespace headroom::cli
