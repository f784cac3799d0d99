#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace headroom {

// The canonical codes of google.rpc.Code, with its numbers.
enum class error_code : std::uint8_t {
  cancelled = 1,
  unknown = 2,
  invalid_argument = 3,
  deadline_exceeded = 4,
  not_found = 5,
  already_exists = 6,
  permission_denied = 7,
  resource_exhausted = 8,
  failed_precondition = 9,
  aborted = 10,
  out_of_range = 11,
  unimplemented = 12,
  internal = 13,
  unavailable = 14,
  data_loss = 15,
  unauthenticated = 16,
};

std::string_view to_string(error_code code);  // "invalid_argument", ...

enum class retryable : std::uint8_t { no, yes };

// What went wrong, for a person and for a program. `message` says what was seen, what was expected and what to do next,
// in one line, and never holds a secret.
struct error {
  error_code code = error_code::unknown;
  std::string message;
  retryable retry = retryable::no;

  // The same error seen from one level up: "context: message".
  [[nodiscard]] error in(std::string_view context) const&;
  [[nodiscard]] error in(std::string_view context) &&;

  friend bool operator==(const error&, const error&) = default;
};

}  // namespace headroom
