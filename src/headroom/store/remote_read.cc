#include "headroom/store/remote_read.h"

#include <bit>
#include <fmt/format.h>
#include <optional>

#include "headroom/store/protobuf_fields.h"
#include "headroom/store/scrape_frame.h"

namespace headroom::store {
namespace {

// The NaN that ends a series (prometheus model/value/value.go).
constexpr std::uint64_t stale_marker = 0x7ff0000000000002;
constexpr std::int64_t minute_ms = 60'000;
constexpr std::int64_t window_ms = 59'000;

std::unexpected<error> damaged(const char* what) {
  return fail(error_code::data_loss, fmt::format("saw a remote read's answer that is damaged: {}", what));
}

std::string matcher_message(const label_matcher& one) {
  std::string message;
  append_integer(message, 1, static_cast<std::uint64_t>(one.how));
  append_bytes(message, 2, one.label);
  append_bytes(message, 3, one.value);
  return message;
}

bool read_label(std::string_view message, remote_series& series) {
  std::string_view name;
  std::string_view value;
  protobuf_reader fields(message);
  while (const auto field = fields.next()) {
    if (field->number == 1) name = field->bytes;
    if (field->number == 2) value = field->bytes;
  }
  if (name == "temporal_namespace") series.name = value;
  return fields.good();
}

bool read_sample(std::string_view message, remote_series& series) {
  double value = 0;
  std::int64_t time_ms = 0;
  protobuf_reader fields(message);
  while (const auto field = fields.next()) {
    if (field->number == 1) value = std::bit_cast<double>(field->integer);
    if (field->number == 2) time_ms = static_cast<std::int64_t>(field->integer);
  }
  if (!fields.good() || (!series.samples.empty() && time_ms <= series.samples.back().first)) return false;
  series.samples.emplace_back(time_ms, value);
  return true;
}

std::optional<remote_series> read_series(std::string_view message) {
  remote_series series;
  protobuf_reader fields(message);
  while (const auto field = fields.next()) {
    if (field->number == 1 && !read_label(field->bytes, series)) return std::nullopt;
    if (field->number == 2 && !read_sample(field->bytes, series)) return std::nullopt;
  }
  return fields.good() ? std::optional(std::move(series)) : std::nullopt;
}

}  // namespace

std::string remote_read_request(const std::vector<label_matcher>& matchers, std::int64_t first_ms,
                                std::int64_t last_ms) {
  std::string query;
  append_integer(query, 1, static_cast<std::uint64_t>(first_ms));
  append_integer(query, 2, static_cast<std::uint64_t>(last_ms));
  for (const label_matcher& one : matchers) append_bytes(query, 3, matcher_message(one));
  std::string request;
  append_bytes(request, 1, query);
  return request;
}

result<std::vector<remote_series>> read_remote_answer(std::string_view message) {
  std::vector<remote_series> all;
  protobuf_reader results(message);
  while (const auto one = results.next()) {
    if (one->number != 1) continue;
    protobuf_reader series(one->bytes);
    while (const auto field = series.next()) {
      if (field->number != 1) continue;
      auto read = read_series(field->bytes);
      if (!read) return damaged("a series, its labels or the order of its samples");
      all.push_back(std::move(*read));
    }
    if (!series.good()) return damaged("a list of series");
  }
  if (!results.good()) return damaged("its first fields");
  return all;
}

std::vector<double> minutes_of(const remote_series& series, minute_range range) {
  std::vector<double> values(range.minutes(), unknown_value);
  for (const auto& [time_ms, value] : series.samples) {
    const std::int64_t minute = -floor_div(-time_ms, minute_ms);  // the one that it ends with or lies before
    if (minute < range.first.index || minute >= range.end.index || time_ms < minute * minute_ms - window_ms) continue;
    if (std::bit_cast<std::uint64_t>(value) == stale_marker) continue;
    values[static_cast<std::size_t>(minute - range.first.index)] = value;
  }
  return values;
}

}  // namespace headroom::store
