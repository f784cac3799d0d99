#pragma once

#include <bitset>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "headroom/openmetrics/hash_set.h"
#include "headroom/openmetrics/hash_text.h"
#include "headroom/openmetrics/sample_names.h"
#include "headroom/openmetrics/text_format.h"
#include "headroom/openmetrics/text_views.h"

namespace headroom::openmetrics {

// A line that begins with '#', as the kernel has looked at it.
struct metadata_line {
  static constexpr std::size_t name_at = 7;  // after "# TYPE "

  std::string_view text;  // without the line feed; that it is UTF-8 is for the kernel to say
  std::string_view name;  // the characters of names that stand there; empty for none
  bool escapes = false;   // there may be quotes or backslashes in it
};

// The families of the fast parser: the same rules as openmetrics_families and prometheus_families, but every doubt is
// just `false`, and the reference parser then decides. Names are known by their hashes.
class fast_families {
 public:
  void reset(text_handler& handler, text_format format);

  bool add_metadata(const metadata_line& line);
  // The name of a sample (checked by the caller to be one). Afterwards type(), role() and the labels below are its own.
  bool add_sample_name(std::string_view name);
  // The same for a name that begins a family of its own, as the last one did: has_no_metadata() must be true.
  [[gnu::always_inline]] void add_bare_name(std::string_view name) {
    family_.name = name;
    names_.insert(hash_name(name));
    salt_ += salt_step;
    handler_->on_family(family_);
  }
  // The last sample's family.
  [[nodiscard]] bool has_no_metadata() const { return given_.none() && settled_; }
  // At `# EOF`.
  bool finish() { return close() && names_.all_differ(); }

  // True when no rule binds the values of this family's samples.
  [[nodiscard]] bool plain() const {
    return family_.type == metric_type::gauge || family_.type == metric_type::unknown ||
           (format_ == text_format::prometheus && family_.type == metric_type::counter);
  }
  [[nodiscard]] metric_type type() const { return family_.type; }
  [[nodiscard]] sample_role role() const { return role_; }
  [[nodiscard]] std::uint64_t salt() const { return salt_; }  // differs from family to family
  // The label that tells the samples of one point apart, and the one that must not be there; "" for none.
  [[nodiscard]] std::string_view distinct_label() const { return distinct_label_; }
  [[nodiscard]] std::string_view barred_label() const { return barred_label_; }
  // True when add_sample_name moved on to another family.
  [[nodiscard]] bool changed() const { return changed_; }

 private:
  static constexpr std::uint64_t salt_step = 0x9e3779b97f4a7c15;

  static std::uint64_t hash_name(std::string_view name) { return hash_text(name, 1); }
  [[nodiscard]] std::optional<sample_role> role_in_family(std::string_view name) const;
  bool add_openmetrics(const metadata_line& line);
  bool add_comment(const metadata_line& line);
  bool set_prometheus(std::string_view kind, std::string_view text);
  bool start(std::string_view name);
  bool set(std::string_view kind, std::string_view text, bool escapes);
  bool settle();
  bool note_sample_names();
  [[nodiscard]] std::span<const sample_suffix> suffixes() const {
    return format_ == text_format::prometheus ? prometheus_suffixes_of(family_.type) : suffixes_of(family_.type);
  }
  bool close() { return !open_ || settled_ || settle(); }

  text_handler* handler_ = nullptr;
  text_format format_ = text_format::openmetrics;
  hash_set names_;
  text_family family_;
  std::bitset<3> given_;
  bool open_ = false;
  bool settled_ = false;
  bool changed_ = false;
  sample_role role_ = sample_role::value;
  std::uint64_t salt_ = 0;
  std::string_view distinct_label_;
  std::string_view barred_label_;
  std::string sample_name_;  // room for the names that a family's samples may have
};

}  // namespace headroom::openmetrics
