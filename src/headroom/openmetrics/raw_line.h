#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "headroom/openmetrics/exposition.h"
#include "headroom/openmetrics/text_fault.h"

namespace headroom::openmetrics {

// One line of a body as the reference parser reads it, before any rule that needs other lines. Offsets are into the
// body; views live as long as it.

struct raw_label {
  openmetrics::label label;  // unescaped
  std::size_t name_at = 0;
  std::size_t value_at = 0;
};

struct raw_number {
  std::string_view text;
  std::size_t at = 0;
  double value = 0;
};

struct raw_exemplar {
  std::size_t at = 0;
  std::vector<raw_label> labels;
  raw_number value;
  std::optional<raw_number> timestamp;
};

struct raw_sample {
  std::string_view name;
  std::size_t at = 0;
  std::vector<raw_label> labels;
  raw_number value;
  std::optional<raw_number> timestamp;  // 0.0.4: `value` is already in seconds
  std::optional<raw_exemplar> exemplar;
};

enum class metadata_kind : std::uint8_t { type, help, unit };

std::string_view to_string(metadata_kind kind);  // "TYPE", "HELP", "UNIT"

struct raw_metadata {
  metadata_kind kind = metadata_kind::type;
  std::string_view name;
  std::size_t at = 0;
  std::size_t name_at = 0;
  std::string text;  // HELP unescaped; the word of a TYPE; the unit
  std::size_t text_at = 0;
};

struct raw_end {
  std::size_t at = 0;
};
struct raw_nothing {};  // 0.0.4: blank lines and comments

using raw_line = std::variant<raw_sample, raw_metadata, raw_end, raw_nothing>;

template <class T>
using parsed = std::expected<T, fault>;

// The line body[begin, end), without its line feed.
struct line_range {
  std::size_t begin = 0;
  std::size_t end = 0;
};

parsed<raw_line> read_openmetrics_line(std::string_view body, line_range line);
parsed<raw_line> read_prometheus_line(std::string_view body, line_range line);

}  // namespace headroom::openmetrics
