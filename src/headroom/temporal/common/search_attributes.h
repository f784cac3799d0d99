#pragma once

#include <concepts>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "headroom/temporal/common/duration.h"
#include "headroom/temporal/common/payload.h"

namespace temporal {

enum class search_attribute_type : std::uint8_t { text, keyword, integer, real, boolean, datetime, keyword_list };

// "Keyword", "KeywordList", "Int", ...: the server's names.
[[nodiscard]] std::string_view to_string(search_attribute_type t);
[[nodiscard]] std::optional<search_attribute_type> parse_search_attribute_type(std::string_view name);

using search_attribute_value =
    std::variant<std::string, std::int64_t, double, bool, timestamp, std::vector<std::string>>;

// A name with its type, as it is registered on the server: made once, used to set and to read.
//   inline const auto customer = temporal::search_attribute_key<std::string>::keyword("Customer");
template <class T>
class search_attribute_key {
 public:
  using value_type = T;
  static search_attribute_key keyword(std::string name)
    requires std::same_as<T, std::string>
  {
    return {std::move(name), search_attribute_type::keyword};
  }
  static search_attribute_key text(std::string name)
    requires std::same_as<T, std::string>
  {
    return {std::move(name), search_attribute_type::text};
  }
  static search_attribute_key of(std::string name)
    requires(!std::same_as<T, std::string>)
  {
    return {std::move(name), only_type()};
  }
  [[nodiscard]] const std::string& name() const { return name_; }
  [[nodiscard]] search_attribute_type type() const { return type_; }

 private:
  search_attribute_key(std::string name, search_attribute_type type) : name_(std::move(name)), type_(type) {}
  static constexpr search_attribute_type only_type() {
    if constexpr (std::same_as<T, std::int64_t>) return search_attribute_type::integer;
    if constexpr (std::same_as<T, double>) return search_attribute_type::real;
    if constexpr (std::same_as<T, bool>) return search_attribute_type::boolean;
    if constexpr (std::same_as<T, timestamp>) return search_attribute_type::datetime;
    if constexpr (std::same_as<T, std::vector<std::string>>) return search_attribute_type::keyword_list;
  }
  std::string name_;
  search_attribute_type type_;
};

// One attribute set (value) or removed (no value).
struct search_attribute_update {
  std::string name;
  search_attribute_type type;
  std::optional<search_attribute_value> value;
};

// The attributes of one execution, by name.
class search_attributes {
 public:
  struct entry {
    search_attribute_type type;
    search_attribute_value value;
    friend bool operator==(const entry&, const entry&) = default;
  };

  // All of these in the .cc: they are heavy to compile.
  search_attributes();
  ~search_attributes();
  search_attributes(const search_attributes&);
  search_attributes(search_attributes&&) noexcept;
  search_attributes& operator=(const search_attributes&);
  search_attributes& operator=(search_attributes&&) noexcept;

  template <class T>
  search_attributes& set(const search_attribute_key<T>& key, T v) {
    apply({key.name(), key.type(), search_attribute_value(std::move(v))});
    return *this;
  }
  // Nothing when it is not set or has another type.
  template <class T>
  [[nodiscard]] std::optional<T> get(const search_attribute_key<T>& key) const {
    const auto* found = find(key.name());
    const T* v = found == nullptr ? nullptr : std::get_if<T>(&found->value);
    return v == nullptr ? std::nullopt : std::optional<T>(*v);
  }
  [[nodiscard]] const entry* find(std::string_view name) const;
  [[nodiscard]] const std::map<std::string, entry, std::less<>>& all() const { return entries_; }
  [[nodiscard]] bool empty() const { return entries_.empty(); }
  void apply(search_attribute_update update);

  friend bool operator==(const search_attributes&, const search_attributes&);

 private:
  std::map<std::string, entry, std::less<>> entries_;
};

namespace detail {
// Plain JSON with the type in the metadata, never through a codec: the server reads them.
[[nodiscard]] payload to_payload_of(const search_attribute_update& update);
// Attributes of unknown types are left out.
[[nodiscard]] search_attributes read_search_attributes(const payload_map& fields);
[[nodiscard]] payload_map write_search_attributes(const search_attributes& from);
}  // namespace detail

}  // namespace temporal
