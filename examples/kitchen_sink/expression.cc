#include "expression.h"

#include <algorithm>
#include <cstdint>
#include <functional>
#include <stdexcept>

#include "base64.h"
#include "information.h"
#include "numbers.h"

namespace kitchen_sink {
namespace {

[[noreturn]] void fail_expression(const std::string& what) { throw std::runtime_error("expression: " + what); }

std::int64_t code_points(const std::string& text) {
  return std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; });
}

value length_of(const value& v) {
  if (v.is_null()) return json(0);
  if (const auto* bytes = v.as_bytes()) return json(bytes->size());
  const json& j = *v.as_json();
  if (j.is_string()) return json(code_points(j.get_ref<const std::string&>()));
  if (j.is_structured()) return json(j.size());
  fail_expression("$len of a number or boolean");
}

json member_of(const json& from, const json& key) {
  if (from.is_object() && key.is_string()) return from.value(key.get<std::string>(), json());
  if (from.is_array() && key.is_number_integer()) {
    const auto size = static_cast<std::int64_t>(from.size());
    const auto index = key.get<std::int64_t>();
    const auto at = index < 0 ? index + size : index;
    return at >= 0 && at < size ? from[static_cast<std::size_t>(at)] : json();
  }
  return {};
}

json at_path(const json& operand) {
  if (!operand.is_array() || operand.empty()) fail_expression("$at takes [E, KEY...]");
  json found = operand[0];
  for (std::size_t i = 1; i < operand.size(); ++i) found = member_of(found, operand[i]);
  return found;
}

json concat(const json& list) {
  std::string out;
  for (const auto& item : list) out += item.get<std::string>();
  return out;
}

json repeat(const json& operand) {
  const json& what = operand.at(0);
  const auto times = std::max<std::int64_t>(operand.at(1).get<std::int64_t>(), 0);
  if (what.is_string()) {
    std::string out;
    for (std::int64_t i = 0; i < times; ++i) out += what.get_ref<const std::string&>();
    return out;
  }
  if (!what.is_array()) fail_expression("$repeat takes a text or a list");
  json out = json::array();
  for (std::int64_t i = 0; i < times; ++i) out.insert(out.end(), what.begin(), what.end());
  return out;
}

json sorted(json list) {
  if (!list.is_array()) fail_expression("$sort takes a list");
  std::sort(list.begin(), list.end(), less);
  return list;
}

const std::map<std::string, std::function<json(const json&)>, std::less<>>& pure_operators() {
  static const std::map<std::string, std::function<json(const json&)>, std::less<>> table{
      {"$at", at_path},
      {"$add", sum},
      {"$concat", concat},
      {"$repeat", repeat},
      {"$sort", sorted},
      {"$lt", [](const json& o) { return json(less(o.at(0), o.at(1))); }},
      {"$ge", [](const json& o) { return json(!less(o.at(0), o.at(1))); }},
  };
  return table;
}

// [E...] as values, so that bytes can be compared and count as true or false.
std::vector<value> values_of(const json& list, const frame& at) {
  std::vector<value> out;
  if (!list.is_array()) {
    const json computed = evaluate_json(list, at);
    for (const auto& item : computed) out.emplace_back(item);
    return out;
  }
  for (const auto& item : list) out.push_back(evaluate(item, at));
  return out;
}

value all_variables(const frame& at) {
  json out = json::object();
  for (const auto& [name, v] : at.shared->vars) out[name] = json_of(v);
  return out;
}

value variable(const json& name_expression, const frame& at) {
  const std::string name = evaluate_text(name_expression, at);
  if (name == "arg" && at.arg) return *at.arg;
  if (name == "name" && at.name) return json(*at.name);
  return at.shared->variable(name);
}

value logic(const std::string& op, const json& operand, const frame& at) {
  const auto items = values_of(operand, at);
  if (op == "$eq") {
    if (items.size() != 2) fail_expression("$eq takes two values");
    return json(equal(items[0], items[1]));
  }
  const bool all = std::ranges::all_of(items, truth), any = std::ranges::any_of(items, truth);
  return json(op == "$and" ? all : any);
}

value computed(const std::string& op, const json& operand, const frame& at) {
  if (op == "$") return variable(operand, at);
  if (op == "$vars") return all_variables(at);
  if (op == "$eq" || op == "$and" || op == "$or") return logic(op, operand, at);
  if (op == "$not") return json(!truth(evaluate(operand, at)));
  if (op == "$len") return length_of(evaluate(operand, at));
  if (op == "$bytes") return bytes_from_base64(evaluate_text(operand, at));
  if (op == "$base64") {
    const value v = evaluate(operand, at);
    if (v.as_bytes() == nullptr) fail_expression("$base64 takes bytes");
    return json(base64_of(*v.as_bytes()));
  }
  if (op == "$memo") return memo_value(evaluate_text(operand, at));
  if (op == "$search_attribute") return search_attribute_json(evaluate_text(operand, at));
  if (op == "$info") return information(evaluate_text(operand, at));
  const auto found = pure_operators().find(op);
  if (found == pure_operators().end()) fail_expression("unknown operator " + op);
  return found->second(evaluate_json(operand, at));
}

bool is_computed(const json& e) { return e.is_object() && e.size() == 1 && e.begin().key().starts_with('$'); }

}  // namespace

json json_of(const value& v) {
  if (v.is_null()) return {};
  if (v.is_bytes()) fail_expression("bytes stand only as a whole argument, result or variable");
  return *v.as_json();
}

value evaluate(const json& e, const frame& at) {
  if (is_computed(e)) return computed(e.begin().key(), e.begin().value(), at);
  if (e.is_object()) {
    json out = json::object();
    for (const auto& [key, member] : e.items()) out[key] = evaluate_json(member, at);
    return out;
  }
  if (e.is_array()) {
    json out = json::array();
    for (const auto& item : e) out.push_back(evaluate_json(item, at));
    return out;
  }
  return e;
}

json evaluate_json(const json& e, const frame& at) { return json_of(evaluate(e, at)); }

std::string evaluate_text(const json& e, const frame& at) {
  const json found = evaluate_json(e, at);
  if (!found.is_string()) fail_expression("expected a text, saw " + found.dump().substr(0, 60));
  return found.get<std::string>();
}

bool truth(const value& v) {
  if (v.is_null()) return false;
  if (const auto* bytes = v.as_bytes()) return !bytes->empty();
  const json& j = *v.as_json();
  if (j.is_boolean()) return j.get<bool>();
  if (j.is_number()) return j.get<double>() != 0;
  if (j.is_string()) return !j.get_ref<const std::string&>().empty();
  return !j.empty();
}

temporal::raw_args evaluate_arguments(const json& step, const frame& at) {
  temporal::payload_list out;
  if (const auto found = step.find("args"); found != step.end()) {
    for (const auto& v : values_of(*found, at)) out.push_back(temporal::to_payload(v));
  }
  return temporal::raw_args(std::move(out));
}

}  // namespace kitchen_sink
