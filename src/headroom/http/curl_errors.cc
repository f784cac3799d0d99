#include "headroom/http/curl_errors.h"

#include <fmt/format.h>

#include "headroom/base/text.h"
#include "headroom/http/curl_library.h"
#include "headroom/http/url.h"

namespace headroom::http {
namespace {

std::string seconds_text(std::chrono::milliseconds time) {
  return fmt::format("{:g} s", static_cast<double>(time.count()) / 1000);
}

error slow(std::string_view where, std::string_view what_happened, std::chrono::milliseconds bound) {
  return {error_code::deadline_exceeded,
          fmt::format("{}: {} within {}; the service or the network between is slow, try again later", where,
                      what_happened, seconds_text(bound)),
          retryable::yes};
}

error silent_handshake(std::string_view where, std::chrono::milliseconds bound) {
  return {error_code::deadline_exceeded,
          fmt::format("{}: a connection was made, but no TLS handshake came about within {}; a server that does not "
                      "speak TLS keeps silent like this: check the port, and whether the URL should begin with http",
                      where, seconds_text(bound)),
          retryable::yes};
}

// "Failed to connect to HOST port PORT after ...", as HOST:PORT; empty for another text.
std::string tried_place(std::string_view detail) {
  constexpr std::string_view before = "Failed to connect to ";
  constexpr std::string_view between = " port ";
  const auto middle = detail.find(between);
  if (!detail.starts_with(before) || middle == detail.npos) return {};
  const auto port = detail.substr(middle + between.size());
  const auto host = detail.substr(before.size(), middle - before.size());
  return fmt::format("{}:{}", host, port.substr(0, port.find_first_not_of("0123456789")));
}

// Another place than the URL's is the proxy's.
error nobody_answers(std::string_view where, std::string_view detail) {
  const auto tried = tried_place(detail);
  const bool through_proxy = !tried.empty() && tried != where && where.find('[') == where.npos;
  const auto text = through_proxy ? fmt::format(
                                        "{}: nobody answers at the proxy {} (no TCP connection); check https_proxy, "
                                        "http_proxy, all_proxy and no_proxy",
                                        where, escape_for_terminal(tried))
                                  : fmt::format(
                                        "{}: nobody answers there (no TCP connection); check the base URL, firewalls "
                                        "and proxies",
                                        where);
  return {error_code::unavailable, text, retryable::yes};
}

error timed_out(phase at, std::string_view where, std::string_view detail, const request& what) {
  if (at == phase::connecting) {
    const auto bound = std::min(what.timeouts.connect, what.timeouts.total);
    if (detail.starts_with("SSL")) return silent_handshake(where, bound);
    const bool looking_up = detail.starts_with("Resolving");
    return slow(where, looking_up ? "DNS gave no address for the host" : "no connection", bound);
  }
  return slow(where, "the answer was not whole", what.timeouts.total);
}

}  // namespace

error first_byte_timeout(std::string_view where, const request& what) {
  return slow(where, "the request was sent and not one byte of an answer came", what.timeouts.first_byte);
}

error stall_timeout(std::string_view where, const request& what) {
  return slow(where, "the answer stopped in the middle and did not go on", what.timeouts.stall);
}

error body_too_large(std::string_view where, const request& what) {
  return {error_code::out_of_range,
          fmt::format("{}: the answer is larger than {} bytes and was not read further; check that the URL is that of "
                      "the API, or ask for less",
                      where, what.limits.body_bytes_max)};
}

error headers_too_large(std::string_view where, const request& what) {
  return {error_code::out_of_range,
          fmt::format("{}: the answer's headers are larger than {} bytes or more than {}, which no Temporal API sends; "
                      "check the URL and any proxy",
                      where, what.limits.headers_bytes_max, what.limits.headers_max)};
}

error redirected(std::string_view where, int status, std::string_view location) {
  const auto target = parse_url(location);
  const std::string whither = target ? authority_of(*target) : "another path of the same host";
  return {error_code::failed_precondition,
          fmt::format("{}: answered {} and points to {}; a key is never sent on to another place: set the base URL to "
                      "where the API really is, or look for a proxy that wants a login",
                      where, status, escape_for_terminal(whither))};
}

error cancelled(std::string_view where) {
  return {error_code::cancelled, fmt::format("{}: the request was cancelled", where)};
}

error error_of_curl(CURLcode code, phase at, std::string_view where, std::string_view detail, const request& what) {
  const std::string cause = escape_for_terminal(detail.empty() ? curl().easy_strerror(code) : detail);
  if (detail.starts_with("CONNECT tunnel failed") || detail.find("proxy after CONNECT") != detail.npos) {
    return {
        error_code::failed_precondition,
        fmt::format("{}: the proxy did not let the connection through ({}); check https_proxy and what the proxy wants",
                    where, cause)};
  }
  switch (code) {
    case CURLE_COULDNT_RESOLVE_HOST:
      return {error_code::unavailable,
              fmt::format("{}: no such host (DNS knows no address for it); check the base URL and the network", where),
              retryable::yes};
    case CURLE_COULDNT_RESOLVE_PROXY:
      return {error_code::unavailable,
              fmt::format("{}: the proxy's host name cannot be resolved; check https_proxy and no_proxy", where),
              retryable::yes};
    case CURLE_COULDNT_CONNECT:
      return nobody_answers(where, detail);
    case CURLE_PROXY:
      return {error_code::unavailable, fmt::format("{}: the proxy failed ({})", where, cause), retryable::yes};
    case CURLE_OPERATION_TIMEDOUT:
      return timed_out(at, where, detail, what);
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_SSL_ISSUER_ERROR:
    case CURLE_SSL_INVALIDCERTSTATUS:
    case CURLE_SSL_CIPHER:
    case CURLE_USE_SSL_FAILED:
      return {error_code::failed_precondition,
              fmt::format("{}: TLS failed ({}); if a proxy with a CA of its own is between, name its bundle in "
                          "SSL_CERT_FILE",
                          where, cause)};
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_CRL_BADFILE:
      return {error_code::failed_precondition,
              fmt::format("{}: a certificate file cannot be used ({}); check SSL_CERT_FILE, CURL_CA_BUNDLE, "
                          "REQUESTS_CA_BUNDLE and the HEADROOM_PROXY_* files",
                          where, cause)};
    case CURLE_PARTIAL_FILE:
    case CURLE_RECV_ERROR:
    case CURLE_HTTP2:
    case CURLE_HTTP2_STREAM:
      return {error_code::data_loss, fmt::format("{}: the answer was cut off ({})", where, cause), retryable::yes};
    case CURLE_GOT_NOTHING:
    case CURLE_SEND_ERROR:
      return {error_code::unavailable, fmt::format("{}: the connection was closed without an answer", where),
              retryable::yes};
    case CURLE_BAD_CONTENT_ENCODING:
      return {error_code::data_loss, fmt::format("{}: the compressed answer cannot be unpacked ({})", where, cause),
              retryable::yes};
    case CURLE_UNSUPPORTED_PROTOCOL:
    case CURLE_WEIRD_SERVER_REPLY:
    case CURLE_HTTP3:
      return {error_code::failed_precondition,
              fmt::format("{}: what answers there does not speak HTTP ({}); check host and port", where, cause)};
    case CURLE_OUT_OF_MEMORY:
      return {error_code::resource_exhausted, fmt::format("{}: out of memory", where)};
    default:
      return {error_code::unavailable,
              fmt::format("{}: the request failed ({}, curl {})", where, cause, static_cast<int>(code)),
              retryable::yes};
  }
}

}  // namespace headroom::http
