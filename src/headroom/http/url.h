#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "headroom/base/result.h"

namespace headroom::http {

// The parts of an http or https URL that decisions depend on.
struct url_parts {
  std::string scheme;  // lower case
  std::string host;    // lower case, without the brackets of an IPv6 address
  std::string port;    // as written, or the scheme's own
  std::string path;    // "/" at least
};

// Reads an absolute http or https URL. Anything else, a fragment, and user names or passwords inside it are
// invalid_argument; the message never repeats what could be a password.
[[nodiscard]] result<url_parts> parse_url(std::string_view url);

// "host:port", with brackets around an IPv6 address: what an endpoint is called in messages and file names.
[[nodiscard]] std::string authority_of(const url_parts& parts);

// localhost, 127.0.0.0/8 and ::1: bytes sent there do not leave the machine.
[[nodiscard]] bool is_loopback(std::string_view host);

using query_parameters = std::vector<std::pair<std::string, std::string>>;

// `base` (its trailing slashes dropped) + `path` + the query, percent-encoded as RFC 3986 wants.
[[nodiscard]] std::string join_url(std::string_view base, std::string_view path, const query_parameters& query = {});

// Everything but RFC 3986's unreserved characters as %XX.
[[nodiscard]] std::string percent_encode(std::string_view text);

}  // namespace headroom::http
