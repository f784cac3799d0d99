#pragma once

#include <array>
#include <chrono>
#include <optional>
#include <string>

#include "headroom/base/result.h"
#include "headroom/http/client.h"
#include "headroom/http/curl_errors.h"
#include "headroom/http/curl_handles.h"
#include "headroom/http/transport_settings.h"
#include "headroom/http/url.h"

namespace headroom::http {

// One attempt: the options of its easy handle, what has arrived, and the limits that it must keep. It points into
// itself through curl's callbacks, so it stays where it was made.
class curl_transfer {
 public:
  curl_transfer(const request& what, const transport_settings& settings, url_parts target, CURL* easy);
  curl_transfer(const curl_transfer&) = delete;
  curl_transfer& operator=(const curl_transfer&) = delete;

  // The error that is due now, if a phase has lasted too long or too many bytes came; checked between polls.
  [[nodiscard]] std::optional<error> overdue() const;
  // How long the next poll may last at most, so that no bound is passed unnoticed.
  [[nodiscard]] std::chrono::milliseconds next_check() const;
  // The answer, once curl has reported `code` for this transfer.
  [[nodiscard]] result<response> finish(CURLcode code);

  [[nodiscard]] std::uint64_t wire_bytes() const;
  [[nodiscard]] std::chrono::milliseconds elapsed() const;
  [[nodiscard]] const std::string& where() const { return where_; }

 private:
  using steady = std::chrono::steady_clock;

  static std::size_t on_body(char* bytes, std::size_t one, std::size_t count, void* self);
  static std::size_t on_header(char* bytes, std::size_t one, std::size_t count, void* self);
  static int on_progress(void* self, curl_off_t total, curl_off_t now, curl_off_t up_total, curl_off_t up_now);

  void set_request();
  void set_transport();
  void set_bounds();
  std::size_t take_body(const char* bytes, std::size_t count);
  std::size_t take_header(std::string_view line);
  void add_header(std::string_view line);
  [[nodiscard]] phase current_phase() const;

  const request& what_;
  const transport_settings& settings_;
  const url_parts target_;
  const std::string where_;
  CURL* easy_;
  header_list sent_headers_;
  std::array<char, CURL_ERROR_SIZE> detail_{};

  const steady::time_point started_ = steady::now();
  std::optional<steady::time_point> sent_at_;  // when the request was out and the waiting began
  std::optional<steady::time_point> last_byte_at_;
  curl_off_t wire_seen_ = 0;
  std::size_t header_bytes_ = 0;
  bool too_large_ = false;
  bool headers_too_large_ = false;
  response answer_;
};

}  // namespace headroom::http
