#include "headroom/cli/settings/environment.h"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fmt/format.h>
#include <fstream>
#include <iterator>
#include <unistd.h>

#include "headroom/base/text.h"

namespace headroom::cli {
namespace {

bool is_name(std::string_view name) {
  if (name.empty() || (name[0] >= '0' && name[0] <= '9')) return false;
  for (const char c : name) {
    if (!(c == '_' || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))) return false;
  }
  return true;
}

bool only_comment(std::string_view rest) {
  rest = trim(rest);
  return rest.empty() || rest[0] == '#';
}

std::optional<std::string> unquote_double(std::string_view text) {
  std::string out;
  for (std::size_t i = 1; i < text.size(); ++i) {
    if (text[i] == '"') return only_comment(text.substr(i + 1)) ? std::optional(out) : std::nullopt;
    if (text[i] == '\\' && i + 1 < text.size()) {
      const char escaped = text[++i];
      out += escaped == 'n' ? '\n' : escaped == 't' ? '\t' : escaped;
    } else {
      out += text[i];
    }
  }
  return std::nullopt;
}

std::optional<std::string> value_of(std::string_view text) {
  if (text.starts_with('"')) return unquote_double(text);
  if (text.starts_with('\'')) {
    const auto end = text.find('\'', 1);
    if (end == std::string_view::npos || !only_comment(text.substr(end + 1))) return std::nullopt;
    return std::string(text.substr(1, end - 1));
  }
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '#' && (i == 0 || text[i - 1] == ' ' || text[i - 1] == '\t'))
      return std::string(trim(text.substr(0, i)));
  }
  return std::string(trim(text));
}

std::map<std::string, environment::variable> process_environment() {
  std::map<std::string, environment::variable> out;
  for (char** entry = environ; entry != nullptr && *entry != nullptr; ++entry) {
    const std::string_view text = *entry;
    const auto equals = text.find('=');
    if (equals == std::string_view::npos) continue;
    out.emplace(text.substr(0, equals), environment::variable{std::string(text.substr(equals + 1)), "environment"});
  }
  return out;
}

}  // namespace

const environment::variable* environment::find(std::string_view name) const {
  const auto found = variables_.find(std::string(name));
  return found == variables_.end() || found->second.value.empty() ? nullptr : &found->second;
}

std::vector<std::string> environment::add_dotenv(std::string_view text, std::string_view file) {
  std::vector<std::string> warnings;
  if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
  for (int line_number = 1; !text.empty(); ++line_number) {
    const auto end = std::min(text.find('\n'), text.size());
    std::string_view line = trim(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.empty() || line[0] == '#') continue;
    if (line.starts_with("export ")) line = trim(line.substr(7));
    const auto equals = line.find('=');
    const auto name = equals == std::string_view::npos ? std::string_view() : trim(line.substr(0, equals));
    const auto value = is_name(name) ? value_of(trim(line.substr(equals + 1))) : std::nullopt;
    if (!value) {
      warnings.push_back(
          fmt::format("{}:{}: expected NAME=VALUE with closed quotes; the line is ignored", file, line_number));
      continue;
    }
    if (find(name) == nullptr) {
      variables_.insert_or_assign(std::string(name), variable{*value, fmt::format("{}:{}", file, line_number)});
    }
  }
  return warnings;
}

result<environment> load_environment(std::vector<std::string>& warnings) {
  environment out(process_environment());
  std::ifstream file(".env", std::ios::binary);
  if (!file) {
    if (errno == ENOENT) return out;
    return fail(error_code::permission_denied,
                fmt::format(".env: {}; make it readable or run headroom in another folder", std::strerror(errno)));
  }
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  for (auto& warning : out.add_dotenv(text, ".env")) warnings.push_back(std::move(warning));
  for (const auto& [name, variable] : out.all()) {
    if (variable.source != "environment") ::setenv(name.c_str(), variable.value.c_str(), 1);
  }
  return out;
}

}  // namespace headroom::cli
