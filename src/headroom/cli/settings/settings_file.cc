// headroom.toml: reading it, and finding it.
#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <iterator>
#include <vector>

#include "headroom/base/text.h"
#include "headroom/base/toml.h"
#include "headroom/cli/settings/settings.h"
#include "headroom/json/json.h"

namespace headroom::cli {
namespace {

std::string place(std::string_view file, const toml::source_region& region) {
  return fmt::format("{}:{}:{}", file, region.begin.line, region.begin.column);
}

std::unexpected<error> unknown_key(std::string_view file, const toml::node& node, std::string_view key) {
  std::vector<std::string_view> keys;
  for (const auto& row : setting_table()) keys.push_back(row.key);
  const auto near = nearest(key, keys);
  return fail(
      error_code::invalid_argument,
      fmt::format("{}: unknown key '{}'{}", place(file, node.source()), escape_for_terminal(key),
                  near ? fmt::format(", did you mean '{}'?", *near) : "; `headroom config show` lists the keys"));
}

// The value as environment variables would hold it, or empty when the TOML type cannot be meant.
std::optional<std::string> as_text(const setting_row& row, const toml::node& node) {
  switch (row.kind) {
    case setting_kind::flag:
      if (const auto value = node.value_exact<bool>()) return *value ? "true" : "false";
      return std::nullopt;
    case setting_kind::integer:
      if (const auto value = node.value_exact<std::int64_t>()) return std::to_string(*value);
      return std::nullopt;
    case setting_kind::number:
      if (const auto value = node.value<double>(); value && node.is_number()) return fmt::format("{}", *value);
      return std::nullopt;
    case setting_kind::list: {
      if (const auto value = node.value_exact<std::string>()) return value;
      if (!node.is_array()) return std::nullopt;
      json list = json::array();
      for (const auto& item : *node.as_array()) {
        const auto value = item.value_exact<std::string>();
        if (!value) return std::nullopt;
        list.push_back(*value);
      }
      return list.empty() ? std::string() : list.dump(-1, ' ', false, json::error_handler_t::replace);
    }
    case setting_kind::text:
    case setting_kind::secret:
    case setting_kind::url:
    case setting_kind::path:
      return node.value_exact<std::string>();
  }
  return std::nullopt;
}

result<void> flatten(const toml::table& table, const std::string& prefix, std::string_view file, file_settings& out) {
  for (const auto& [name, node] : table) {
    const std::string key = prefix + std::string(name.str());
    const auto* row = find_setting(key);
    if (row == nullptr) {
      const bool is_section = node.is_table() && std::ranges::any_of(setting_table(), [&](const setting_row& r) {
                                return r.key.starts_with(key + ".");
                              });
      if (!is_section) return unknown_key(file, node, key);
      if (auto inner = flatten(*node.as_table(), key + ".", file, out); !inner) return inner;
      continue;
    }
    const auto value = as_text(*row, node);
    if (!value) {
      return fail(error_code::invalid_argument,
                  fmt::format("{}: expected a {} for '{}'", place(file, node.source()), to_string(row->kind), key));
    }
    out.insert_or_assign(key, settings::entry{*value, fmt::format("{}:{}", file, node.source().begin.line)});
  }
  return {};
}

}  // namespace

result<file_settings> parse_settings_file(std::string_view text, std::string_view file) {
  file_settings out;
  const auto guarded = guarded_toml(text, file);
  if (!guarded) return fail(guarded.error());
  try {
    const toml::table table = toml::parse(*guarded);
    if (auto flat = flatten(table, "", file, out); !flat) return fail(flat.error());
  } catch (const toml::parse_error& e) {
    return fail(error_code::invalid_argument,
                fmt::format("{}: {}", place(file, e.source()), escape_for_terminal(e.description())));
  }
  return out;
}

result<file_settings> load_settings_file(const std::string& path) {
  if (path.empty()) return file_settings{};
  std::ifstream file(path, std::ios::binary);
  std::string text;
  if (file) text.assign(std::istreambuf_iterator<char>(file), {});
  if (!file) {
    return fail(error_code::not_found,
                fmt::format("{}: {}; give a readable file with --config", path, std::strerror(errno)));
  }
  return parse_settings_file(text, path);
}

result<std::string> find_settings_file(std::string_view chosen, const environment& env) {
  if (!chosen.empty()) return std::string(chosen);
  if (const auto* variable = env.find("HEADROOM_CONFIG")) return variable->value;
  std::vector<std::string> places{"headroom.toml"};
  if (const auto* xdg = env.find("XDG_CONFIG_HOME")) {
    places.push_back(xdg->value + "/headroom/headroom.toml");
  } else if (const auto* home = env.find("HOME")) {
    places.push_back(home->value + "/.config/headroom/headroom.toml");
  }
  std::error_code ignored;  // a folder that cannot be looked into holds no file for us
  for (const auto& path : places) {
    if (std::filesystem::exists(path, ignored)) return path;
  }
  return std::string();
}

}  // namespace headroom::cli
