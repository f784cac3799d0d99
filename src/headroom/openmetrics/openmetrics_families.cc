#include "headroom/openmetrics/openmetrics_families.h"

#include <fmt/format.h>

#include "headroom/openmetrics/line_cursor.h"
#include "headroom/openmetrics/sample_names.h"

namespace headroom::openmetrics {
namespace {

std::vector<label> to_labels(std::vector<raw_label> raw) {
  std::vector<label> out;
  out.reserve(raw.size());
  for (auto& one : raw) out.push_back(std::move(one.label));
  return out;
}

std::optional<double> to_seconds(const std::optional<raw_number>& timestamp) {
  if (!timestamp) return std::nullopt;
  return timestamp->value;
}

sample to_sample(raw_sample raw) {
  sample out{.name = std::string(raw.name),
             .labels = to_labels(std::move(raw.labels)),
             .value = raw.value.value,
             .timestamp_s = to_seconds(raw.timestamp)};
  if (raw.exemplar) {
    out.exemplar = exemplar{.labels = to_labels(std::move(raw.exemplar->labels)),
                            .value = raw.exemplar->value.value,
                            .timestamp_s = to_seconds(raw.exemplar->timestamp)};
  }
  return out;
}

bool is_name(std::string_view text) {
  return text.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_:0123456789") ==
         std::string_view::npos;
}

}  // namespace

parsed<void> openmetrics_families::add(const raw_metadata& line) {
  if (!open_ || name_ != line.name) {
    if (auto good = start_family(line.name, line.name_at); !good) return good;
  } else if (metrics_) {
    return fault_at(line.at, fmt::format("{} of {} comes after its samples; metadata comes first", to_string(line.kind),
                                         line.name));
  }
  return set(line);
}

parsed<void> openmetrics_families::add(raw_sample line) {
  auto role = open_ ? role_of(line.name, name_, family_.type) : std::nullopt;
  if (!role) {
    // "The next MetricFamily MUST be signalled with either metadata or a new sample metric name which cannot be part of
    // the previous MetricFamily." "If no TYPE is exposed, the MetricFamily MUST be of type Unknown."
    if (open_ && line.name.starts_with(name_) && families_.contains(line.name)) {
      return fault_at(line.at, fmt::format("{} is not the name of a sample of the {} {}", line.name,
                                           to_string(family_.type), name_));
    }
    if (auto good = start_family(line.name, line.at); !good) return good;
    role = sample_role::value;
  }
  if (!metrics_) {
    if (auto good = settle_metadata(); !good) return good;
    metrics_.emplace(family_.type, name_);
  }
  if (auto good = metrics_->add(line, *role); !good) return good;
  sink_.on_sample(to_sample(std::move(line)));
  return {};
}

parsed<void> openmetrics_families::start_family(std::string_view name, std::size_t at) {
  if (auto good = close_family(); !good) return good;
  // "MetricFamily names [...] MUST be unique within a MetricSet"; "MetricFamilies MUST NOT be interleaved."
  if (!families_.emplace(name).second) {
    return fault_at(at, fmt::format("metric family {} was seen before; all its lines must be together", shown(name)));
  }
  // "MetricFamily names beginning with underscores are RESERVED and MUST NOT be used unless specified by this
  // standard."
  if (name.starts_with('_')) {
    return fault_at(at, fmt::format("metric {}: names that begin with an underscore are reserved", shown(name)));
  }
  family_ = {.name = std::string(name)};
  open_ = true;
  name_ = name;
  at_ = at;
  given_.reset();
  metrics_.reset();
  return {};
}

// "There MUST NOT be more than one of each type of metadata line for a MetricFamily."
parsed<void> openmetrics_families::set(const raw_metadata& line) {
  const auto kind = static_cast<std::size_t>(line.kind);
  if (given_.test(kind)) {
    return fault_at(line.at, fmt::format("a second {} for {}", to_string(line.kind), line.name));
  }
  given_.set(kind);
  if (line.kind == metadata_kind::help) {
    family_.help = line.text;
    return {};
  }
  if (line.kind == metadata_kind::type) {
    const auto type = metric_type_named(line.text);
    if (!type) return fault_at(line.text_at, fmt::format("{} is not a type of OpenMetrics", shown(line.text)));
    family_.type = *type;
    return {};
  }
  if (!is_name(line.text)) return fault_at(line.text_at, fmt::format("{} is not a unit", shown(line.text)));
  // "an underscore and the unit MUST be the suffix of the MetricFamily name"
  if (!line.text.empty() && !line.name.ends_with("_" + line.text)) {
    return fault_at(line.text_at, fmt::format("the name {} does not end with the unit _{}", line.name, line.text));
  }
  family_.unit = line.text;
  unit_at_ = line.at;
  return {};
}

parsed<void> openmetrics_families::settle_metadata() {
  // "MetricFamilies of type Info MUST have an empty Unit string", and of type StateSet.
  if (!family_.unit.empty() && (family_.type == metric_type::info || family_.type == metric_type::stateset)) {
    return fault_at(unit_at_, fmt::format("the {} {} must not have a unit", to_string(family_.type), name_));
  }
  // "The name of a MetricFamily MUST NOT result in a potential clash for sample metric names [...] with another
  // MetricFamily"
  for (const auto& suffix : suffixes_of(family_.type)) {
    auto sample_name = family_.name + std::string(suffix.text);
    const auto [other, fresh] = sample_names_.emplace(sample_name, name_);
    if (!fresh) {
      return fault_at(at_, fmt::format("the {} {} could write {}, as the family {} could", to_string(family_.type),
                                       name_, sample_name, other->second));
    }
  }
  sink_.on_family(family_);
  return {};
}

parsed<void> openmetrics_families::close_family() {
  if (!open_) return {};
  open_ = false;
  if (!metrics_) return settle_metadata();
  return metrics_->close();
}

}  // namespace headroom::openmetrics
