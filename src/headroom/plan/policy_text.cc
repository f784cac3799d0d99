#include "headroom/plan/policy_text.h"

#include <charconv>
#include <cmath>
#include <fmt/format.h>

#include "headroom/base/text.h"

namespace headroom::plan {
namespace {

std::unexpected<error> bad_parameter(std::string_view policy, std::string_view seen, std::string_view expected) {
  return fail(error_code::invalid_argument,
              fmt::format("policy '{}': saw '{}', expected {}", policy, escape_for_terminal(seen), expected));
}

result<policy_text::parameter> parse_parameter(std::string_view policy, std::string_view typed) {
  const auto equals = typed.find('=');
  if (equals == std::string_view::npos) return bad_parameter(policy, typed, "KEY=NUMBER");
  const std::string_view number = typed.substr(equals + 1);
  policy_text::parameter out{std::string(typed.substr(0, equals)), 0};
  const auto [end, failure] = std::from_chars(number.data(), number.data() + number.size(), out.value);
  if (failure != std::errc() || end != number.data() + number.size() || !std::isfinite(out.value)) {
    return bad_parameter(policy, typed, "KEY=NUMBER");
  }
  return out;
}

std::string keys_of(std::initializer_list<policy_parameter> known) {
  std::string out;
  for (const auto& k : known) out += fmt::format("{}{}", out.empty() ? "" : ", ", k.key);
  return out.empty() ? "no parameters" : fmt::format("one of: {}", out);
}

result<void> set_parameter(std::string_view policy, const policy_text::parameter& typed,
                           std::initializer_list<policy_parameter> known) {
  for (const auto& k : known) {
    if (k.key != typed.key) continue;
    const bool whole = k.type == policy_parameter::kind::whole;
    if (!(typed.value >= k.least && typed.value <= k.most) || (whole && typed.value != std::floor(typed.value))) {
      return bad_parameter(policy, fmt::format("{}={}", typed.key, typed.value),
                           fmt::format("{} from {} to {}", whole ? "a whole number" : "a number", k.least, k.most));
    }
    *k.value = typed.value;
    return {};
  }
  return bad_parameter(policy, typed.key, keys_of(known));
}

}  // namespace

result<policy_text> parse_policy_text(std::string_view text) {
  const auto colon = text.find(':');
  policy_text out{std::string(text.substr(0, colon)), {}};
  if (colon == std::string_view::npos) return out;
  std::string_view rest = text.substr(colon + 1);
  while (true) {
    const auto comma = rest.find(',');
    auto parameter = parse_parameter(out.name, rest.substr(0, comma));
    if (!parameter) return fail(std::move(parameter).error());
    out.parameters.push_back(*std::move(parameter));
    if (comma == std::string_view::npos) return out;
    rest.remove_prefix(comma + 1);
  }
}

result<void> set_parameters(const policy_text& typed, std::initializer_list<policy_parameter> known) {
  for (const auto& parameter : typed.parameters) {
    if (auto set = set_parameter(typed.name, parameter, known); !set) return set;
  }
  return {};
}

}  // namespace headroom::plan
