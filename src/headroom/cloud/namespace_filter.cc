#include "headroom/cloud/namespace_filter.h"

#include <algorithm>
#include <fmt/format.h>

#include "headroom/base/text.h"

namespace headroom::cloud {
namespace {

const std::string* first_match(const std::vector<std::string>& patterns, std::string_view id) {
  const auto at = std::ranges::find_if(patterns, [id](const std::string& p) { return matches_namespace(p, id); });
  return at == patterns.end() ? nullptr : &*at;
}

std::string suggestion(std::string_view pattern, std::span<const std::string_view> ids) {
  if (const auto near = nearest(pattern, ids)) return fmt::format(" (did you mean {}?)", escape_for_terminal(*near));
  std::vector<std::string_view> names;
  for (const std::string_view id : ids) names.push_back(id.substr(0, id.find('.')));
  if (const auto near = nearest(pattern, names)) return fmt::format(" (did you mean {}?)", escape_for_terminal(*near));
  return {};
}

std::vector<std::string> unmatched(const std::vector<std::string>& patterns, std::span<const std::string_view> ids) {
  std::vector<std::string> out;
  for (const std::string& pattern : patterns) {
    if (std::ranges::none_of(ids, [&](std::string_view id) { return matches_namespace(pattern, id); })) {
      out.push_back(pattern);
    }
  }
  return out;
}

result<void> check_list(const std::vector<std::string>& patterns, std::string_view list,
                        std::span<const std::string_view> ids, std::vector<std::string>& warnings) {
  const std::vector<std::string> strays = unmatched(patterns, ids);
  std::string named;
  for (const std::string& stray : strays) {
    named += (named.empty() ? "" : ", ") + ("'" + escape_for_terminal(stray) + "'" + suggestion(stray, ids));
  }
  if (strays.empty()) return {};
  if (strays.size() == patterns.size() && list != "deny-list") {
    return fail(error_code::not_found,
                fmt::format("the {} matches none of the account's {} namespaces: {}", list, ids.size(), named));
  }
  warnings.push_back(fmt::format("the {} names what the account does not have: {}", list, named));
  return {};
}

}  // namespace

bool matches_namespace(std::string_view pattern, std::string_view id) {
  if (glob_matches(pattern, id)) return true;
  const auto dot = id.find('.');
  return dot != std::string_view::npos && glob_matches(pattern, id.substr(0, dot));
}

std::optional<std::string> namespace_filter::reason_against(const namespace_id& id) const {
  if (const std::string* entry = first_match(deny, id.value())) {
    return fmt::format("on the deny-list ('{}')", escape_for_terminal(*entry));
  }
  if (!allow.empty() && first_match(allow, id.value()) == nullptr) return "not on the allow-list";
  if (!only.empty() && first_match(only, id.value()) == nullptr) return "not asked for";
  return std::nullopt;
}

result<std::vector<std::string>> check_filter(const namespace_filter& filter, std::span<const std::string_view> ids) {
  std::vector<std::string> warnings;
  if (ids.empty()) return warnings;
  if (auto bad = check_list(filter.allow, "allow-list", ids, warnings); !bad) return fail(bad.error());
  if (auto bad = check_list(filter.only, "selection of namespaces", ids, warnings); !bad) return fail(bad.error());
  if (auto bad = check_list(filter.deny, "deny-list", ids, warnings); !bad) return fail(bad.error());
  return warnings;
}

}  // namespace headroom::cloud
