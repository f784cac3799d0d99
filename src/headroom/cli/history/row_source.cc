#include "headroom/cli/history/row_source.h"

#include <fmt/format.h>
#include <utility>
#include <vector>

#include "headroom/base/text.h"
#include "headroom/cli/history/csv_rows.h"
#include "headroom/cli/history/jsonl_rows.h"
#include "headroom/cli/history/openmetrics_rows.h"

namespace headroom::cli::history {
namespace {

using line_reader = std::function<std::optional<history_row>(std::string_view line, row_faults& faults)>;

// A row on each line.
class line_rows final : public row_source {
 public:
  line_rows(std::unique_ptr<line_source> lines, line_reader read, const source_options& options)
      : lines_(std::move(lines)), read_(std::move(read)), now_(options.now), complain_(options.complain) {}

  // A line that was taken to find out the format, and is a row.
  void put_back(std::string line) { first_ = std::move(line); }

  result<std::optional<history_row>> next() override {
    for (;;) {
      auto line = next_line();
      if (!line) return fail(std::move(line).error());
      if (!*line) return std::optional<history_row>();
      if (trim(**line).empty()) continue;
      row_faults faults;
      auto row = read_(**line, faults);
      if (row && !faults.fatal) faults.fatal = why_absurd(row->minute, now_);
      for (const auto& fault : faults.figures) complain_(lines_->here().lines, fault + "; left unknown");
      if (!faults.fatal && row) return row;
      complain_(lines_->here().lines, faults.fatal.value_or("saw no row") + "; the row is left out");
    }
  }

  result<bool> skip_to(const line_source::place& there) override {
    first_.reset();
    while (lines_->here().lines < there.lines) {
      const auto line = lines_->next();
      if (!line) return fail(line.error());
      if (!*line) break;
    }
    return lines_->here() == there;
  }
  line_source::place here() const override { return lines_->here(); }
  std::optional<double> share_read() const override { return lines_->share_read(); }

 private:
  result<std::optional<std::string_view>> next_line() {
    if (!first_) return lines_->next();
    taken_ = std::move(*first_);
    first_.reset();
    return std::optional<std::string_view>(taken_);
  }

  std::unique_ptr<line_source> lines_;
  line_reader read_;
  utc_minute now_;
  complaint_sink complain_;
  std::optional<std::string> first_;
  std::string taken_;
};

// A body that had to be read as a whole: its lines mean something only together.
class whole_rows final : public row_source {
 public:
  whole_rows(std::vector<history_row> rows, const line_source::place& end) : rows_(std::move(rows)), end_(end) {}

  result<std::optional<history_row>> next() override {
    return at_ < rows_.size() ? std::optional(rows_[at_++]) : std::nullopt;
  }
  result<bool> skip_to(const line_source::place& there) override {
    at_ = std::min(rows_.size(), static_cast<std::size_t>(std::max<std::int64_t>(0, there.lines)));
    return here() == there;
  }
  // Counts rows; bytes and CRC are those of the whole body.
  line_source::place here() const override {
    return {.lines = static_cast<std::int64_t>(at_), .bytes = end_.bytes, .crc = end_.crc};
  }
  std::optional<double> share_read() const override {
    return rows_.empty() ? 1.0 : static_cast<double>(at_) / static_cast<double>(rows_.size());
  }

 private:
  std::vector<history_row> rows_;
  line_source::place end_;
  std::size_t at_ = 0;
};

constexpr std::int64_t body_bytes_max = std::int64_t{1} << 30;

result<std::unique_ptr<row_source>> open_whole(line_source& lines, std::string body, const std::string& file,
                                               const source_options& options) {
  for (;;) {
    const auto line = lines.next();
    if (!line) return fail(line.error());
    if (!*line) break;
    if (static_cast<std::int64_t>(body.size()) > body_bytes_max) {
      return fail(error_code::out_of_range,
                  fmt::format("{}:{}: saw more than a gigabyte of OpenMetrics, which is read as a whole; import it in "
                              "parts, or as csv",
                              file, lines.here().lines));
    }
    body.append(**line) += '\n';
  }
  auto rows = read_openmetrics(
      body, options.now, [&](std::string_view what) { options.complain(0, std::string(what) + "; left unknown"); });
  if (!rows) return fail(std::move(rows).error().in(file));
  return std::make_unique<whole_rows>(std::move(*rows), lines.here());
}

file_format guess(std::string_view first) {
  if (csv_layout::is_trace_header(first)) return file_format::trace;
  const std::string_view text = trim(first);
  if (text.starts_with('{')) return file_format::jsonl;
  if (text.starts_with('#') || text.contains('{')) return file_format::openmetrics;
  return file_format::csv;
}

std::unexpected<error> at_first_line(error e, const std::string& file) {
  e.message = fmt::format("{}:1: {}", file, e.message);
  return fail(std::move(e));
}

}  // namespace

std::string_view to_string(file_format format) {
  switch (format) {
    case file_format::csv:
      return "csv";
    case file_format::jsonl:
      return "jsonl";
    case file_format::openmetrics:
      return "openmetrics";
    case file_format::trace:
      return "trace";
  }
  return "";
}

result<opened_source> open_rows(const std::string& file, const source_options& options) {
  auto lines = line_source::open(file);
  if (!lines) return fail(std::move(lines).error());
  const auto line = (*lines)->next();
  if (!line) return fail(line.error());
  if (!*line) {
    return fail(error_code::invalid_argument,
                fmt::format("{}:1: saw nothing at all, expected csv, jsonl, openmetrics or a trace", file));
  }
  const std::string first(**line);
  opened_source out{.rows = nullptr, .format = options.format.value_or(guess(first))};
  if (out.format == file_format::openmetrics) {
    auto rows = open_whole(**lines, first + '\n', file, options);
    if (!rows) return fail(std::move(rows).error());
    out.rows = std::move(*rows);
    return out;
  }
  if (out.format == file_format::jsonl) {
    auto rows = std::make_unique<line_rows>(std::move(*lines), read_jsonl, options);
    rows->put_back(first);
    out.rows = std::move(rows);
    return out;
  }
  const bool is_trace = csv_layout::is_trace_header(first);
  if (out.format == file_format::trace && !is_trace) {
    return at_first_line(
        {error_code::invalid_argument, fmt::format("saw '{}', expected the header minute,actions_per_second",
                                                   escape_for_terminal(std::string_view(first).substr(0, 80)))},
        file);
  }
  auto layout = csv_layout::from_header(first, options.trace_namespace);
  if (!layout) return at_first_line(std::move(layout).error(), file);
  out.rows = std::make_unique<line_rows>(
      std::move(*lines),
      [layout = std::move(*layout)](std::string_view text, row_faults& faults) { return layout.read(text, faults); },
      options);
  return out;
}

}  // namespace headroom::cli::history
