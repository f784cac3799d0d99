#pragma once

#include <bitset>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "headroom/openmetrics/hash_set.h"
#include "headroom/openmetrics/sample_names.h"
#include "headroom/openmetrics/text_format.h"
#include "headroom/openmetrics/text_views.h"

namespace headroom::openmetrics {

// The families of the fast parser: the same rules as openmetrics_families and prometheus_families, but every doubt is
// just `false`, and the reference parser then decides. Names are known by their hashes.
class fast_families {
 public:
  void reset(text_handler& handler, text_format format);

  // A line that begins with '#', without its line feed.
  bool add_metadata(std::string_view line);
  // The name of a sample (checked by the caller to be one). Afterwards type(), role() and the labels below are its own.
  bool add_sample_name(std::string_view name);
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
  [[nodiscard]] std::optional<sample_role> role_in_family(std::string_view name, std::uint64_t hash) const;
  bool add_openmetrics(std::string_view line);
  bool add_comment(std::string_view line);
  bool set_prometheus(std::string_view kind, std::string_view text);
  bool start(std::string_view name, std::uint64_t hash);
  bool set(std::string_view kind, std::string_view text);
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
  std::uint64_t family_hash_ = 0;  // of its name
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
