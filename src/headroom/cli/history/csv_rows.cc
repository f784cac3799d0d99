#include "headroom/cli/history/csv_rows.h"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>

#include "headroom/base/text.h"
#include "headroom/openmetrics/write.h"
#include "headroom/report/csv_report.h"

namespace headroom::cli::history {
namespace {

using store::history_column;

constexpr std::string_view trace_header = "minute,actions_per_second";

// The cells of a line, quotes taken off; empty when a quote is not closed.
std::optional<std::vector<std::string>> split_cells(std::string_view line) {
  std::vector<std::string> cells(1);
  bool quoted = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    if (quoted) {
      if (c != '"') {
        cells.back() += c;
      } else if (i + 1 < line.size() && line[i + 1] == '"') {
        cells.back() += line[++i];
      } else {
        quoted = false;
      }
    } else if (c == '"' && cells.back().empty()) {
      quoted = true;
    } else if (c == ',') {
      cells.emplace_back();
    } else {
      cells.back() += c;
    }
  }
  if (quoted) return std::nullopt;
  return cells;
}

std::string_view without_mark(std::string_view header) {
  if (header.starts_with("\xef\xbb\xbf")) header.remove_prefix(3);
  return header;
}

template <class Number>
std::optional<Number> number_in(std::string_view text) {
  Number value{};
  const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
  if (read.ec != std::errc() || read.ptr != text.data() + text.size()) return std::nullopt;
  return value;
}

std::unexpected<error> unknown_column(std::string_view name) {
  const auto all = store::all_columns();
  std::vector<std::string_view> known{"minute", "namespace", "completeness", "arrived_unix_ms"};
  for (const auto column : all) known.push_back(to_string(column));
  const auto near = nearest(name, known);
  return fail(error_code::invalid_argument,
              fmt::format("saw the column '{}', expected minute,namespace and any of {}, ..., {}{}",
                          escape_for_terminal(name.substr(0, 60)), to_string(all.front()), to_string(all.back()),
                          near ? fmt::format("; did you mean '{}'?", *near) : ""));
}

}  // namespace

bool csv_layout::is_trace_header(std::string_view header) { return without_mark(header) == trace_header; }

result<csv_layout> csv_layout::from_header(std::string_view header,
                                           const std::optional<namespace_id>& trace_namespace) {
  header = without_mark(header);
  csv_layout out;
  if (is_trace_header(header)) {
    if (!trace_namespace) {
      return fail(error_code::invalid_argument,
                  fmt::format("saw a trace ({}), which does not say of which namespace it is: give it with --namespace "
                              "NAME.ACCOUNT",
                              trace_header));
    }
    out.cells_ = {{.what = meta::minute}, {.what = std::nullopt}};
    out.fixed_ = trace_namespace;
    return out;
  }
  const auto names = split_cells(header);
  const auto wrong = fail(error_code::invalid_argument,
                          fmt::format("saw the header '{}', expected minute,namespace and at least one figure such as "
                                      "actions_count, or {}",
                                      escape_for_terminal(header.substr(0, 80)), trace_header));
  if (!names) return wrong;
  std::vector<std::string> seen;
  bool figures = false;
  for (const auto& name : *names) {
    if (std::ranges::find(seen, name) != seen.end()) {
      return fail(error_code::invalid_argument,
                  fmt::format("saw the column '{}' twice, expected it once", escape_for_terminal(name)));
    }
    seen.push_back(name);
    if (name == "minute") {
      out.cells_.push_back({.what = meta::minute});
    } else if (name == "namespace") {
      out.cells_.push_back({.what = meta::name});
    } else if (name == "completeness") {
      out.cells_.push_back({.what = meta::data});
    } else if (name == "arrived_unix_ms") {
      out.cells_.push_back({.what = meta::arrived});
    } else if (const auto column = store::column_named(name)) {
      out.cells_.push_back({.what = std::nullopt, .column = *column});
      figures = true;
    } else if (std::ranges::find(*names, "minute") == names->end()) {
      return wrong;
    } else {
      return unknown_column(name);
    }
  }
  const auto has = [&](const char* name) { return std::ranges::find(seen, name) != seen.end(); };
  if (!has("minute") || !has("namespace") || !figures) return wrong;
  return out;
}

std::optional<std::string> csv_layout::read_cell(const cell& at, std::string_view text, history_row& out,
                                                 row_faults& faults) const {
  if (!at.what) {
    if (text.empty()) return std::nullopt;
    const auto value = number_in<double>(text);
    if (!value) {
      faults.figures.push_back(fmt::format("saw '{}' in {}, expected a number", escape_for_terminal(text.substr(0, 40)),
                                           to_string(at.column)));
    } else if (auto why = why_absurd(at.column, *value)) {
      faults.figures.push_back(std::move(*why));
    } else {
      out[at.column] = *value;
    }
    return std::nullopt;
  }
  switch (*at.what) {
    case meta::minute: {
      const auto minute = parse_utc_minute(text);
      if (!minute) return minute.error().message;
      out.minute = *minute;
      return std::nullopt;
    }
    case meta::name:
      if (text.empty()) return "saw no namespace, expected one as orders-prod.a1b2c";
      out.id = namespace_id(std::string(text));
      return std::nullopt;
    case meta::data:
      out.data = completeness_named(text);
      if (out.data || text.empty()) return std::nullopt;
      return fmt::format("saw the completeness '{}', expected complete, limited, unknown or cut",
                         escape_for_terminal(text.substr(0, 40)));
    case meta::arrived:
      out.arrived_unix_ms = number_in<std::int64_t>(text);
      if ((out.arrived_unix_ms && *out.arrived_unix_ms >= 0) || text.empty()) return std::nullopt;
      return fmt::format("saw the arrival '{}', expected whole milliseconds since 1970",
                         escape_for_terminal(text.substr(0, 40)));
  }
  return std::nullopt;
}

std::optional<history_row> csv_layout::read(std::string_view line, row_faults& faults) const {
  const auto cells = split_cells(line);
  if (!cells || cells->size() != cells_.size()) {
    faults.fatal = cells ? fmt::format("saw {} cells, expected the {} of the header", cells->size(), cells_.size())
                         : std::string("saw a quote that is not closed, expected one row a line");
    return std::nullopt;
  }
  history_row out;
  if (fixed_) out.id = *fixed_;
  for (std::size_t i = 0; i < cells_.size(); ++i) {
    if (auto fault = read_cell(cells_[i], (*cells)[i], out, faults)) {
      faults.fatal = std::move(fault);
      return std::nullopt;
    }
  }
  return out;
}

std::string csv_header(std::span<const history_column> columns) {
  std::string out = "minute,namespace,completeness,arrived_unix_ms";
  for (const history_column column : columns) {
    out += ',';
    out += to_string(column);
  }
  return out + '\n';
}

void append_csv(std::string& out, const history_row& row, std::span<const history_column> columns) {
  out += to_string(row.minute);
  out += ',';
  out += report::csv_cell(row.id.value());
  out += ',';
  if (row.data) out += to_string(*row.data);
  out += ',';
  if (row.arrived_unix_ms) out += std::to_string(*row.arrived_unix_ms);
  for (const history_column column : columns) {
    out += ',';
    if (store::is_known(row[column])) openmetrics::append_number(out, row[column]);
  }
  out += '\n';
}

}  // namespace headroom::cli::history
