#include "sim/answer.h"

#include <algorithm>
#include <fmt/format.h>

#include "sim/gzip.h"

#include "headroom/base/text.h"

namespace headroom::sim {
namespace {

constexpr std::string_view html_page =
    "<!DOCTYPE html>\n<html><head><title>Just a moment...</title></head>\n<body><h1>Sign in to "
    "continue</h1></body></html>\n";

void become(http_response& answer, int status, std::string_view type, std::string body) {
  answer.status = status;
  answer.content_type = type;
  answer.body = std::move(body);
  std::erase_if(answer.headers, [](const auto& h) { return h.first == "X-Completeness"; });
}

void set_status(http_response& answer, const fault& f) {
  const bool json_api = answer.content_type == "application/json";
  const int code = f.status == 429                      ? 8
                   : f.status == 503 || f.status == 502 ? 14
                   : f.status == 504                    ? 4
                   : f.status == 403                    ? 7
                   : f.status == 401                    ? 16
                                                        : 13;
  become(answer, f.status, json_api ? "application/json" : "text/plain",
         json_api ? fmt::format(R"({{"code":{},"message":"{}","details":[]}})", code, reason_of(f.status))
                  : std::string(reason_of(f.status)) + "\n");
  if (f.retry_after_s) answer.headers.emplace_back("Retry-After", std::to_string(*f.retry_after_s));
}

void cut(http_response& answer, const fault& f, delivery how) {
  answer.how = how;
  answer.arrives = static_cast<std::size_t>(static_cast<double>(answer.body.size()) * f.at);
}

void apply(http_response& answer, const fault& f) {
  switch (f.kind) {
    case fault_kind::status:
      return set_status(answer, f);
    case fault_kind::slow:
      answer.delay_ms += f.delay_ms;
      return;
    case fault_kind::hang:
      answer.how = delivery::hang;
      return;
    case fault_kind::cut:
      return cut(answer, f, delivery::cut);
    case fault_kind::chunk_stop:
      return cut(answer, f, delivery::chunk_stop);
    case fault_kind::drop:
    case fault_kind::lost_reply:
      answer.how = delivery::drop;
      return;
    case fault_kind::html:
      return become(answer, f.status == 503 ? 200 : f.status, "text/html; charset=utf-8", std::string(html_page));
    case fault_kind::empty:
      return become(answer, 200, answer.content_type, "");
    case fault_kind::garbage:
      return become(answer, 200, answer.content_type, std::string("\xff\xfe{\x00]} \"", 8));
    case fault_kind::huge:
      answer.filler_bytes = f.bytes;
      return;
    case fault_kind::gzip_bomb:
      answer.body = gzip_of_blanks(f.bytes);
      answer.compressed = true;
      return;
    case fault_kind::header_flood:
      for (std::int64_t at = 0; at < f.bytes; at += 1024) {
        answer.headers.emplace_back(fmt::format("X-Flood-{}", at), std::string(1000, 'x'));
      }
      return;
    case fault_kind::redirect:
      become(answer, 302, "text/html", "");
      answer.headers.emplace_back("Location", f.url);
      return;
    default:
      return;  // not a fault of answers
  }
}

}  // namespace

http_response json_answer(const ordered_json& body) { return {.body = to_compact_text(body)}; }

http_response text_answer(int status, std::string text) {
  return {.status = status, .content_type = "text/plain", .body = std::move(text)};
}

int http_status_of(error_code code) {
  switch (code) {
    case error_code::invalid_argument:
    case error_code::failed_precondition:
    case error_code::out_of_range:
      return 400;
    case error_code::unauthenticated:
      return 401;
    case error_code::permission_denied:
      return 403;
    case error_code::not_found:
      return 404;
    case error_code::already_exists:
    case error_code::aborted:
      return 409;
    case error_code::resource_exhausted:
      return 429;
    case error_code::cancelled:
      return 499;
    case error_code::unimplemented:
      return 501;
    case error_code::unavailable:
      return 503;
    case error_code::deadline_exceeded:
      return 504;
    default:
      return 500;
  }
}

http_response status_answer(const error& e) {
  http_response out =
      json_answer({{"code", static_cast<int>(e.code)}, {"message", e.message}, {"details", ordered_json::array()}});
  out.status = http_status_of(e.code);
  return out;
}

http_response not_found_answer(std::string_view what, std::string_view id) {
  return status_answer({error_code::not_found,
                        fmt::format("{} '{}' not found", what, escape_for_terminal(id.substr(0, 200))), retryable::no});
}

void damage(http_response& answer, const std::vector<fault>& faults) {
  for (const fault& f : faults) apply(answer, f);
}

bool keeps_from_running(const std::vector<fault>& faults) {
  return std::any_of(faults.begin(), faults.end(), [](const fault& f) {
    return f.kind == fault_kind::drop || f.kind == fault_kind::hang || f.kind == fault_kind::status ||
           f.kind == fault_kind::redirect;
  });
}

}  // namespace headroom::sim
