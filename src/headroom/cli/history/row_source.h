#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "headroom/base/result.h"
#include "headroom/cli/history/history_row.h"
#include "headroom/cli/history/line_source.h"

namespace headroom::cli::history {

// Hears of what is wrong with single figures and rows: they are left out, the rest is still read.
using complaint_sink = std::function<void(std::int64_t line, std::string_view what)>;

// The rows of a file, whatever its format.
class row_source {
 public:
  virtual ~row_source() = default;

  // The next row; empty at the end. An error, `FILE:LINE: what was seen, what was expected`, is about the file as a
  // whole: nothing after it can be read.
  [[nodiscard]] virtual result<std::optional<history_row>> next() = 0;
  // Goes to where an earlier run left off. False when the file is not the one of then any more; the source is then of
  // no use and must be opened again.
  [[nodiscard]] virtual result<bool> skip_to(const line_source::place& there) = 0;
  // Where it is; a run that begins after this place has every row that comes after it.
  [[nodiscard]] virtual line_source::place here() const = 0;
  [[nodiscard]] virtual std::optional<double> share_read() const = 0;
};

enum class file_format : std::uint8_t { csv, jsonl, openmetrics, trace };

[[nodiscard]] std::string_view to_string(file_format format);

struct source_options {
  std::optional<file_format> format;  // empty: found from the first line
  std::optional<namespace_id> trace_namespace;
  utc_minute now;
  complaint_sink complain;
};

struct opened_source {
  std::unique_ptr<row_source> rows;
  file_format format = file_format::csv;
};

// docs/formats/history-files.md has the formats. invalid_argument: a header that is none of them, or a trace without
// the namespace that it is of.
[[nodiscard]] result<opened_source> open_rows(const std::string& file, const source_options& options);

}  // namespace headroom::cli::history
