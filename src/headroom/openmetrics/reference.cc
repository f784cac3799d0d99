#include "headroom/openmetrics/reference.h"

#include <fmt/format.h>

#include "headroom/openmetrics/line_cursor.h"
#include "headroom/openmetrics/openmetrics_families.h"
#include "headroom/openmetrics/prometheus_families.h"
#include "headroom/openmetrics/utf8.h"

namespace headroom::openmetrics {
namespace {

line_range line_at(std::string_view body, std::size_t begin) {
  const auto feed = body.find('\n', begin);
  return {begin, feed == std::string_view::npos ? body.size() : feed};
}

// "Strings MUST only consist of valid UTF-8 characters"; "Byte order markers (BOMs) MUST NOT be used."
parsed<void> check_encoding(std::string_view body, line_range line) {
  const auto text = body.substr(line.begin, line.end - line.begin);
  const auto bad = first_invalid_utf8(text);
  if (bad == text.size()) return {};
  return fault_at(line.begin + bad, fmt::format("the byte {} is not UTF-8 here", shown(text.substr(bad, 1))));
}

parsed<void> check_end(std::string_view body, line_range last) {
  const auto after = std::min(last.end + 1, body.size());
  if (after == body.size()) return {};
  return fault_at(after, "there is more after # EOF, which must be the last line");
}

parsed<void> read_openmetrics(std::string_view body, exposition_sink& sink) {
  openmetrics_families families(sink);
  for (std::size_t at = 0; at < body.size();) {
    const auto range = line_at(body, at);
    if (auto good = check_encoding(body, range); !good) return std::unexpected(good.error());
    auto line = read_openmetrics_line(body, range);
    if (!line) return std::unexpected(line.error());
    if (std::holds_alternative<raw_end>(*line)) {
      if (auto good = check_end(body, range); !good) return std::unexpected(good.error());
      return families.finish();
    }
    auto* sample = std::get_if<raw_sample>(&*line);
    auto added = sample != nullptr ? families.add(std::move(*sample)) : families.add(std::get<raw_metadata>(*line));
    if (!added) return std::unexpected(added.error());
    if (range.end == body.size()) break;
    at = range.end + 1;
  }
  return fault_at(body.size(), "the body does not end with # EOF; it may have been cut");
}

parsed<void> read_prometheus(std::string_view body, exposition_sink& sink) {
  prometheus_families families(sink);
  for (std::size_t at = 0; at < body.size();) {
    const auto range = line_at(body, at);
    if (auto good = check_encoding(body, range); !good) return std::unexpected(good.error());
    auto line = read_prometheus_line(body, range);
    if (!line) return std::unexpected(line.error());
    parsed<void> added;
    if (auto* sample = std::get_if<raw_sample>(&*line)) added = families.add(std::move(*sample));
    if (const auto* metadata = std::get_if<raw_metadata>(&*line)) added = families.add(*metadata);
    if (!added) return std::unexpected(added.error());
    // "The last line must end with a line-feed character."
    if (range.end == body.size()) return fault_at(body.size(), "the last line does not end with a line feed");
    at = range.end + 1;
  }
  return families.finish();
}

class collector final : public exposition_sink {
 public:
  void on_family(const family& one) override { all.families.push_back(one); }
  void on_sample(sample one) override { all.families.back().samples.push_back(std::move(one)); }

  exposition all;
};

}  // namespace

std::expected<void, text_error> read_reference(std::string_view body, text_format format, exposition_sink& sink) {
  const auto read = format == text_format::openmetrics ? read_openmetrics(body, sink) : read_prometheus(body, sink);
  if (!read) return std::unexpected(locate(read.error(), body));
  return {};
}

std::expected<exposition, text_error> parse_reference(std::string_view body, text_format format) {
  collector out;
  if (const auto read = read_reference(body, format, out); !read) return std::unexpected(read.error());
  return std::move(out.all);
}

}  // namespace headroom::openmetrics
