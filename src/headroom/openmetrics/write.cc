#include "headroom/openmetrics/write.h"

#include <array>
#include <charconv>
#include <cmath>
#include <map>

#include "headroom/openmetrics/sample_names.h"

namespace headroom::openmetrics {
namespace {

enum class quotes : std::uint8_t { escaped, plain };

void append_escaped(std::string& out, std::string_view text, quotes mode) {
  for (const char c : text) {
    if (c == '\n') {
      out += "\\n";
    } else if (c == '\\' || (c == '"' && mode == quotes::escaped)) {
      out += '\\';
      out += c;
    } else {
      out += c;
    }
  }
}

void append_labels(std::string& out, const std::vector<label>& labels) {
  out += '{';
  for (std::size_t i = 0; i < labels.size(); ++i) {
    if (i > 0) out += ',';
    out += labels[i].name;
    out += "=\"";
    append_escaped(out, labels[i].value, quotes::escaped);
    out += '"';
  }
  out += '}';
}

void append_value(std::string& out, double value, const std::optional<double>& timestamp_s) {
  out += ' ';
  append_number(out, value);
  if (!timestamp_s) return;
  out += ' ';
  append_number(out, *timestamp_s);
}

void append_openmetrics(std::string& out, const sample& one) {
  out += one.name;
  if (!one.labels.empty()) append_labels(out, one.labels);
  append_value(out, one.value, one.timestamp_s);
  if (one.exemplar) {
    out += " # ";
    append_labels(out, one.exemplar->labels);
    append_value(out, one.exemplar->value, one.exemplar->timestamp_s);
  }
  out += '\n';
}

void append_metadata(std::string& out, std::string_view kind, std::string_view name, std::string_view text,
                     quotes mode) {
  out += "# ";
  out += kind;
  out += ' ';
  out += name;
  out += ' ';
  append_escaped(out, text, mode);
  out += '\n';
}

void append_prometheus(std::string& out, const sample& one) {
  out += one.name;
  if (!one.labels.empty()) append_labels(out, one.labels);
  append_value(out, one.value, std::nullopt);
  if (one.timestamp_s) out += ' ' + std::to_string(std::llround(*one.timestamp_s * 1000));
  out += '\n';
}

// Which metric of 0.0.4 a sample belongs to, and of which type that is there.
struct prometheus_metric {
  std::string name;
  std::string_view type;
};

prometheus_metric prometheus_metric_of(const sample& one, const family& in) {
  const auto role = role_of(one.name, in.name, in.type).value_or(sample_role::value);
  const bool part = role != sample_role::created;
  if (in.type == metric_type::histogram && part) return {in.name, "histogram"};
  if (in.type == metric_type::summary && part) return {in.name, "summary"};
  if (role == sample_role::total) return {one.name, "counter"};
  if (in.type == metric_type::unknown) return {one.name, "untyped"};
  return {one.name, "gauge"};
}

void append_prometheus(std::string& out, const family& in) {
  struct group {
    prometheus_metric metric;
    std::string lines;
  };
  std::vector<group> groups;
  std::map<std::string, std::size_t> by_name;
  for (const auto& one : in.samples) {
    auto metric = prometheus_metric_of(one, in);
    const auto [at, fresh] = by_name.emplace(metric.name, groups.size());
    if (fresh) groups.push_back({std::move(metric), {}});
    append_prometheus(groups[at->second].lines, one);
  }
  for (const auto& [metric, lines] : groups) {
    if (!in.help.empty()) append_metadata(out, "HELP", metric.name, in.help, quotes::plain);
    append_metadata(out, "TYPE", metric.name, metric.type, quotes::plain);
    out += lines;
  }
}

}  // namespace

void append_number(std::string& out, double value) {
  if (std::isnan(value)) {
    out += "NaN";
  } else if (std::isinf(value)) {
    out += value > 0 ? "+Inf" : "-Inf";
  } else if (value == 0 && std::signbit(value)) {
    out += "-0.0";
  } else {
    std::array<char, 32> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
    out.append(digits.data(), end);
  }
}

std::string write_openmetrics(const exposition& body) {
  std::string out;
  for (const auto& family : body.families) {
    append_metadata(out, "TYPE", family.name, to_string(family.type), quotes::escaped);
    if (!family.unit.empty()) append_metadata(out, "UNIT", family.name, family.unit, quotes::escaped);
    if (!family.help.empty()) append_metadata(out, "HELP", family.name, family.help, quotes::escaped);
    for (const auto& one : family.samples) append_openmetrics(out, one);
  }
  out += "# EOF\n";
  return out;
}

std::string write_prometheus(const exposition& body) {
  std::string out;
  for (const auto& family : body.families) append_prometheus(out, family);
  return out;
}

}  // namespace headroom::openmetrics
