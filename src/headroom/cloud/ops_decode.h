#pragma once

#include <fmt/format.h>
#include <simdjson.h>
#include <string>
#include <string_view>

#include "headroom/base/result.h"
#include "headroom/base/text.h"
#include "headroom/cloud/json_text.h"
#include "headroom/cloud/ops_fields.h"

// The frame of every decoder of the Ops API: one JSON object, of which one member is the answer.
namespace headroom::cloud {

inline std::unexpected<error> not_readable(std::string_view what, std::string_view why, std::string_view body) {
  return fail(error_code::data_loss,
              fmt::format("{} cannot be read ({}); it begins with '{}', expected a JSON object", what, why,
                          escape_for_terminal(trim(body).substr(0, 60))),
              retryable::yes);
}

// A parser's buffers are several times as large as a page, and new memory costs more than reading into it: one for each
// thread is kept. Nothing that it hands out leaves a decoder.
inline simdjson::ondemand::parser& shared_parser() {
  thread_local simdjson::ondemand::parser parser;
  return parser;
}

// Opens the body as a JSON object and hands it to `read`, which returns the value or a result of it.
// `may_be_null` is the folded name of a member that is allowed to be null, which proto3 takes for empty.
template <class Value, class Read>
result<Value> decode(std::string& body, std::string_view what, Read&& read, std::string_view may_be_null = "") {
  body.reserve(body.size() + simdjson::SIMDJSON_PADDING);
  try {
    auto& parser = shared_parser();
    simdjson::ondemand::document document =
        parser.iterate(simdjson::padded_string_view(body.data(), body.size(), body.capacity()));
    Value out;
    bool found = false;
    simdjson::ondemand::object object = document.get_object();
    fields::walk_members(
        object, [&](std::string_view key, fields::json_value& value) { found = read(out, key, value) || found; },
        [&](std::string_view key) { found = found || names_field(key, may_be_null); });
    if (document.current_location().error() != simdjson::OUT_OF_BOUNDS)
      return not_readable(what, "more follows its end", body);
    if (!found) return not_readable(what, "the expected member is missing", body);
    return out;
  } catch (const simdjson::simdjson_error& e) {
    return not_readable(what, e.what(), body);
  }
}

}  // namespace headroom::cloud
