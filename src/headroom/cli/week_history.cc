#include "headroom/cli/week_history.h"

#include <fmt/format.h>

#include "headroom/json/json.h"

namespace headroom::cli {
namespace {

std::unexpected<error> unexpected_shape(std::string_view what, std::string_view expected) {
  return fail(error_code::invalid_argument, fmt::format("{}: expected {}", what, expected));
}

result<load_history> read_one(const json& peaks, utc_minute start, int step_minutes, std::string_view what) {
  if (!peaks.is_array()) return unexpected_shape(what, "a list of peaks for each namespace");
  load_history out{.start = start, .step_minutes = step_minutes};
  for (const auto& peak : peaks) {
    if (!peak.is_null() && !peak.is_number()) return unexpected_shape(what, "peaks that are numbers or null");
    out.peak_aps.push_back(peak.is_null() ? std::nullopt : std::optional(peak.get<double>()));
  }
  return out;
}

}  // namespace

result<plan::history_map> parse_week_history(std::string_view text, std::string_view what) {
  const auto value = parse_json(text, what);
  if (!value) return fail(value.error());
  const bool whole = value->is_object() && value->contains("start") && value->at("start").is_string() &&
                     value->contains("step_minutes") && value->at("step_minutes").is_number_integer() &&
                     value->contains("namespaces") && value->at("namespaces").is_object();
  if (!whole) return unexpected_shape(what, "an object with start, step_minutes and namespaces");
  const auto start = parse_utc_minute(value->at("start").get<std::string>());
  if (!start) return fail(error(start.error()).in(what));
  plan::history_map out;
  for (const auto& [id, peaks] : value->at("namespaces").items()) {
    auto one = read_one(peaks, *start, value->at("step_minutes").get<int>(), what);
    if (!one) return fail(std::move(one.error()));
    out.emplace(namespace_id(id), std::move(*one));
  }
  return out;
}

result<plan::history_map> read_week_history(const cloud_access& access, const std::string& url) {
  http::request ask;
  ask.url = url;
  const auto answer = access.services().network.send(ask, {});
  if (!answer) return fail(answer.error());
  if (answer->status != 200) {
    return fail(error_code::unavailable, fmt::format("{}: answered {}, expected 200 and JSON", url, answer->status));
  }
  return parse_week_history(answer->body, url);
}

}  // namespace headroom::cli
