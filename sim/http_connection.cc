#include "sim/http_connection.h"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>

#include "sim/gzip.h"

namespace headroom::sim {
namespace {

constexpr std::size_t head_bytes_max = 64 << 10;
constexpr std::size_t body_bytes_max = 16 << 20;
constexpr std::size_t gzip_from_bytes = 1 << 10;
constexpr int idle_ms = 60'000;
constexpr int write_ms = 30'000;

std::string head_of(const http_response& r, bool keep_alive, bool chunked) {
  std::string out = fmt::format("HTTP/1.1 {} {}\r\n", r.status, reason_of(r.status));
  if (!r.content_type.empty()) out += fmt::format("Content-Type: {}\r\n", r.content_type);
  for (const auto& [name, value] : r.headers) out += fmt::format("{}: {}\r\n", name, value);
  if (r.compressed) out += "Content-Encoding: gzip\r\n";
  out += chunked ? std::string("Transfer-Encoding: chunked\r\n")
                 : fmt::format("Content-Length: {}\r\n", static_cast<std::int64_t>(r.body.size()) + r.filler_bytes);
  out += keep_alive ? "\r\n" : "Connection: close\r\n\r\n";
  return out;
}

}  // namespace

void http_connection::serve() {
  for (;;) {
    std::string head;
    if (!read_head(head)) return;
    auto request = parse_request_head(head);
    if (!request) return refuse(400, request.error().message);
    if (!read_body(*request)) return;
    if (answer(*request, handler_(*request)) == next::close) return;
  }
}

bool http_connection::read_head(std::string& head) {
  for (;;) {
    if (const auto end = buffer_.find("\r\n\r\n"); end != std::string::npos) {
      head = buffer_.substr(0, end + 2);
      buffer_.erase(0, end + 4);
      return true;
    }
    if (buffer_.size() > head_bytes_max) {
      refuse(431, "headers above 64 KiB");
      return false;
    }
    if (peer_.read_some(buffer_, idle_ms) != connection::outcome::ready) return false;
  }
}

bool http_connection::read_body(http_request& request) {
  if (request.header("expect") == "100-continue" &&
      peer_.write_all("HTTP/1.1 100 Continue\r\n\r\n", write_ms) != connection::outcome::ready) {
    return false;
  }
  if (request.header("transfer-encoding") == "chunked") return read_chunks(request.body);
  const auto text = request.header("content-length");
  if (text.empty()) return true;
  std::size_t length = 0;
  const auto [end, status] = std::from_chars(text.data(), text.data() + text.size(), length);
  if (status != std::errc{} || end != text.data() + text.size() || length > body_bytes_max) {
    refuse(413, "expected a Content-Length of at most 16 MiB");
    return false;
  }
  if (!need(length)) return false;
  request.body = buffer_.substr(0, length);
  buffer_.erase(0, length);
  return true;
}

bool http_connection::read_chunks(std::string& body) {
  for (;;) {
    std::size_t line = buffer_.find("\r\n");
    while (line == std::string::npos) {
      if (!need(buffer_.size() + 1)) return false;
      line = buffer_.find("\r\n");
    }
    std::size_t size = 0;
    const auto status = std::from_chars(buffer_.data(), buffer_.data() + line, size, 16).ec;
    if (status != std::errc{} || size > body_bytes_max || body.size() + size > body_bytes_max) {
      refuse(400, "bad chunk");
      return false;
    }
    if (!need(line + 2 + size + 2)) return false;
    body.append(buffer_, line + 2, size);
    buffer_.erase(0, line + 2 + size + 2);
    if (size == 0) return true;
  }
}

bool http_connection::need(std::size_t bytes) {
  while (buffer_.size() < bytes) {
    if (peer_.read_some(buffer_, idle_ms) != connection::outcome::ready) return false;
  }
  return true;
}

http_connection::next http_connection::answer(const http_request& request, http_response r) {
  using outcome = connection::outcome;
  if (r.delay_ms > 0 && peer_.wait(r.delay_ms) != outcome::timeout) return next::close;
  if (r.how == delivery::drop) return next::close;
  if (r.how == delivery::hang) {
    while (peer_.wait(3'600'000) == outcome::timeout) {
    }
    return next::close;
  }
  const bool takes_gzip = request.header("accept-encoding").find("gzip") != std::string_view::npos;
  if (takes_gzip && !r.compressed && r.how == delivery::whole && r.filler_bytes == 0 &&
      r.body.size() >= gzip_from_bytes) {
    r.body = gzip(r.body);
    r.compressed = true;
  }
  const bool keep_alive = request.keep_alive && r.how == delivery::whole;
  const bool chunked = r.how == delivery::chunk_stop;
  std::string out = head_of(r, keep_alive, chunked);
  const std::string_view arrives =
      std::string_view(r.body).substr(0, r.how == delivery::whole ? r.body.size() : r.arrives);
  if (chunked && !arrives.empty()) out += fmt::format("{:x}\r\n", arrives.size());
  if (request.method != "HEAD") out += arrives;
  if (chunked && !arrives.empty()) out += "\r\n";
  if (peer_.write_all(out, write_ms) != outcome::ready || !write_filler(r.filler_bytes)) return next::close;
  return keep_alive ? next::go_on : next::close;
}

bool http_connection::write_filler(std::int64_t bytes) {
  const std::string block(64 << 10, '\n');
  for (; bytes > 0; bytes -= static_cast<std::int64_t>(block.size())) {
    const auto part = std::string_view(block).substr(0, static_cast<std::size_t>(bytes));
    if (peer_.write_all(part, write_ms) != connection::outcome::ready) return false;
  }
  return true;
}

void http_connection::refuse(int status, std::string_view text) {
  const http_response response{.status = status, .content_type = "text/plain", .body = std::string(text)};
  const auto sent = peer_.write_all(head_of(response, false, false) + response.body, write_ms);
  static_cast<void>(sent);  // the connection closes either way
}

}  // namespace headroom::sim
