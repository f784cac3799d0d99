#include "headroom/http/curl_transfer.h"

#include <algorithm>
#include <string_view>

#include "headroom/base/text.h"
#include "headroom/http/curl_library.h"
#include "headroom/http/redact.h"

namespace headroom::http {
namespace {

using std::chrono::duration_cast;
using std::chrono::milliseconds;

template <class Value>
void set(CURL* easy, CURLoption option, Value value) {
  // The only failures are an option unknown to this libcurl, which CMake's version check excludes, and no memory.
  curl().easy_setopt(easy, option, value);
}

void set_text(CURL* easy, CURLoption option, const std::string& text) {
  if (!text.empty()) set(easy, option, text.c_str());
}

}  // namespace

curl_transfer::curl_transfer(const request& what, const transport_settings& settings, url_parts target, CURL* easy)
    : what_(what), settings_(settings), target_(std::move(target)), where_(authority_of(target_)), easy_(easy) {
  set_request();
  set_transport();
  set_bounds();
}

void curl_transfer::set_request() {
  curl_slist* list = nullptr;
  const auto add = [&list](const std::string& line) { list = curl().slist_append(list, line.c_str()); };
  for (const header& h : what_.headers) add(h.name + ": " + h.value);
  if (!what_.bearer.empty()) add("Authorization: Bearer " + what_.bearer.reveal());
  add("Expect:");  // no pause for a 100 Continue
  sent_headers_.reset(list);
  set(easy_, CURLOPT_HTTPHEADER, sent_headers_.get());
  set(easy_, CURLOPT_URL, what_.url.c_str());
  set(easy_, CURLOPT_USERAGENT, settings_.user_agent.c_str());
  if (what_.coding == body_coding::unpacked)
    set(easy_, CURLOPT_ACCEPT_ENCODING, "");  // all that libcurl can unpack: gzip, deflate, br, zstd
  if (what_.verb == method::post) {
    set(easy_, CURLOPT_POST, 1L);
    set(easy_, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(what_.body.size()));
    set(easy_, CURLOPT_POSTFIELDS, what_.body.c_str());
  }
}

void curl_transfer::set_transport() {
  set(easy_, CURLOPT_PROTOCOLS_STR, "http,https");
  set(easy_, CURLOPT_FOLLOWLOCATION, 0L);
  set(easy_, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_2TLS));
  set(easy_, CURLOPT_TCP_KEEPALIVE, 1L);
  set(easy_, CURLOPT_NOSIGNAL, 1L);
  set(easy_, CURLOPT_QUICK_EXIT, 1L);  // a cancelled look-up of a name is not waited for
  set(easy_, CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
  set_text(easy_, CURLOPT_CAINFO, settings_.ca_file);
  set_text(easy_, CURLOPT_CAPATH, settings_.ca_directory);
  if (is_loopback(target_.host)) {
    set(easy_, CURLOPT_NOPROXY, "*");
    return;
  }
  set_text(easy_, CURLOPT_PROXY, settings_.proxy);
  const std::string& proxy_ca = settings_.proxy_ca_file.empty() ? settings_.ca_file : settings_.proxy_ca_file;
  set_text(easy_, CURLOPT_PROXY_CAINFO, proxy_ca);
  set_text(easy_, CURLOPT_PROXY_SSLCERT, settings_.proxy_client_certificate_file);
  set_text(easy_, CURLOPT_PROXY_SSLKEY, settings_.proxy_client_key_file);
  set(easy_, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
}

void curl_transfer::set_bounds() {
  set(easy_, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(what_.timeouts.connect.count()));
  set(easy_, CURLOPT_TIMEOUT_MS, static_cast<long>(what_.timeouts.total.count()));
  set(easy_, CURLOPT_ERRORBUFFER, detail_.data());
  set(easy_, CURLOPT_WRITEFUNCTION, &curl_transfer::on_body);
  set(easy_, CURLOPT_WRITEDATA, this);
  set(easy_, CURLOPT_HEADERFUNCTION, &curl_transfer::on_header);
  set(easy_, CURLOPT_HEADERDATA, this);
  set(easy_, CURLOPT_NOPROGRESS, 0L);
  set(easy_, CURLOPT_XFERINFOFUNCTION, &curl_transfer::on_progress);
  set(easy_, CURLOPT_XFERINFODATA, this);
}

std::size_t curl_transfer::on_body(char* bytes, std::size_t one, std::size_t count, void* self) {
  return static_cast<curl_transfer*>(self)->take_body(bytes, one * count);
}

std::size_t curl_transfer::on_header(char* bytes, std::size_t one, std::size_t count, void* self) {
  return static_cast<curl_transfer*>(self)->take_header({bytes, one * count});
}

// Curl calls it whenever bytes move and once a second: the one place that sees bytes before they are unpacked.
int curl_transfer::on_progress(void* self, curl_off_t, curl_off_t now, curl_off_t, curl_off_t) {
  auto& transfer = *static_cast<curl_transfer*>(self);
  if (now != transfer.wire_seen_) {
    transfer.wire_seen_ = now;
    transfer.last_byte_at_ = steady::now();
  }
  transfer.too_large_ |= static_cast<std::uint64_t>(now) > transfer.what_.limits.body_bytes_max;
  curl_off_t pretransfer_us = 0;
  curl().easy_getinfo(transfer.easy_, CURLINFO_PRETRANSFER_TIME_T, &pretransfer_us);
  if (pretransfer_us > 0 && !transfer.sent_at_) transfer.sent_at_ = steady::now();
  return transfer.too_large_ ? 1 : 0;
}

std::size_t curl_transfer::take_body(const char* bytes, std::size_t count) {
  last_byte_at_ = steady::now();
  if (answer_.body.empty()) {
    curl_off_t announced = -1;
    curl().easy_getinfo(easy_, CURLINFO_CONTENT_LENGTH_DOWNLOAD_T, &announced);
    const auto bound = static_cast<curl_off_t>(std::min(what_.limits.body_bytes_max, std::size_t{1} << 24));
    if (announced > 0) answer_.body.reserve(static_cast<std::size_t>(std::min(announced, bound)));
  }
  if (count > what_.limits.body_bytes_max - answer_.body.size()) {
    too_large_ = true;
    return 0;
  }
  answer_.body.append(bytes, count);
  return count;
}

std::size_t curl_transfer::take_header(std::string_view line) {
  last_byte_at_ = steady::now();
  header_bytes_ += line.size();
  if (header_bytes_ > what_.limits.headers_bytes_max || answer_.headers.size() >= what_.limits.headers_max) {
    headers_too_large_ = true;
    return 0;
  }
  add_header(line);
  return line.size();
}

void curl_transfer::add_header(std::string_view line) {
  // A status line begins anew: what a 100 Continue or a proxy said before is not the answer.
  if (line.starts_with("HTTP/")) return answer_.headers.clear();
  const auto colon = line.find(':');
  if (colon == std::string_view::npos) return;
  answer_.headers.push_back({std::string(trim(line.substr(0, colon))), std::string(trim(line.substr(colon + 1)))});
}

phase curl_transfer::current_phase() const {
  if (last_byte_at_) return phase::receiving;
  curl_off_t pretransfer_us = 0;
  curl().easy_getinfo(easy_, CURLINFO_PRETRANSFER_TIME_T, &pretransfer_us);
  return pretransfer_us > 0 ? phase::waiting : phase::connecting;
}

std::optional<error> curl_transfer::overdue() const {
  const auto now = steady::now();
  if (last_byte_at_) {
    if (now - *last_byte_at_ >= what_.timeouts.stall) return stall_timeout(where_, what_);
  } else if (sent_at_ && now - *sent_at_ >= what_.timeouts.first_byte) {
    return first_byte_timeout(where_, what_);
  }
  return std::nullopt;
}

milliseconds curl_transfer::next_check() const {
  constexpr milliseconds longest{1000};
  const auto now = steady::now();
  auto left = steady::duration(longest);
  if (last_byte_at_) {
    left = std::min(left, *last_byte_at_ + what_.timeouts.stall - now);
  } else if (sent_at_) {
    left = std::min(left, *sent_at_ + what_.timeouts.first_byte - now);
  } else {
    left = std::min(left, steady::duration(what_.timeouts.first_byte));
  }
  return std::clamp(duration_cast<milliseconds>(left) + milliseconds(1), milliseconds(1), longest);
}

result<response> curl_transfer::finish(CURLcode code) {
  // Curl bounds a single header line itself, and calls a longer one lack of memory.
  if (code == CURLE_OUT_OF_MEMORY && sent_at_ && answer_.body.empty()) headers_too_large_ = true;
  if (headers_too_large_) return fail(headers_too_large(where_, what_));
  if (too_large_) return fail(body_too_large(where_, what_));
  if (code != CURLE_OK) {
    return fail(error_of_curl(code, current_phase(), where_, redact(detail_.data(), what_.bearer), what_));
  }
  long status = 0;
  curl().easy_getinfo(easy_, CURLINFO_RESPONSE_CODE, &status);
  answer_.status = static_cast<int>(status);
  answer_.wire_bytes = wire_bytes();
  const auto location = answer_.find_header("Location");
  if (status >= 300 && status < 400 && status != 304) {
    return fail(redirected(where_, answer_.status, redact(location.value_or(""), what_.bearer)));
  }
  return std::move(answer_);
}

std::uint64_t curl_transfer::wire_bytes() const {
  curl_off_t bytes = 0;
  curl().easy_getinfo(easy_, CURLINFO_SIZE_DOWNLOAD_T, &bytes);
  return static_cast<std::uint64_t>(std::max<curl_off_t>(bytes, 0));
}

milliseconds curl_transfer::elapsed() const { return duration_cast<milliseconds>(steady::now() - started_); }

}  // namespace headroom::http
