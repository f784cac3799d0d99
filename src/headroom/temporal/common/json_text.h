#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "headroom/temporal/common/payload.h"

// json/plain for the types that need no JSON library in the headers.
namespace temporal::detail {

payload write_json(bool v);
payload write_json(std::int64_t v);
payload write_json(std::uint64_t v);
payload write_json(double v);
payload write_json(std::string_view v);

// Strict: an integer is a JSON integer within the range, never a boolean, a fraction or a text. payload_error
// otherwise.
void read_json(const payload& p, bool& out);
void read_json(const payload& p, std::int64_t& out);
void read_json(const payload& p, std::uint64_t& out);
void read_json(const payload& p, double& out);
void read_json(const payload& p, std::string& out);

// The JSON text of a payload that must be JSON; payload_error names the encoding that was seen.
std::string_view json_text_of(const payload& p, std::string_view wanted);
[[noreturn]] void fail_range(std::string_view text, std::string_view wanted);

}  // namespace temporal::detail
