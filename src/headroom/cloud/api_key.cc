#include "headroom/cloud/api_key.h"

#include <algorithm>
#include <string_view>

#include "headroom/json/json.h"

namespace headroom::cloud {
namespace {

int digit_of(char c) {
  if (c >= 'A' && c <= 'Z') return c - 'A';
  if (c >= 'a' && c <= 'z') return c - 'a' + 26;
  if (c >= '0' && c <= '9') return c - '0' + 52;
  if (c == '-' || c == '+') return 62;
  return c == '_' || c == '/' ? 63 : -1;
}

std::optional<std::string> decode_base64url(std::string_view text) {
  std::string out;
  std::uint32_t bits = 0;
  int count = 0;
  for (const char c : text) {
    const int digit = digit_of(c);
    if (digit < 0) return std::nullopt;
    bits = (bits << 6 | static_cast<std::uint32_t>(digit)) & 0xffffff;
    count += 6;
    if (count >= 8) {
      count -= 8;
      out += static_cast<char>(bits >> count & 0xff);
    }
  }
  return out;
}

bool is_account_name(const std::string& name) {
  constexpr std::size_t length_max = 64;
  return !name.empty() && name.size() <= length_max && std::ranges::all_of(name, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
  });
}

}  // namespace

key_facts facts_of_key(const secret& key) {
  const std::string_view token = key.reveal();
  const auto first = token.find('.');
  const auto second = first == token.npos ? token.npos : token.find('.', first + 1);
  if (second == token.npos) return {};
  const auto claims_text = decode_base64url(token.substr(first + 1, second - first - 1));
  if (!claims_text) return {};
  const auto claims = parse_json(*claims_text, "API key");  // its error could show the key and is dropped
  if (!claims || !claims->is_object()) return {};
  key_facts out;
  if (const auto account = claims->find("account_id"); account != claims->end() && account->is_string()) {
    if (is_account_name(*account)) out.account = *account;
  }
  if (const auto expires = claims->find("exp"); expires != claims->end() && expires->is_number_integer()) {
    out.expires_unix_s = expires->get<std::int64_t>();
  }
  return out;
}

}  // namespace headroom::cloud
