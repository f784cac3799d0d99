#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "temporal_bridge.h"

namespace temporal::detail {

// Bytes lent to the bridge for one call.
inline tcb_slice slice(std::string_view bytes) {
  return {reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()};
}

inline std::string_view view(const tcb_buf& raw) {
  return raw.n == 0 ? std::string_view() : std::string_view(reinterpret_cast<const char*>(raw.p), raw.n);
}

// Bytes that Rust allocated and Rust must free; also the place for a call's error text: `call(..., buffer.out())`.
class bridge_buffer {
 public:
  bridge_buffer() = default;
  explicit bridge_buffer(tcb_buf raw) : raw_(raw) {}
  bridge_buffer(bridge_buffer&& other) noexcept : raw_(std::exchange(other.raw_, tcb_buf{})) {}
  bridge_buffer& operator=(bridge_buffer&& other) noexcept {
    std::swap(raw_, other.raw_);
    return *this;
  }
  ~bridge_buffer() { tcb_buf_free(&raw_); }

  [[nodiscard]] std::string_view view() const { return detail::view(raw_); }
  [[nodiscard]] std::string text() const { return std::string(view()); }
  [[nodiscard]] tcb_buf* out() {
    tcb_buf_free(&raw_);
    return &raw_;
  }

 private:
  tcb_buf raw_{};
};

}  // namespace temporal::detail
