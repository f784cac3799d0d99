#include "headroom/cli/settings/settings.h"

#include <charconv>
#include <cmath>
#include <cstdlib>
#include <fmt/format.h>

#include "headroom/base/text.h"
#include "headroom/json/json.h"

namespace headroom::cli {
namespace {

template <class T>
std::optional<T> read_number(std::string_view text) {
  T value{};
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (failure != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::optional<bool> read_flag(std::string_view text) {
  for (const std::string_view word : {"true", "1", "yes", "on", "True", "TRUE"}) {
    if (text == word) return true;
  }
  for (const std::string_view word : {"false", "0", "no", "off", "False", "FALSE", ""}) {
    if (text == word) return false;
  }
  return std::nullopt;
}

bool is_url(std::string_view text) {
  for (const std::string_view scheme : {"https://", "http://"}) {
    if (text.starts_with(scheme) && text.size() > scheme.size() &&
        text.find_first_of(" \t\n@") == std::string_view::npos) {
      return true;
    }
  }
  return false;
}

bool fits(setting_kind kind, std::string_view value) {
  switch (kind) {
    case setting_kind::flag:
      return read_flag(value).has_value();
    case setting_kind::integer: {
      const auto number = read_number<std::int64_t>(value);
      return number && *number >= 0;
    }
    case setting_kind::number: {
      const auto number = read_number<double>(value);
      return number && std::isfinite(*number) && *number >= 0;
    }
    case setting_kind::url:
      return is_url(value);
    case setting_kind::list:
      return parse_list(value).has_value();
    case setting_kind::text:
    case setting_kind::secret:
    case setting_kind::path:
      return true;
  }
  return true;
}

settings::entry pick(const setting_row& row, const environment& env, const file_settings& file) {
  for (const auto name : row.environment) {
    if (name.empty()) continue;
    if (const auto* variable = env.find(name)) {
      const bool from_process = variable->source == "environment";
      return {variable->value,
              from_process ? fmt::format("environment {}", name) : fmt::format("{} {}", variable->source, name)};
    }
  }
  if (const auto found = file.find(row.key); found != file.end()) return found->second;
  return {std::string(row.fallback), "default"};
}

}  // namespace

const settings::entry& settings::at(std::string_view key) const {
  const auto found = entries_.find(key);
  if (found == entries_.end()) std::abort();  // the table and the code that asks disagree
  return found->second;
}

std::vector<std::string> settings::list(std::string_view key) const {
  return parse_list(at(key).value).value_or(std::vector<std::string>());
}
bool settings::flag(std::string_view key) const { return read_flag(at(key).value).value_or(false); }
std::int64_t settings::integer(std::string_view key) const {
  return read_number<std::int64_t>(at(key).value).value_or(0);
}
double settings::number(std::string_view key) const { return read_number<double>(at(key).value).value_or(0); }

result<std::vector<std::string>> parse_list(std::string_view text) {
  text = trim(text);
  if (!text.starts_with('[')) return split_list(text, ',');
  const auto parsed = parse_json(text, "list");
  if (!parsed) return fail(parsed.error());
  std::vector<std::string> out;
  for (const auto& item : *parsed) {
    if (!item.is_string()) return fail(error_code::invalid_argument, "expected a JSON list of strings");
    if (const auto piece = trim(item.get_ref<const std::string&>()); !piece.empty()) out.emplace_back(piece);
  }
  return out;
}

result<settings> resolve_settings(const environment& env, const file_settings& file) {
  std::map<std::string, settings::entry, std::less<>> entries;
  for (const auto& row : setting_table()) {
    auto entry = pick(row, env, file);
    if (!fits(row.kind, entry.value)) {
      const bool hidden = row.kind == setting_kind::secret;
      return fail(error_code::invalid_argument,
                  fmt::format("{}: saw '{}' for {}, expected a {}", entry.source,
                              hidden ? "(hidden)" : escape_for_terminal(entry.value), row.key, to_string(row.kind)));
    }
    entries.emplace(row.key, std::move(entry));
  }
  return settings(std::move(entries));
}

}  // namespace headroom::cli
