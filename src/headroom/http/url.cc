#include "headroom/http/url.h"

#include <memory>

#include "headroom/http/curl_library.h"

namespace headroom::http {
namespace {

struct url_deleter {
  void operator()(CURLU* handle) const { curl().url_cleanup(handle); }
};
using url_handle = std::unique_ptr<CURLU, url_deleter>;

std::string part(CURLU* handle, CURLUPart which, unsigned int flags = 0) {
  char* text = nullptr;
  if (curl().url_get(handle, which, &text, flags) != CURLUE_OK || text == nullptr) return {};
  std::string out(text);
  curl().free(text);
  return out;
}

std::string lower(std::string text) {
  for (char& c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return text;
}

// An IPv4 address as it must be written: four numbers of at most three digits.
bool is_ipv4(std::string_view host) {
  int dots = 0;
  int digits = 0;
  for (const char c : host) {
    if (c == '.') {
      if (digits == 0) return false;
      digits = 0;
      ++dots;
    } else if (c < '0' || c > '9' || ++digits > 3) {
      return false;
    }
  }
  return dots == 3 && digits > 0;
}

}  // namespace

result<url_parts> parse_url(std::string_view url) {
  const auto refuse = [](std::string_view why) {
    return fail(error_code::invalid_argument,
                std::string("not a usable URL: ").append(why).append("; expected something like https://host[:port]"));
  };
  if (url.find('\0') != std::string_view::npos) return refuse("it has a NUL byte in it");
  if (const auto& opened = open_curl(); !opened) return fail(opened.error());
  const url_handle handle(curl().url());
  if (!handle) return fail(error_code::resource_exhausted, "out of memory while reading a URL");
  const std::string text(url);
  if (curl().url_set(handle.get(), CURLUPART_URL, text.c_str(), CURLU_NON_SUPPORT_SCHEME) != CURLUE_OK) {
    return refuse(url.empty() ? "it is empty" : "it has no scheme, or a host or port that cannot be");
  }
  url_parts out{.scheme = lower(part(handle.get(), CURLUPART_SCHEME)),
                .host = lower(part(handle.get(), CURLUPART_HOST)),
                .port = part(handle.get(), CURLUPART_PORT, CURLU_DEFAULT_PORT),
                .path = part(handle.get(), CURLUPART_PATH)};
  if (out.scheme != "https" && out.scheme != "http") return refuse("its scheme is neither https nor http");
  if (!part(handle.get(), CURLUPART_USER).empty() || !part(handle.get(), CURLUPART_PASSWORD).empty()) {
    return refuse("it has a user name or a password in it");
  }
  if (!part(handle.get(), CURLUPART_FRAGMENT).empty()) return refuse("it has a '#' in it");
  if (out.host.empty()) return refuse("it names no host");
  if (out.host.size() > 2 && out.host.front() == '[') out.host = out.host.substr(1, out.host.size() - 2);
  return out;
}

std::string authority_of(const url_parts& parts) {
  const bool ipv6 = parts.host.find(':') != std::string::npos;
  return (ipv6 ? "[" + parts.host + "]" : parts.host) + ":" + parts.port;
}

bool is_loopback(std::string_view host) {
  return host == "localhost" || host == "::1" || host.ends_with(".localhost") ||
         (host.starts_with("127.") && is_ipv4(host));
}

std::string percent_encode(std::string_view text) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
                       c == '.' || c == '_' || c == '~';
    if (plain) {
      out += c;
    } else {
      const auto byte = static_cast<unsigned char>(c);
      out += {'%', digits[byte >> 4], digits[byte & 15]};
    }
  }
  return out;
}

std::string join_url(std::string_view base, std::string_view path, const query_parameters& query) {
  while (base.ends_with('/')) base.remove_suffix(1);
  std::string out(base);
  out += path;
  char separator = '?';
  for (const auto& [name, value] : query) {
    out += separator;
    out.append(percent_encode(name)).append("=").append(percent_encode(value));
    separator = '&';
  }
  return out;
}

}  // namespace headroom::http
