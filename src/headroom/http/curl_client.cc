#include "headroom/http/curl_client.h"

#include <mutex>
#include <optional>
#include <utility>
#include <vector>

#include "headroom/http/curl_handles.h"
#include "headroom/http/curl_library.h"
#include "headroom/http/curl_transfer.h"
#include "headroom/http/url.h"

namespace headroom::http {
namespace {

using std::chrono::milliseconds;

// What one request needs: a multi handle, which owns the open connections, and an easy handle in it.
struct lane {
  multi_handle multi;
  easy_handle easy;
};

// Lanes that nobody uses now. One request takes one lane, so threads never share a curl handle, and the next request
// finds the connection of the last one still open.
class lane_pool {
 public:
  result<lane> take() {
    {
      const std::scoped_lock lock(mutex_);
      if (!idle_.empty()) {
        lane out = std::move(idle_.back());
        idle_.pop_back();
        return out;
      }
    }
    lane out{multi_handle(curl().multi_init()), easy_handle(curl().easy_init())};
    if (!out.multi || !out.easy) return fail(error_code::resource_exhausted, "out of memory while setting up HTTP");
    return out;
  }

  void give_back(lane used) {
    constexpr std::size_t idle_max = 8;
    curl().easy_reset(used.easy.get());
    const std::scoped_lock lock(mutex_);
    if (idle_.size() < idle_max) idle_.push_back(std::move(used));
  }

 private:
  std::mutex mutex_;
  std::vector<lane> idle_;
};

// Adds an easy handle to a multi handle for the length of a scope.
class attached {
 public:
  attached(CURLM* multi, CURL* easy) : multi_(multi), easy_(easy) { curl().multi_add_handle(multi_, easy_); }
  ~attached() { curl().multi_remove_handle(multi_, easy_); }
  attached(const attached&) = delete;
  attached& operator=(const attached&) = delete;

 private:
  CURLM* multi_;
  CURL* easy_;
};

std::optional<CURLcode> finished_code(CURLM* multi) {
  int left = 0;
  while (const CURLMsg* message = curl().multi_info_read(multi, &left)) {
    if (message->msg == CURLMSG_DONE) return message->data.result;
  }
  return std::nullopt;
}

// Tells the caller about a second at a time that the request is still on its way.
class reporter {
 public:
  explicit reporter(const watch& how) : how_(how) {}
  void tick(const curl_transfer& transfer) {
    constexpr milliseconds every{1000};
    if (!how_.on_progress || transfer.elapsed() < next_) return;
    next_ = transfer.elapsed() + every;
    how_.on_progress({.body_bytes = transfer.wire_bytes(), .elapsed = transfer.elapsed()});
  }

 private:
  const watch& how_;
  milliseconds next_{0};
};

result<response> drive(CURLM* multi, curl_transfer& transfer, const watch& how) {
  reporter report(how);
  const std::stop_callback wake_up(how.stop, [multi] { curl().multi_wakeup(multi); });
  for (;;) {
    if (how.stop.stop_requested()) return fail(cancelled(transfer.where()));
    int running = 0;
    const CURLMcode code = curl().multi_perform(multi, &running);
    if (code != CURLM_OK) return fail(error_code::internal, std::string("curl: ") + curl().multi_strerror(code));
    if (const auto done = finished_code(multi)) return transfer.finish(*done);
    if (auto late = transfer.overdue()) return fail(*std::move(late));
    report.tick(transfer);
    curl().multi_poll(multi, nullptr, 0, static_cast<int>(transfer.next_check().count()), nullptr);
  }
}

std::optional<error> refuse_clear_text(const request& what, const url_parts& target,
                                       const transport_settings& settings) {
  if (what.bearer.empty() || target.scheme == "https" || is_loopback(target.host)) return std::nullopt;
  if (settings.keys_in_clear_text == clear_text_keys::allowed) return std::nullopt;
  return error{error_code::invalid_argument,
               authority_of(target) +
                   ": the key would travel in clear text over http; use an https URL (http is for this machine only, "
                   "or where HEADROOM_ALLOW_INSECURE_KEYS=1 says that the network is trusted)"};
}

// A line break in a header value would let it smuggle in another header.
std::optional<error> refuse_line_breaks(const request& what) {
  const auto breaks = [](const std::string& text) {
    return text.find_first_of(std::string_view("\r\n\0", 3)) != text.npos;
  };
  if (breaks(what.bearer.reveal())) {
    return error{error_code::invalid_argument,
                 "the API key has a line break or a NUL in it; copy it again, as one line"};
  }
  for (const header& h : what.headers) {
    if (breaks(h.name) || breaks(h.value)) {
      return error{error_code::invalid_argument, "a request header has a line break or a NUL in it"};
    }
  }
  return std::nullopt;
}

class curl_client final : public client {
 public:
  explicit curl_client(transport_settings settings) : settings_(std::move(settings)) {}

  result<response> send(const request& what, const watch& how) override {
    auto target = parse_url(what.url);
    if (!target) return fail(std::move(target).error());
    if (auto refused = refuse_clear_text(what, *target, settings_)) return fail(*std::move(refused));
    if (auto refused = refuse_line_breaks(what)) return fail(*std::move(refused));
    auto used = lanes_.take();
    if (!used) return fail(std::move(used).error());
    auto out = send_on(*used, what, *std::move(target), how);
    lanes_.give_back(*std::move(used));
    return out;
  }

 private:
  result<response> send_on(lane& on, const request& what, url_parts target, const watch& how) {
    curl_transfer transfer(what, settings_, std::move(target), on.easy.get());
    const attached scope(on.multi.get(), on.easy.get());
    return drive(on.multi.get(), transfer, how);
  }

  const transport_settings settings_;
  lane_pool lanes_;
};

}  // namespace

result<std::unique_ptr<client>> make_curl_client(transport_settings settings) {
  if (const auto& opened = open_curl(); !opened) return fail(opened.error());
  static const CURLcode ready = curl().global_init(CURL_GLOBAL_DEFAULT);
  if (ready != CURLE_OK) {
    return fail(error_code::internal, std::string("libcurl cannot be set up: ") + curl().easy_strerror(ready));
  }
  return std::make_unique<curl_client>(std::move(settings));
}

}  // namespace headroom::http
