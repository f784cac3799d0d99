// The grammar of one line of the Prometheus text format 0.0.4, straight from "Text format details" of its documentation
// (prometheus.io/docs/instrumenting/exposition_formats).
#include <charconv>
#include <fmt/format.h>

#include "headroom/openmetrics/line_cursor.h"
#include "headroom/openmetrics/number.h"
#include "headroom/openmetrics/raw_line.h"

namespace headroom::openmetrics {
namespace {

// "the backslash, the double-quote, and the line-feed characters have to be escaped as \\, \", and \n"; in a docstring
// only backslash and line feed. Another escape is a backslash that was not escaped.
parsed<std::string> take_escaped(line_cursor& line, std::string_view stops, std::string_view escapable) {
  std::string out;
  for (;;) {
    out += line.take_until(stops);
    const auto backslash_at = line.at();
    if (!line.take('\\')) return out;
    const char escaped = line.done() ? '\0' : line.rest().front();
    if (escaped == '\0' || escapable.find(escaped) == std::string_view::npos) {
      return fault_at(backslash_at, "a backslash that is not escaped; write \\\\ for a backslash");
    }
    line.take(escaped);
    out += escaped == 'n' ? '\n' : escaped;
  }
}

parsed<raw_label> take_label(line_cursor& line) {
  raw_label out{.name_at = line.at()};
  out.label.name = line.take_label_name();
  if (out.label.name.empty()) return line.expected("a label name ([a-zA-Z_][a-zA-Z0-9_]*)");
  line.skip_blanks();
  if (!line.take('=')) return line.expected("'=' after the label's name");
  line.skip_blanks();
  if (!line.take('"')) return line.expected("'\"' to begin the label's value");
  out.value_at = line.at();
  auto value = take_escaped(line, "\"\\", "\"\\n");
  if (!value) return std::unexpected(value.error());
  if (!line.take('"')) return line.expected("'\"' to end the label's value");
  out.label.value = std::move(*value);
  line.skip_blanks();
  return out;
}

// "{" label_name "=" `"` label_value `"` { "," label_name "=" `"` label_value `"` } [ "," ] "}"; also "{}", which the
// EBNF leaves out and every exposer and parser has.
parsed<std::vector<raw_label>> take_labels(line_cursor& line) {
  std::vector<raw_label> out;
  line.take('{');
  line.skip_blanks();
  while (!line.sees('}')) {
    auto label = take_label(line);
    if (!label) return std::unexpected(label.error());
    out.push_back(std::move(*label));
    if (!line.take(',')) break;
    line.skip_blanks();
  }
  if (!line.take('}')) return line.expected("',' or '}' after the label");
  if (auto unique = check_unique_names(out); !unique) return std::unexpected(unique.error());
  return out;
}

// "timestamp an int64 (milliseconds since epoch [...]), represented as required by [...] ParseInt"
parsed<raw_number> to_timestamp(std::string_view text, std::size_t at) {
  const auto digits = text.starts_with('+') ? text.substr(1) : text;
  std::int64_t milliseconds = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), milliseconds);
  const bool signed_twice = text.starts_with('+') && digits.starts_with('-');
  if (error != std::errc() || end != digits.data() + digits.size() || signed_twice) {
    return fault_at(
        at, fmt::format("{} is not a timestamp; expected whole milliseconds such as 1395066363000", shown(text)));
  }
  // The quotient is rounded once, from the exact decimal.
  return raw_number{text, at, read_real(std::string(text) + "e-3").value};
}

parsed<raw_line> take_sample(line_cursor& line) {
  raw_sample out{.at = line.at()};
  out.name = line.take_metric_name();
  if (out.name.empty()) return line.expected("a metric name ([a-zA-Z_:][a-zA-Z0-9_:]*) or '#'");
  line.skip_blanks();
  const bool separated = line.at() > out.at + out.name.size();
  if (line.sees('{')) {
    auto labels = take_labels(line);
    if (!labels) return std::unexpected(labels.error());
    out.labels = std::move(*labels);
    line.skip_blanks();
  } else if (!separated) {
    return line.expected("a blank, a tab or '{' after the metric's name");
  }
  const auto value_at = line.at();
  const auto value = to_value(line.take_until(" \t"), value_at);
  if (!value) return std::unexpected(value.error());
  out.value = *value;
  line.skip_blanks();
  if (!line.done()) {
    const auto timestamp_at = line.at();
    const auto timestamp = to_timestamp(line.take_until(" \t"), timestamp_at);
    if (!timestamp) return std::unexpected(timestamp.error());
    out.timestamp = *timestamp;
    line.skip_blanks();
  }
  if (!line.done()) return line.expected("the end of the line");
  return raw_line(std::move(out));
}

// "If the token is HELP, at least one more token is expected, which is the metric name. All remaining tokens are
// considered the docstring"; blanks at the end of a line are ignored.
parsed<raw_line> take_help(line_cursor& line, raw_metadata out) {
  out.kind = metadata_kind::help;
  out.text_at = line.at();
  auto text = take_escaped(line, "\\", "\\n");
  if (!text) return std::unexpected(text.error());
  out.text = std::move(*text);
  out.text.erase(out.text.find_last_not_of(" \t") + 1);
  return raw_line(std::move(out));
}

// "If the token is TYPE, exactly two more tokens are expected."
parsed<raw_line> take_type(line_cursor& line, raw_metadata out) {
  out.kind = metadata_kind::type;
  out.text_at = line.at();
  out.text = line.take_until(" \t");
  if (out.text.empty()) return line.expected("a type");
  line.skip_blanks();
  if (!line.done()) return line.expected("the end of the line");
  return raw_line(std::move(out));
}

parsed<raw_line> take_comment(line_cursor& line, std::size_t line_at) {
  raw_metadata out{.at = line_at};
  line.skip_blanks();
  const auto word = line.take_until(" \t");
  if (word != "HELP" && word != "TYPE") return raw_line(raw_nothing{});
  line.skip_blanks();
  out.name_at = line.at();
  out.name = line.take_metric_name();
  if (out.name.empty()) return line.expected("a metric name ([a-zA-Z_:][a-zA-Z0-9_:]*)");
  if (!line.done() && !line.sees(' ') && !line.sees('\t')) return line.expected("a blank after the metric's name");
  line.skip_blanks();
  return word == "HELP" ? take_help(line, std::move(out)) : take_type(line, std::move(out));
}

}  // namespace

// "Empty lines are ignored. [...] Leading and trailing whitespace is ignored. Lines with a # as the first
// non-whitespace character are comments."
parsed<raw_line> read_prometheus_line(std::string_view body, line_range range) {
  line_cursor line(body, range);
  line.skip_blanks();
  if (line.done()) return raw_line(raw_nothing{});
  if (!line.take('#')) return take_sample(line);
  return take_comment(line, range.begin);
}

}  // namespace headroom::openmetrics
