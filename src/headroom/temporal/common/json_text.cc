#include "headroom/temporal/common/json_text.h"

#include <fmt/format.h>

#include "headroom/base/text.h"
#include "headroom/json/json.h"
#include "headroom/temporal/common/json_payload.h"
#include "headroom/temporal/common/payload_error.h"

namespace temporal::detail {
namespace {

using headroom::json;

payload written(const json& v) { return write_json_value(v); }

[[noreturn]] void mismatch(const payload& p, std::string_view wanted) {
  throw payload_error(fmt::format("saw {} in a payload, expected {}",
                                  headroom::escape_for_terminal(std::string_view(p.data).substr(0, 60)), wanted));
}

json parsed(const payload& p, std::string_view wanted) {
  json_text_of(p, wanted);
  return read_json_value(p);
}

}  // namespace

payload write_json(bool v) { return written(v); }
payload write_json(std::int64_t v) { return written(v); }
payload write_json(std::uint64_t v) { return written(v); }
payload write_json(double v) { return written(v); }
payload write_json(std::string_view v) { return written(v); }

void read_json(const payload& p, bool& out) {
  const json v = parsed(p, "a boolean");
  if (!v.is_boolean()) mismatch(p, "a boolean");
  out = v.get<bool>();
}

void read_json(const payload& p, std::int64_t& out) {
  const json v = parsed(p, "an integer");
  const bool fits = v.is_number_unsigned() ? v.get<std::uint64_t>() <= INT64_MAX : v.is_number_integer();
  if (!fits) mismatch(p, "an integer of 64 bits with sign");
  out = v.get<std::int64_t>();
}

void read_json(const payload& p, std::uint64_t& out) {
  const json v = parsed(p, "an integer");
  if (!v.is_number_unsigned()) mismatch(p, "an integer of 64 bits, not negative");
  out = v.get<std::uint64_t>();
}

void read_json(const payload& p, double& out) {
  const json v = parsed(p, "a number");
  if (!v.is_number()) mismatch(p, "a number");
  out = v.get<double>();
}

void read_json(const payload& p, std::string& out) {
  json v = parsed(p, "a text");
  if (!v.is_string()) mismatch(p, "a text");
  out = std::move(v.get_ref<std::string&>());
}

std::string_view json_text_of(const payload& p, std::string_view wanted) {
  if (p.encoding() == encodings::json) return p.data;
  throw payload_error(fmt::format("saw a payload of encoding '{}', expected {} as json/plain",
                                  headroom::escape_for_terminal(p.encoding()), wanted));
}

void fail_range(std::string_view text, std::string_view wanted) {
  throw payload_error(fmt::format("saw {}, expected {}", headroom::escape_for_terminal(text.substr(0, 60)), wanted));
}

}  // namespace temporal::detail
