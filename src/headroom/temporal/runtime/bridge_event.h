#pragma once

#include <cstdint>
#include <utility>

#include "headroom/temporal/runtime/bridge_buffer.h"

namespace temporal::detail {

// Names one request to the bridge; its events come back under it. Never reused, never 0.
using event_tag = std::uint64_t;

// One event out of the bridge's queue, with its buffers. A connection that nobody takes is freed with the event.
class bridge_event {
 public:
  explicit bridge_event(const tcb_event& raw) : raw_(raw) {}
  bridge_event(bridge_event&& other) noexcept : raw_(std::exchange(other.raw_, tcb_event{})) {}
  bridge_event& operator=(bridge_event&& other) noexcept {
    std::swap(raw_, other.raw_);
    return *this;
  }
  ~bridge_event() { tcb_event_free(&raw_, 1); }

  [[nodiscard]] event_tag tag() const { return raw_.tag; }
  [[nodiscard]] tcb_kind kind() const { return raw_.kind; }
  [[nodiscard]] tcb_status status() const { return raw_.status; }
  [[nodiscard]] std::int32_t grpc_code() const { return raw_.grpc_code; }
  [[nodiscard]] std::string_view data() const { return view(raw_.data); }
  [[nodiscard]] std::string_view error() const { return view(raw_.error); }
  [[nodiscard]] std::string_view details() const { return view(raw_.details); }
  [[nodiscard]] tcb_conn* take_connection() { return static_cast<tcb_conn*>(std::exchange(raw_.handle, nullptr)); }

 private:
  tcb_event raw_{};
};

}  // namespace temporal::detail
