#include "headroom/openmetrics/fast_families.h"

#include "headroom/openmetrics/line_cursor.h"
#include "headroom/openmetrics/sample_rules.h"
#include "headroom/openmetrics/short_text.h"

namespace headroom::openmetrics {
namespace {

// Without quotes, each backslash with what it escapes.
bool is_escaped(std::string_view help) {
  for (std::size_t i = 0; i < help.size(); ++i) {
    if (help[i] == '"') return false;
    if (help[i] != '\\') continue;
    ++i;  // what it escapes
    if (i == help.size()) return false;
  }
  return true;
}

}  // namespace

void fast_families::reset(text_handler& handler, text_format format) {
  handler_ = &handler;
  format_ = format;
  names_.clear();
  family_ = {};
  open_ = false;
  settled_ = false;
  salt_ = 0;
  distinct_label_ = {};
  barred_label_ = {};
}

bool fast_families::add_metadata(const metadata_line& line) {
  return format_ == text_format::openmetrics ? add_openmetrics(line) : add_comment(line);
}

// A comment of 0.0.4, or its HELP and TYPE where they are written with single blanks as everyone does.
bool fast_families::add_comment(const metadata_line& line) {
  const auto text = line.text;
  const auto words = text.substr(std::min(text.find_first_not_of(" \t", 1), text.size()));
  if (!words.starts_with("HELP") && !words.starts_with("TYPE")) return true;
  if (line.name.empty() || text[1] != ' ' || text[2] == ' ' || text[metadata_line::name_at - 1] != ' ') return false;
  const auto name = line.name;
  const auto rest = text.substr(metadata_line::name_at + name.size());
  if (is_digit(name.front()) || !rest.starts_with(' ')) return false;
  if (!open_ || !same_short_text(family_.name, name)) {
    if (!start(name)) return false;
  } else if (settled_) {
    return false;
  }
  return set_prometheus(text.substr(2, 4), rest.substr(1));
}

bool fast_families::set_prometheus(std::string_view kind, std::string_view text) {
  const std::size_t slot = kind == "TYPE" ? 0 : 1;
  if (slot == 0) {
    const auto type = prometheus_type_named(text);
    if (!type) return false;
    family_.type = *type;
  } else {
    if (text.starts_with(' ') || text.ends_with(' ') || text.find_first_of("\\\t") != std::string_view::npos)
      return false;
    family_.raw_help = text;
  }
  const bool twice = given_.test(slot);
  given_.set(slot);
  return !twice;
}

bool fast_families::add_openmetrics(const metadata_line& line) {
  const auto text = line.text;
  const auto name = line.name;
  if (name.empty() || text[1] != ' ' || text[metadata_line::name_at - 1] != ' ') return false;
  const auto rest = text.substr(metadata_line::name_at + name.size());
  if (is_digit(name.front()) || name.front() == '_' || !rest.starts_with(' ')) return false;
  if (!open_ || !same_short_text(family_.name, name)) {
    if (!start(name)) return false;
  } else if (settled_) {
    return false;
  }
  return set(text.substr(2, 4), rest.substr(1), line.escapes);
}

bool fast_families::set(std::string_view kind, std::string_view text, bool escapes) {
  std::size_t slot = 0;
  if (kind == "TYPE") {
    const auto type = metric_type_named(text);
    if (!type) return false;
    family_.type = *type;
  } else if (kind == "HELP") {
    slot = 1;
    if (text.ends_with('\r') || (escapes && !is_escaped(text))) return false;
    family_.raw_help = text;
  } else if (kind == "UNIT") {
    slot = 2;
    const auto before = family_.name.size() - std::min(text.size(), family_.name.size());
    if (!text.empty() && (!family_.name.ends_with(text) || before == 0 || family_.name[before - 1] != '_'))
      return false;
    family_.unit = text;
  } else {
    return false;
  }
  const bool twice = given_.test(slot);
  given_.set(slot);
  return !twice;
}

// Of a family whose samples all carry its own name, which is most families, only that name has to be compared.
std::optional<sample_role> fast_families::role_in_family(std::string_view name) const {
  if (!open_) return std::nullopt;
  if (plain()) return same_short_text(family_.name, name) ? std::optional(sample_role::value) : std::nullopt;
  return role_of(name, family_.name, suffixes());
}

bool fast_families::add_sample_name(std::string_view name) {
  const auto role = role_in_family(name);
  changed_ = !role || !settled_;
  if (!role) {
    if (name.front() == '_' && format_ != text_format::prometheus) return false;
    if (!start(name)) return false;
  }
  if (!settled_ && !settle()) return false;
  role_ = role.value_or(sample_role::value);
  distinct_label_ = {};
  barred_label_ = {};
  if (plain()) return true;
  distinct_label_ = distinguishing_label(family_.type, role_, family_.name);
  const bool histogram = family_.type == metric_type::histogram || family_.type == metric_type::gaugehistogram;
  if (!distinct_label_.empty()) return true;
  barred_label_ = histogram ? "le" : family_.type == metric_type::summary ? "quantile" : "";
  return true;
}

bool fast_families::start(std::string_view name) {
  if (!close()) return false;
  open_ = true;
  settled_ = false;
  // One by one: a copy of a whole temporary would wait for the stores into it.
  family_.name = name;
  family_.type = metric_type::unknown;
  family_.raw_help = {};
  family_.unit = {};
  given_.reset();
  names_.insert(hash_name(name));
  return true;
}

// The family's metadata is complete: what its lines say together, and no sample name that another family could write.
bool fast_families::settle() {
  settled_ = true;
  salt_ += salt_step;
  if (!plain() && !note_sample_names()) return false;
  handler_->on_family(family_);
  return true;
}

// One set holds the names of families and of samples, which refuses a little more than the rule does; the reference
// then decides.
bool fast_families::note_sample_names() {
  const bool unitless = family_.type == metric_type::info || family_.type == metric_type::stateset;
  if (unitless && !family_.unit.empty()) return false;
  for (const auto& suffix : suffixes()) {
    if (suffix.text.empty()) continue;  // the family's own name, which start() put in
    sample_name_.assign(family_.name).append(suffix.text);
    names_.insert(hash_name(sample_name_));
  }
  return true;
}

}  // namespace headroom::openmetrics
