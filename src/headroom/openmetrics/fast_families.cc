#include "headroom/openmetrics/fast_families.h"

#include "headroom/openmetrics/hash_text.h"
#include "headroom/openmetrics/line_cursor.h"
#include "headroom/openmetrics/sample_rules.h"
#include "headroom/openmetrics/utf8.h"

namespace headroom::openmetrics {
namespace {

constexpr std::uint64_t name_seed = 1;

std::string_view take_name(std::string_view text) {
  std::size_t n = 0;
  while (n < text.size() && (is_name_start(text[n]) || text[n] == ':' || (n > 0 && is_digit(text[n])))) ++n;
  return text.substr(0, n);
}

bool is_help(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '"') return false;
    if (text[i] != '\\') continue;
    ++i;  // what it escapes
    if (i == text.size()) return false;
  }
  return !text.ends_with('\r') && first_invalid_utf8(text) == text.size();
}

}  // namespace

void fast_families::reset(text_handler& handler, text_format format) {
  handler_ = &handler;
  format_ = format;
  names_.clear();
  family_ = {};
  family_hash_ = 0;
  open_ = false;
  settled_ = false;
  salt_ = 0;
  distinct_label_ = {};
  barred_label_ = {};
}

bool fast_families::add_metadata(std::string_view line) {
  return format_ == text_format::openmetrics ? add_openmetrics(line) : add_comment(line);
}

// A comment of 0.0.4, or its HELP and TYPE where they are written with single blanks as everyone does.
bool fast_families::add_comment(std::string_view line) {
  const auto words = line.substr(std::min(line.find_first_not_of(" \t", 1), line.size()));
  if (!words.starts_with("HELP") && !words.starts_with("TYPE")) return first_invalid_utf8(line) == line.size();
  constexpr std::size_t word = 7;  // "# TYPE "
  if (line.size() < word || line[1] != ' ' || line[2] == ' ' || line[word - 1] != ' ') return false;
  const auto name = take_name(line.substr(word));
  const auto rest = line.substr(word + name.size());
  if (name.empty() || !rest.starts_with(' ')) return false;
  if (!open_ || family_.name != name) {
    if (!start(name, hash_text(name, name_seed))) return false;
  } else if (settled_) {
    return false;
  }
  return set_prometheus(line.substr(2, 4), rest.substr(1));
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
    if (first_invalid_utf8(text) != text.size()) return false;
    family_.raw_help = text;
  }
  const bool twice = given_.test(slot);
  given_.set(slot);
  return !twice;
}

bool fast_families::add_openmetrics(std::string_view line) {
  constexpr std::size_t word = 7;  // "# TYPE "
  if (line.size() < word || !line.starts_with("# ") || line[word - 1] != ' ') return false;
  const auto kind = line.substr(2, 4);
  const auto name = take_name(line.substr(word));
  const auto rest = line.substr(word + name.size());
  if (name.empty() || name.front() == '_' || !rest.starts_with(' ')) return false;
  if (!open_ || family_.name != name) {
    if (!start(name, hash_text(name, name_seed))) return false;
  } else if (settled_) {
    return false;
  }
  return set(kind, rest.substr(1));
}

bool fast_families::set(std::string_view kind, std::string_view text) {
  std::size_t slot = 0;
  if (kind == "TYPE") {
    const auto type = metric_type_named(text);
    if (!type) return false;
    family_.type = *type;
  } else if (kind == "HELP") {
    slot = 1;
    if (!is_help(text)) return false;
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
std::optional<sample_role> fast_families::role_in_family(std::string_view name, std::uint64_t hash) const {
  if (!open_) return std::nullopt;
  if (plain()) {
    const bool same = family_hash_ == hash && family_.name == name;
    return same ? std::optional(sample_role::value) : std::nullopt;
  }
  return role_of(name, family_.name, suffixes());
}

bool fast_families::add_sample_name(std::string_view name) {
  const auto hash = hash_text(name, name_seed);
  const auto role = role_in_family(name, hash);
  changed_ = !role || !settled_;
  if (!role) {
    if (name.front() == '_' && format_ != text_format::prometheus) return false;
    if (!start(name, hash)) return false;
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

bool fast_families::start(std::string_view name, std::uint64_t hash) {
  if (!close()) return false;
  open_ = true;
  settled_ = false;
  // One by one: a copy of a whole temporary would wait for the stores into it.
  family_.name = name;
  family_.type = metric_type::unknown;
  family_.raw_help = {};
  family_.unit = {};
  family_hash_ = hash;
  given_.reset();
  names_.insert(family_hash_);
  return true;
}

// The family's metadata is complete: what its lines say together, and no sample name that another family could write.
bool fast_families::settle() {
  settled_ = true;
  constexpr std::uint64_t golden = 0x9e3779b97f4a7c15;
  salt_ += golden;
  if (family_.type != metric_type::unknown && !note_sample_names()) return false;
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
    names_.insert(hash_text(sample_name_, name_seed));
  }
  return true;
}

}  // namespace headroom::openmetrics
