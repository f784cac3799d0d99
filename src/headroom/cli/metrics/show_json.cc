#include <cmath>
#include <fmt/format.h>

#include "headroom/cli/metrics/show.h"
#include "headroom/openmetrics/write.h"

namespace headroom::cli::metrics {
namespace {

void append_string(std::string& out, std::string_view text) {
  out += '"';
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += text[i];
    } else if (c == '\n') {
      out += "\\n";
    } else if (c < 0x20 || c == 0x7F) {
      out += fmt::format("\\u{:04x}", c);
    } else if (c == 0xC2 && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) < 0xA0) {
      // U+0080 to U+009F move terminals as escape sequences do.
      out += fmt::format("\\u{:04x}", static_cast<unsigned char>(text[++i]));
    } else {
      out += text[i];
    }
  }
  out += '"';
}

void append_member(std::string& out, std::string_view name, std::string_view text) {
  out += fmt::format("\"{}\": ", name);
  append_string(out, text);
}

// JSON has no numbers that are not finite.
void append_value(std::string& out, double value) {
  const bool quoted = !std::isfinite(value);
  if (quoted) out += '"';
  openmetrics::append_number(out, value);
  if (quoted) out += '"';
}

void append_labels(std::string& out, const std::vector<openmetrics::label>& labels) {
  out += "\"labels\": {";
  for (std::size_t i = 0; i < labels.size(); ++i) {
    if (i > 0) out += ", ";
    append_string(out, labels[i].name);
    out += ": ";
    append_string(out, labels[i].value);
  }
  out += '}';
}

void append_numbers(std::string& out, double value, const std::optional<double>& timestamp_s) {
  out += ", \"value\": ";
  append_value(out, value);
  if (!timestamp_s) return;
  out += ", \"timestamp\": ";
  append_value(out, *timestamp_s);
}

void append_sample(std::string& out, const openmetrics::sample& one) {
  out += '{';
  append_member(out, "name", one.name);
  out += ", ";
  append_labels(out, one.labels);
  append_numbers(out, one.value, one.timestamp_s);
  if (one.exemplar) {
    out += ", \"exemplar\": {";
    append_labels(out, one.exemplar->labels);
    append_numbers(out, one.exemplar->value, one.exemplar->timestamp_s);
    out += '}';
  }
  out += '}';
}

void append_family(std::string& out, const openmetrics::family& one) {
  out += '{';
  append_member(out, "name", one.name);
  out += ", ";
  append_member(out, "type", to_string(one.type));
  out += ", ";
  append_member(out, "help", one.help);
  out += ", ";
  append_member(out, "unit", one.unit);
  out += ", \"samples\": [";
  for (std::size_t i = 0; i < one.samples.size(); ++i) {
    out += i > 0 ? ",\n  " : "\n  ";
    append_sample(out, one.samples[i]);
  }
  out += "]}";
}

}  // namespace

std::string to_json(const openmetrics::exposition& body) {
  std::string out = "[";
  for (std::size_t i = 0; i < body.families.size(); ++i) {
    out += i > 0 ? ",\n " : "\n ";
    append_family(out, body.families[i]);
  }
  out += "\n]\n";
  return out;
}

}  // namespace headroom::cli::metrics
