// The grammar of one OpenMetrics 1.0 line, straight from its ABNF. Quotations are from
// draft-richih-opsawg-openmetrics-01.
#include <fmt/format.h>

#include "headroom/openmetrics/line_cursor.h"
#include "headroom/openmetrics/number.h"
#include "headroom/openmetrics/raw_line.h"

namespace headroom::openmetrics {
namespace {

// escaped-char = normal-char / BS ("n" / DQUOTE / BS) / BS normal-char; an undefined escape keeps its backslash ("'\\a'
// is equivalent and preferable to '\a'").
void append_escaped(std::string& out, char c) {
  if (c == 'n') {
    out += '\n';
  } else if (c == '"' || c == '\\') {
    out += c;
  } else {
    out += '\\';
    out += c;
  }
}

// escaped-string up to a double quote or the end of the line.
parsed<std::string> take_escaped_string(line_cursor& line) {
  std::string out;
  for (;;) {
    out += line.take_until("\"\\");
    const auto backslash_at = line.at();
    if (!line.take('\\')) return out;
    if (line.done()) return fault_at(backslash_at, "a backslash ends the line; write \\\\ for a backslash");
    append_escaped(out, line.rest().front());
    line.take(line.rest().front());
  }
}

// label = label-name EQ DQUOTE escaped-string DQUOTE
parsed<raw_label> take_label(line_cursor& line) {
  raw_label out{.name_at = line.at()};
  out.label.name = line.take_label_name();
  if (out.label.name.empty()) return line.expected("a label name ([a-zA-Z_][a-zA-Z0-9_]*)");
  // "Label names beginning with underscores are RESERVED and MUST NOT be used unless specified by this standard."
  if (out.label.name.front() == '_') {
    return fault_at(out.name_at,
                    fmt::format("label {}: names that begin with an underscore are reserved", shown(out.label.name)));
  }
  if (!line.take('=')) return line.expected("'=' after the label's name");
  if (!line.take('"')) return line.expected("'\"' to begin the label's value");
  out.value_at = line.at();
  auto value = take_escaped_string(line);
  if (!value) return std::unexpected(value.error());
  if (!line.take('"')) return line.expected("'\"' to end the label's value");
  out.label.value = std::move(*value);
  return out;
}

// labels = "{" [label *(COMMA label)] "}"
parsed<std::vector<raw_label>> take_labels(line_cursor& line) {
  std::vector<raw_label> out;
  if (!line.take('{')) return line.expected("'{' to begin the labels");
  if (line.take('}')) return out;
  do {
    auto label = take_label(line);
    if (!label) return std::unexpected(label.error());
    out.push_back(std::move(*label));
  } while (line.take(','));
  if (!line.take('}')) return line.expected("',' or '}' after the label");
  if (auto unique = check_unique_names(out); !unique) return std::unexpected(unique.error());
  return out;
}

parsed<raw_number> take_number(line_cursor& line, std::string_view what) {
  if (!line.take(' ')) return line.expected(fmt::format("a blank and {}", what));
  const auto at = line.at();
  const auto text = line.take_until(" ");
  if (text.empty()) return line.expected(what);
  return to_value(text, at);
}

// timestamp = realnumber
parsed<raw_number> take_timestamp(line_cursor& line) {
  const auto at = line.at();
  const auto text = line.take_until(" ");
  const auto read = read_real(text);
  if (read.fault == number_fault::none) return raw_number{text, at, read.value};
  if (read.fault == number_fault::out_of_range) {
    return fault_at(at, fmt::format("timestamp {} is beyond the range of a 64-bit float", shown(text)));
  }
  return fault_at(at, fmt::format("{} is not a timestamp; expected seconds such as 1520879607.789", shown(text)));
}

// exemplar = SP HASH SP labels SP number [SP timestamp], from HASH on
parsed<raw_exemplar> take_exemplar(line_cursor& line) {
  raw_exemplar out{.at = line.at()};
  if (!line.take("# ")) return line.expected("'# ' to begin the exemplar");
  auto labels = take_labels(line);
  if (!labels) return std::unexpected(labels.error());
  out.labels = std::move(*labels);
  const auto value = take_number(line, "the exemplar's value");
  if (!value) return std::unexpected(value.error());
  out.value = *value;
  if (line.take(' ')) {
    const auto timestamp = take_timestamp(line);
    if (!timestamp) return std::unexpected(timestamp.error());
    out.timestamp = *timestamp;
  }
  return out;
}

// sample = metricname [labels] SP number [SP timestamp] [exemplar] LF
parsed<raw_line> take_sample(line_cursor& line) {
  raw_sample out{.at = line.at()};
  out.name = line.take_metric_name();
  if (out.name.empty()) return line.expected("a metric name ([a-zA-Z_:][a-zA-Z0-9_:]*) or '# ' and metadata");
  if (line.sees('{')) {
    auto labels = take_labels(line);
    if (!labels) return std::unexpected(labels.error());
    out.labels = std::move(*labels);
  }
  const auto value = take_number(line, "the sample's value");
  if (!value) return std::unexpected(value.error());
  out.value = *value;
  bool more = line.take(' ');
  if (more && !line.sees('#')) {
    const auto timestamp = take_timestamp(line);
    if (!timestamp) return std::unexpected(timestamp.error());
    out.timestamp = *timestamp;
    more = line.take(' ');
  }
  if (more) {
    auto exemplar = take_exemplar(line);
    if (!exemplar) return std::unexpected(exemplar.error());
    out.exemplar = std::move(*exemplar);
  }
  if (!line.done()) return line.expected("the end of the line");
  return raw_line(std::move(out));
}

// metric-descriptor = HASH SP type SP metricname SP metric-type LF, and the same for help and unit
parsed<raw_line> take_metadata(line_cursor& line, std::size_t line_at) {
  raw_metadata out{.at = line_at};
  if (line.take("TYPE ")) {
    out.kind = metadata_kind::type;
  } else if (line.take("HELP ")) {
    out.kind = metadata_kind::help;
  } else if (line.take("UNIT ")) {
    out.kind = metadata_kind::unit;
  } else {
    return line.expected("\"TYPE \", \"HELP \", \"UNIT \" or \"EOF\"; other lines that begin with # are not allowed");
  }
  out.name_at = line.at();
  out.name = line.take_metric_name();
  if (out.name.empty()) return line.expected("a metric name ([a-zA-Z_:][a-zA-Z0-9_:]*)");
  if (!line.take(' ')) return line.expected(fmt::format("a blank and the {}'s text", to_string(out.kind)));
  out.text_at = line.at();
  if (out.kind == metadata_kind::help) {
    auto text = take_escaped_string(line);
    if (!text) return std::unexpected(text.error());
    if (!line.done()) return line.expected("the rest of the help, with double quotes written as \\\"");
    // "Line endings MUST be signalled with line feed (\n) and MUST NOT contain carriage returns (\r)."
    if (text->ends_with('\r'))
      return fault_at(line.at() - 1, "a carriage return ends the line; lines end with \\n only");
    out.text = std::move(*text);
  } else {
    out.text = line.rest();
  }
  return raw_line(std::move(out));
}

}  // namespace

parsed<raw_line> read_openmetrics_line(std::string_view body, line_range range) {
  line_cursor line(body, range);
  if (line.rest() == "# EOF") return raw_line(raw_end{range.begin});
  if (line.done()) return fault_at(range.begin, "a blank line; OpenMetrics has none (is the body of another format?)");
  if (!line.sees('#')) return take_sample(line);
  if (!line.take("# ")) return line.expected("'# '");
  return take_metadata(line, range.begin);
}

}  // namespace headroom::openmetrics
