#include "headroom/temporal/common/search_attributes.h"

#include <array>

#include "headroom/temporal/common/data_converter.h"
#include "headroom/temporal/common/datetime.h"
#include "headroom/temporal/common/json_payload.h"
#include "headroom/temporal/common/payload_error.h"

namespace temporal {

search_attributes::search_attributes() = default;
search_attributes::~search_attributes() = default;
search_attributes::search_attributes(const search_attributes&) = default;
search_attributes::search_attributes(search_attributes&&) noexcept = default;
search_attributes& search_attributes::operator=(const search_attributes&) = default;
search_attributes& search_attributes::operator=(search_attributes&&) noexcept = default;
bool operator==(const search_attributes& a, const search_attributes& b) { return a.entries_ == b.entries_; }
namespace {

using headroom::json;
using type = search_attribute_type;

constexpr std::array<std::pair<type, std::string_view>, 7> names{{{type::text, "Text"},
                                                                  {type::keyword, "Keyword"},
                                                                  {type::integer, "Int"},
                                                                  {type::real, "Double"},
                                                                  {type::boolean, "Bool"},
                                                                  {type::datetime, "Datetime"},
                                                                  {type::keyword_list, "KeywordList"}}};

// "+00:00" and six digits, as Python's SDK writes a time; servers take every form of RFC 3339.
std::string to_offset_text(timestamp t) {
  auto text = to_rfc3339(t);
  text.pop_back();
  if (text.size() == std::string_view("2024-02-03T04:05:06.123").size()) text += "000";
  return text + "+00:00";
}

struct writer {
  payload operator()(const timestamp& t) const { return to_payload(to_offset_text(t)); }
  template <class T>
  payload operator()(const T& v) const {
    return detail::write_json_value(json(v));
  }
};

// The value of a JSON text of the given type; nothing when it has another form. A list of one stands for its element:
// servers return single values so.
std::optional<search_attribute_value> read(type t, json v) {
  if (t != type::keyword_list && v.is_array() && v.size() == 1) v = json(v.front());
  switch (t) {
    case type::text:
    case type::keyword:
      if (v.is_string()) return v.get<std::string>();
      break;
    case type::integer:
      if (v.is_number_integer()) return v.get<std::int64_t>();
      break;
    case type::real:
      if (v.is_number()) return v.get<double>();
      break;
    case type::boolean:
      if (v.is_boolean()) return v.get<bool>();
      break;
    case type::datetime:
      if (v.is_string()) return parse_rfc3339(v.get<std::string>());
      break;
    case type::keyword_list:
      if (v.is_string()) return std::vector{v.get<std::string>()};
      if (v.is_array()) return v.get<std::vector<std::string>>();
      break;
  }
  return std::nullopt;
}

std::optional<search_attributes::entry> read(const payload& p) {
  const auto named = p.metadata.find("type");
  const auto t = named == p.metadata.end() ? std::nullopt : parse_search_attribute_type(named->second);
  if (!t || is_null(p)) return std::nullopt;
  try {
    if (auto v = read(*t, detail::read_json_value(p))) return search_attributes::entry{*t, std::move(*v)};
  } catch (const payload_error&) {
    return std::nullopt;  // a form that this SDK does not know: as if it were not there, like an unknown type
  } catch (const json::exception&) {
    return std::nullopt;
  }
  return std::nullopt;
}

}  // namespace

std::string_view to_string(search_attribute_type t) {
  for (const auto& [known, name] : names) {
    if (known == t) return name;
  }
  return "";
}

std::optional<search_attribute_type> parse_search_attribute_type(std::string_view name) {
  for (const auto& [known, text] : names) {
    if (text == name) return known;
  }
  return std::nullopt;
}

const search_attributes::entry* search_attributes::find(std::string_view name) const {
  const auto it = entries_.find(name);
  return it == entries_.end() ? nullptr : &it->second;
}

void search_attributes::apply(search_attribute_update update) {
  if (update.value) {
    entries_.insert_or_assign(std::move(update.name), entry{update.type, std::move(*update.value)});
  } else {
    entries_.erase(update.name);
  }
}

namespace detail {

payload to_payload_of(const search_attribute_update& update) {
  payload out = update.value ? std::visit(writer{}, *update.value) : write_null();
  out.metadata.emplace("type", to_string(update.type));
  return out;
}

search_attributes read_search_attributes(const payload_map& fields) {
  search_attributes out;
  for (const auto& [name, p] : fields) {
    if (auto e = read(p)) out.apply({name, e->type, std::move(e->value)});
  }
  return out;
}

payload_map write_search_attributes(const search_attributes& from) {
  payload_map out;
  for (const auto& [name, e] : from.all()) out.emplace(name, to_payload_of({name, e.type, e.value}));
  return out;
}

}  // namespace detail
}  // namespace temporal
