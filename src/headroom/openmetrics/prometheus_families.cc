#include "headroom/openmetrics/prometheus_families.h"

#include <array>
#include <cmath>
#include <fmt/format.h>
#include <limits>

#include "headroom/openmetrics/label_key.h"
#include "headroom/openmetrics/line_cursor.h"
#include "headroom/openmetrics/number.h"

namespace headroom::openmetrics {
namespace {

// "The sample sum for a summary or histogram named x is given as a separate sample named x_sum", and so on.
bool is_part(std::string_view suffix, metric_type type) {
  if (type == metric_type::histogram) return suffix == "_bucket" || suffix == "_sum" || suffix == "_count";
  if (type == metric_type::summary) return suffix.empty() || suffix == "_sum" || suffix == "_count";
  return suffix.empty();
}

sample to_sample(raw_sample raw) {
  sample out{.name = std::string(raw.name), .value = raw.value.value};
  out.labels.reserve(raw.labels.size());
  for (auto& one : raw.labels) out.labels.push_back(std::move(one.label));
  if (raw.timestamp) out.timestamp_s = raw.timestamp->value;
  return out;
}

}  // namespace

bool prometheus_families::belongs(std::string_view sample_name) const {
  return open_ && sample_name.starts_with(name_) && is_part(sample_name.substr(name_.size()), family_.type);
}

parsed<void> prometheus_families::add(const raw_metadata& line) {
  if (!open_ || name_ != line.name) {
    if (auto good = start(line.name, line.name_at); !good) return good;
  } else if (has_samples_) {
    return fault_at(line.at, fmt::format("{} of {} comes after its samples; HELP and TYPE come first",
                                         to_string(line.kind), line.name));
  }
  // "Only one HELP line may exist for the same metric name." "Only one TYPE line may exist for the same metric name."
  const auto kind = static_cast<std::size_t>(line.kind);
  if (given_.test(kind)) return fault_at(line.at, fmt::format("a second {} for {}", to_string(line.kind), line.name));
  given_.set(kind);
  if (line.kind == metadata_kind::help) {
    family_.help = line.text;
    return {};
  }
  const auto type = prometheus_type_named(line.text);
  if (!type) {
    return fault_at(
        line.text_at,
        fmt::format("{} is not a type; expected counter, gauge, histogram, summary or untyped", shown(line.text)));
  }
  family_.type = *type;
  return {};
}

parsed<void> prometheus_families::add(raw_sample line) {
  if (!belongs(line.name)) {
    if (parts_.contains(std::string(line.name))) {
      return fault_at(line.at, fmt::format("{} is apart from the other lines of its metric", line.name));
    }
    if (auto good = start(line.name, line.at); !good) return good;
  } else if (line.name != name_) {
    names_.emplace(line.name);
  }
  // "Each line must have a unique combination of metric name and labels."
  auto id = std::string(line.name.substr(name_.size())) + '{' + label_key(line.labels, "");
  if (!series_.insert(std::move(id)).second) {
    return fault_at(line.at, fmt::format("{} is given twice with the same labels", line.name));
  }
  const auto type = family_.type;
  if (type == metric_type::histogram || type == metric_type::summary) {
    if (auto good = add_to_distribution(line, type == metric_type::histogram ? "le" : "quantile"); !good) return good;
  }
  if (!has_samples_) sink_.on_family(family_);
  has_samples_ = true;
  sink_.on_sample(to_sample(std::move(line)));
  return {};
}

// "All lines for a given metric must be provided as one uninterrupted group"
parsed<void> prometheus_families::start(std::string_view name, std::size_t at) {
  if (auto good = close(); !good) return good;
  if (!names_.emplace(name).second) {
    return fault_at(
        at, fmt::format("metric {} was seen before; all its lines must be together, HELP and TYPE first", shown(name)));
  }
  family_ = {.name = std::string(name)};
  has_samples_ = false;
  open_ = true;
  name_ = name;
  given_.reset();
  return {};
}

parsed<void> prometheus_families::add_to_distribution(const raw_sample& line, std::string_view ordered_by) {
  const auto suffix = line.name.substr(name_.size());
  const bool ordered = suffix.empty() || suffix == "_bucket";
  auto& group = distributions_[label_key(line.labels, ordered ? ordered_by : "")];
  if (group.at == 0) group.at = line.at;
  if (suffix == "_count") {
    group.count = line.value.value;
    group.count_at = line.value.at;
  }
  if (!ordered) return {};
  const auto* label = find_label(line.labels, ordered_by);
  if (label == nullptr) return fault_at(line.at, fmt::format("{} needs a label {}", line.name, shown(ordered_by)));
  const auto read = read_number(label->label.value);
  if (read.fault != number_fault::none || std::isnan(read.value)) {
    return fault_at(label->value_at, fmt::format("{} {} is not a number", ordered_by, shown(label->label.value)));
  }
  // "The buckets of a histogram and the quantiles of a summary must appear in increasing numerical order"
  if (group.last && !(read.value > *group.last)) {
    return fault_at(label->value_at, fmt::format("{} {} does not increase", ordered_by, shown(label->label.value)));
  }
  group.last = read.value;
  if (label->label.value == "+Inf") group.infinite_bucket = line.value.value;
  return {};
}

// "A histogram must have a bucket with {le="+Inf"}. Its value must be identical to the value of x_count."
parsed<void> prometheus_families::close() {
  if (!open_) return {};
  open_ = false;
  if (!has_samples_) sink_.on_family(family_);
  const auto type = family_.type;
  std::optional<fault> first;
  const auto note = [&](std::size_t at, std::string message) {
    if (!first || at < first->offset) first = fault{at, std::move(message)};
  };
  if (type == metric_type::histogram) {
    for (const auto& [key, group] : distributions_) {
      if (!group.infinite_bucket) {
        note(group.at, "the histogram has no bucket with le=\"+Inf\"");
      } else if (group.count && *group.count != *group.infinite_bucket) {
        note(group.count_at, "_count differs from the bucket with le=\"+Inf\"");
      }
    }
  }
  if (type == metric_type::histogram || type == metric_type::summary) {
    for (const std::string_view part : {"_bucket", "_sum", "_count"}) {
      if (is_part(part, type)) parts_.insert(std::string(name_) + std::string(part));
    }
  }
  series_.clear();
  distributions_.clear();
  if (first) return std::unexpected(std::move(*first));
  return {};
}

}  // namespace headroom::openmetrics
