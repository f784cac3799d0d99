#include <fmt/format.h>

#include "headroom/base/text.h"
#include "headroom/cli/metrics/show.h"
#include "headroom/openmetrics/write.h"

namespace headroom::cli::metrics {
namespace {

void append_labels(std::string& out, const std::vector<openmetrics::label>& labels) {
  for (std::size_t i = 0; i < labels.size(); ++i) {
    out += fmt::format("{}{}=\"{}\"", i > 0 ? ", " : "", labels[i].name, escape_for_terminal(labels[i].value));
  }
}

void append_numbers(std::string& out, double value, const std::optional<double>& timestamp_s) {
  openmetrics::append_number(out, value);
  if (!timestamp_s) return;
  out += " at ";
  openmetrics::append_number(out, *timestamp_s);
}

void append_sample(std::string& out, const openmetrics::sample& one) {
  out += "  " + one.name + " {";
  append_labels(out, one.labels);
  out += "} ";
  append_numbers(out, one.value, one.timestamp_s);
  if (one.exemplar) {
    out += ", exemplar {";
    append_labels(out, one.exemplar->labels);
    out += "} ";
    append_numbers(out, one.exemplar->value, one.exemplar->timestamp_s);
  }
  out += '\n';
}

}  // namespace

std::string to_text(const openmetrics::exposition& body) {
  std::string out;
  for (const auto& family : body.families) {
    const auto unit = family.unit.empty() ? "" : " in " + family.unit;
    out += fmt::format("{} ({}{}, {} samples)\n", family.name, to_string(family.type), unit, family.samples.size());
    if (!family.help.empty()) out += "  " + escape_for_terminal(family.help) + "\n";
    for (const auto& one : family.samples) append_sample(out, one);
  }
  return out;
}

}  // namespace headroom::cli::metrics
