#include "sim/http_message.h"

#include <algorithm>

#include "headroom/base/text.h"

namespace headroom::sim {
namespace {

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

enum class plus_sign : std::uint8_t { itself, blank };

std::string percent_decoded(std::string_view text, plus_sign plus) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%' && i + 2 < text.size() && hex_digit(text[i + 1]) >= 0 && hex_digit(text[i + 2]) >= 0) {
      out += static_cast<char>(hex_digit(text[i + 1]) * 16 + hex_digit(text[i + 2]));
      i += 2;
    } else {
      out += text[i] == '+' && plus == plus_sign::blank ? ' ' : text[i];
    }
  }
  return out;
}

void parse_target(std::string_view target, http_request& into) {
  const auto question = target.find('?');
  into.path = percent_decoded(target.substr(0, question), plus_sign::itself);
  if (question == std::string_view::npos) return;
  std::string_view query = target.substr(question + 1);
  while (!query.empty()) {
    const auto end = query.find('&');
    const auto pair = query.substr(0, end);
    query.remove_prefix(end == std::string_view::npos ? query.size() : end + 1);
    if (pair.empty()) continue;
    const auto equals = pair.find('=');
    into.query.emplace_back(
        percent_decoded(pair.substr(0, equals), plus_sign::blank),
        equals == std::string_view::npos ? "" : percent_decoded(pair.substr(equals + 1), plus_sign::blank));
  }
}

std::string lower_case(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

std::string_view next_line(std::string_view& text) {
  const auto end = text.find("\r\n");
  const auto line = text.substr(0, end);
  text.remove_prefix(end == std::string_view::npos ? text.size() : end + 2);
  return line;
}

}  // namespace

std::string_view http_request::header(std::string_view name) const {
  for (const auto& [key, value] : headers) {
    if (key == name) return value;
  }
  return {};
}

std::vector<std::string> http_request::all(std::string_view name) const {
  std::vector<std::string> out;
  for (const auto& [key, value] : query) {
    if (key == name) out.push_back(value);
  }
  return out;
}

std::optional<std::string> http_request::one(std::string_view name) const {
  for (const auto& [key, value] : query) {
    if (key == name) return value;
  }
  return std::nullopt;
}

result<http_request> parse_request_head(std::string_view head) {
  http_request out;
  const auto line = next_line(head);
  const auto first = line.find(' '), last = line.rfind(' ');
  if (first == std::string_view::npos || last == first || !line.substr(last + 1).starts_with("HTTP/1.")) {
    return fail(error_code::invalid_argument, "bad request line, expected METHOD TARGET HTTP/1.1");
  }
  out.method = line.substr(0, first);
  const auto target = line.substr(first + 1, last - first - 1);
  if (!target.starts_with('/')) return fail(error_code::invalid_argument, "bad target, expected a path");
  parse_target(target, out);
  out.keep_alive = line.substr(last + 1) != "HTTP/1.0";
  while (!head.empty()) {
    const auto header = next_line(head);
    if (header.empty()) break;
    const auto colon = header.find(':');
    if (colon == std::string_view::npos || colon == 0) {
      return fail(error_code::invalid_argument, "bad header line, expected NAME: VALUE");
    }
    out.headers.emplace_back(lower_case(header.substr(0, colon)), trim(header.substr(colon + 1)));
  }
  if (lower_case(out.header("connection")) == "close") out.keep_alive = false;
  return out;
}

std::string_view reason_of(int status) {
  switch (status) {
    case 200:
      return "OK";
    case 204:
      return "No Content";
    case 302:
      return "Found";
    case 400:
      return "Bad Request";
    case 401:
      return "Unauthorized";
    case 403:
      return "Forbidden";
    case 404:
      return "Not Found";
    case 405:
      return "Method Not Allowed";
    case 409:
      return "Conflict";
    case 413:
      return "Payload Too Large";
    case 429:
      return "Too Many Requests";
    case 431:
      return "Request Header Fields Too Large";
    case 500:
      return "Internal Server Error";
    case 501:
      return "Not Implemented";
    case 502:
      return "Bad Gateway";
    case 503:
      return "Service Unavailable";
    case 504:
      return "Gateway Timeout";
    default:
      return "Status";
  }
}

}  // namespace headroom::sim
