#include "headroom/cli/week_history.h"

#include <fmt/format.h>

#include "headroom/json/json.h"

namespace headroom::cli {
namespace {

std::unexpected<error> unexpected_shape(std::string_view what, std::string_view expected) {
  return fail(error_code::invalid_argument, fmt::format("{}: expected {}", what, expected));
}

using figures = std::vector<std::optional<double>>;

result<figures> read_figures(const json& list, std::string_view what) {
  if (!list.is_array()) return unexpected_shape(what, "a list of figures for each namespace");
  figures out;
  for (const auto& one : list) {
    if (!one.is_null() && !one.is_number()) return unexpected_shape(what, "figures that are numbers or null");
    out.push_back(one.is_null() ? std::nullopt : std::optional(one.get<double>()));
  }
  return out;
}

// The means may be missing, of one namespace or of all.
result<void> read_means(const json& whole, const std::string& id, load_history& out, std::string_view what) {
  const auto means = whole.find("mean_aps");
  if (means == whole.end() || !means->is_object() || !means->contains(id)) return {};
  auto read = read_figures(means->at(id), what);
  if (!read) return fail(std::move(read.error()));
  if (read->size() != out.peak_aps.size()) return unexpected_shape(what, "as many means as peaks");
  out.mean_aps = *std::move(read);
  return {};
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
    auto read = read_figures(peaks, what);
    if (!read) return fail(std::move(read.error()));
    load_history one{
        .start = *start, .step_minutes = value->at("step_minutes").get<int>(), .peak_aps = *std::move(read)};
    if (auto good = read_means(*value, id, one, what); !good) return fail(std::move(good.error()));
    out.emplace(namespace_id(id), std::move(one));
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
