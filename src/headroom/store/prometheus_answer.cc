#include "headroom/store/prometheus_answer.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <fmt/format.h>
#include <limits>

#include "headroom/base/text.h"
#include "headroom/json/json.h"

namespace headroom::store {
namespace {

constexpr std::size_t shown_max = 300;

std::string shown(std::string_view text) { return escape_for_terminal(text.substr(0, shown_max)); }

std::string string_member(const json& object, const char* name) {
  const auto member = object.find(name);
  return member != object.end() && member->is_string() ? member->get<std::string>() : "";
}

constexpr std::string_view token_advice =
    "; set HEADROOM_PROMETHEUS_TOKEN to a bearer token that may read from it, or correct the one that is set";

// What to do next about an answer that is no success.
std::string_view advice_for(int status) {
  switch (status) {
    case 401:
    case 403:
      return token_advice;
    case 404:
      return "; check the server's base URL: /api/v1/query_range must be below it";
    case 422:
      return "; ask for less at a time (--since, --namespace), or raise the server's limits of a query";
    case 429:
      return "; the server is asked too much: try again later";
    default:
      return status >= 500 ? "; try again once the server is well" : "";
  }
}

std::unexpected<error> no_answer(std::string_view body, int status) {
  if (status == 401 || status == 403) {
    return fail(status == 401 ? error_code::unauthenticated : error_code::permission_denied,
                fmt::format("the server, or a proxy before it, answered HTTP {}{}", status, token_advice));
  }
  const std::string_view text = trim(body);
  const bool page = text.starts_with("<");
  return fail(
      status >= 500 ? error_code::unavailable : error_code::data_loss,
      fmt::format("saw {} (HTTP {}), expected a Prometheus answer in JSON; is this the server's base URL, and not a "
                  "login page or a proxy? It begins: {}",
                  page ? "an HTML page" : "something else", status, shown(text.substr(0, 80))),
      status >= 500 ? retryable::yes : retryable::no);
}

error_code code_of(int status, std::string_view type) {
  if (status == 429) return error_code::resource_exhausted;
  if (status == 401) return error_code::unauthenticated;
  if (status == 403) return error_code::permission_denied;
  if (status == 404) return error_code::not_found;
  if (type == "timeout" || type == "canceled" || status == 503 || status == 504) return error_code::unavailable;
  return status >= 500 ? error_code::unavailable : error_code::invalid_argument;
}

std::unexpected<error> server_error(const json& answer, int status) {
  const std::string type = string_member(answer, "errorType");
  const error_code code = code_of(status, type);
  const bool again = code == error_code::unavailable || code == error_code::resource_exhausted;
  return fail(code,
              fmt::format("the server answered HTTP {} ({}): {}{}", status,
                          type.empty() ? std::string("no error type") : shown(type),
                          shown(string_member(answer, "error")), advice_for(status)),
              again ? retryable::yes : retryable::no);
}

// The member "data" of an answer that is a success.
result<json> data_of(std::string_view body, int status, std::vector<std::string>* warnings) {
  auto answer = parse_json(body, "the answer");
  if (!answer || !answer->is_object() || !answer->contains("status")) {
    const std::string_view text = trim(body);
    if (!answer && status == 200 && text.starts_with("{")) {
      return fail(error_code::data_loss, "the answer is cut or no JSON: " + answer.error().message, retryable::yes);
    }
    return no_answer(body, status);
  }
  if (string_member(*answer, "status") != "success" || status != 200) return server_error(*answer, status);
  if (const auto partial = answer->find("isPartial"); partial != answer->end() && *partial == true) {
    return fail(
        error_code::unavailable,
        "the server says that its result is partial: some of its storage did not answer; try again once it is well",
        retryable::yes);
  }
  if (const auto said = answer->find("warnings"); warnings != nullptr && said != answer->end() && said->is_array()) {
    for (const json& line : *said) {
      if (line.is_string()) warnings->push_back(shown(line.get<std::string>()));
    }
  }
  const auto data = answer->find("data");
  if (data == answer->end()) return no_answer(body, status);
  return std::move(*data);
}

bool read_number(const std::string& text, double& value) {
  if (text == "NaN") {
    value = std::numeric_limits<double>::quiet_NaN();
    return true;
  }
  if (text == "+Inf" || text == "-Inf") {
    value = text[0] == '-' ? -HUGE_VAL : HUGE_VAL;
    return true;
  }
  const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), value);
  return code == std::errc() && end == text.data() + text.size();
}

result<std::pair<std::int64_t, double>> read_point(const json& point, const range_grid& grid) {
  if (!point.is_array() || point.size() != 2 || !point[0].is_number() || !point[1].is_string()) {
    return fail(error_code::data_loss, "saw a point that is not [time, \"value\"]");
  }
  const auto time = point[0].get<double>();
  const bool in_range = time >= static_cast<double>(grid.first_s) && time < static_cast<double>(grid.end_s);
  if (!in_range || std::fmod(time - static_cast<double>(grid.first_s), static_cast<double>(grid.step_s)) != 0) {
    return fail(
        error_code::data_loss,
        fmt::format("saw a point at {}, expected {} and every {} s up to {}: the server, or a proxy before it, uses "
                    "another step than was asked for",
                    time, grid.first_s, grid.step_s, grid.end_s));
  }
  double value = 0;
  if (!read_number(point[1].get<std::string>(), value)) {
    return fail(error_code::data_loss,
                fmt::format("saw the value '{}', expected a number", shown(point[1].get<std::string>())));
  }
  return std::pair(static_cast<std::int64_t>(time), value);
}

result<answer_series> read_series(const json& one, const range_grid& grid) {
  const auto labels = one.is_object() ? one.find("metric") : one.end();
  const auto values = one.is_object() ? one.find("values") : one.end();
  if (!one.is_object() || labels == one.end() || values == one.end() || !labels->is_object() || !values->is_array()) {
    return fail(error_code::data_loss, "saw a series without labels or values");
  }
  answer_series series{.name = string_member(*labels, "temporal_namespace"), .points = {}};
  for (const json& point : *values) {
    const auto read = read_point(point, grid);
    if (!read) return fail(read.error());
    if (!series.points.empty() && read->first <= series.points.back().first) {
      return fail(error_code::data_loss,
                  fmt::format("saw a point at {} after one at {}", read->first, series.points.back().first));
    }
    series.points.push_back(*read);
  }
  return series;
}

}  // namespace

result<range_answer> read_range_answer(std::string_view body, int status, const range_grid& grid) {
  range_answer answer;
  const auto data = data_of(body, status, &answer.warnings);
  if (!data) return fail(data.error());
  const auto results = data->is_object() ? data->find("result") : data->end();
  if (!data->is_object() || string_member(*data, "resultType") != "matrix" || results == data->end() ||
      !results->is_array()) {
    return fail(error_code::data_loss, "saw an answer that is no matrix, which a range query must give");
  }
  for (const json& one : *results) {
    auto series = read_series(one, grid);
    if (!series) return fail(std::move(series).error());
    answer.series.push_back(std::move(*series));
  }
  return answer;
}

result<std::vector<std::string>> read_label_values(std::string_view body, int status) {
  const auto data = data_of(body, status, nullptr);
  if (!data) return fail(data.error());
  if (!data->is_array()) return fail(error_code::data_loss, "saw an answer that is no list of label values");
  std::vector<std::string> values;
  for (const json& value : *data) {
    if (!value.is_string()) return fail(error_code::data_loss, "saw a label value that is no string");
    values.push_back(value.get<std::string>());
  }
  return values;
}

}  // namespace headroom::store
