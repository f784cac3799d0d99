#include "headroom/http/redact.h"

#include <algorithm>

#include "headroom/base/text.h"

namespace headroom::http {

std::string redact(std::string_view text, const secret& key) {
  std::string out(text);
  if (key.empty()) return out;
  constexpr std::string_view stand_in = "[key]";
  for (std::size_t at = 0; (at = out.find(key.reveal(), at)) != std::string::npos; at += stand_in.size()) {
    out.replace(at, key.reveal().size(), stand_in);
  }
  return out;
}

std::string excerpt(std::string_view body, const secret& key, std::size_t bytes_max) {
  const std::size_t key_bytes = key.reveal().size();
  std::string_view window = trim(body.substr(0, 4 * (bytes_max + key_bytes)));
  std::string clean = redact(window, key);
  // The window may end inside a key: what could be the beginning of one at its end is not shown.
  if (window.size() < trim(body).size()) clean.resize(clean.size() - std::min(clean.size(), key_bytes));
  if (clean.size() <= bytes_max) return escape_for_terminal(clean);
  return escape_for_terminal(std::string_view(clean).substr(0, bytes_max)) + "...";
}

}  // namespace headroom::http
