#include "headroom/cloud/name_list.h"

#include <fmt/format.h>

#include "headroom/base/text.h"
#include "headroom/json/json.h"

namespace headroom::cloud {

result<std::vector<std::string>> parse_name_list(std::string_view text, std::string_view variable) {
  text = trim(text);
  if (!text.starts_with('[')) return split_list(text, ',');
  const auto list = parse_json(text, variable);
  if (!list) return fail(list.error());
  std::vector<std::string> out;
  for (const json& element : *list) {
    if (!element.is_string()) {
      return fail(error_code::invalid_argument,
                  fmt::format("{}: saw a JSON list with '{}' in it, expected names as in [\"orders.a1b2c\"]", variable,
                              escape_for_terminal(element.dump(-1, ' ', false, json::error_handler_t::replace))));
    }
    if (std::string name(trim(element.get_ref<const std::string&>())); !name.empty()) out.push_back(std::move(name));
  }
  return out;
}

}  // namespace headroom::cloud
