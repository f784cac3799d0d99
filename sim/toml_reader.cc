#include "sim/toml_reader.h"

#include <fmt/format.h>
#include <sstream>

#include "headroom/base/text.h"

namespace headroom::sim {
namespace {

std::string shown(const toml::node& node) {
  std::ostringstream out;
  if (node.is_table()) return "a table";
  if (node.is_array()) return "an array";
  node.visit([&](const auto& value) { out << value; });
  return escape_for_terminal(out.str().substr(0, 60));
}

}  // namespace

error toml_error(const toml::node& at, std::string_view source, std::string_view key, std::string_view wanted) {
  return {error_code::invalid_argument,
          fmt::format("{}:{}: {}: saw {}, expected {}", source, at.source().begin.line, key, shown(at), wanted),
          retryable::no};
}

double toml_reader::number(std::string_view key, double otherwise, double min, double max) {
  return optional_number(key, min, max).value_or(otherwise);
}

std::optional<double> toml_reader::optional_number(std::string_view key, double min, double max) {
  const toml::node* node = look(key);
  if (node == nullptr) return std::nullopt;
  const auto value = node->value<double>();
  if (value && *value >= min && *value <= max) return value;
  complain(key, fmt::format("a number from {} to {}", min, max));
  return std::nullopt;
}

std::int64_t toml_reader::integer(std::string_view key, std::int64_t otherwise, std::int64_t min, std::int64_t max) {
  const toml::node* node = look(key);
  if (node == nullptr) return otherwise;
  const auto value = node->value_exact<std::int64_t>();
  if (value && *value >= min && *value <= max) return *value;
  complain(key, fmt::format("a whole number from {} to {}", min, max));
  return otherwise;
}

std::string toml_reader::text(std::string_view key, std::string_view otherwise) {
  const toml::node* node = look(key);
  if (node == nullptr) return std::string(otherwise);
  if (const auto value = node->value_exact<std::string>()) return *value;
  complain(key, "a text");
  return std::string(otherwise);
}

std::string toml_reader::required_text(std::string_view key) {
  const std::string value = text(key, "");
  if (value.empty() && !first_) {
    first_ = error{error_code::invalid_argument,
                   fmt::format("{}:{}: {}: not given, expected a text", source_, table_.source().begin.line, key),
                   retryable::no};
  }
  return value;
}

std::vector<std::string> toml_reader::texts(std::string_view key) {
  std::vector<std::string> out;
  const toml::node* node = look(key);
  if (node == nullptr) return out;
  if (const auto one = node->value_exact<std::string>()) return {*one};
  const toml::array* list = node->as_array();
  if (list == nullptr) {
    complain(key, "a text or a list of texts");
    return out;
  }
  for (const toml::node& item : *list) {
    if (const auto value = item.value_exact<std::string>()) {
      out.push_back(*value);
    } else if (!first_) {
      first_ = toml_error(item, source_, key, "a text");
    }
  }
  return out;
}

bool toml_reader::has(std::string_view key) { return look(key) != nullptr; }

void toml_reader::tables(std::string_view key, const std::function<result<void>(const toml::table&)>& each) {
  const toml::node* node = look(key);
  if (node == nullptr) return;
  const auto take = [&](const toml::table& table) {
    if (first_) return;
    if (auto done = each(table); !done) first_ = std::move(done.error());
  };
  if (const toml::table* one = node->as_table()) return take(*one);
  const toml::array* list = node->as_array();
  if (list == nullptr) return complain(key, "a table or a list of tables");
  for (const toml::node& item : *list) {
    const toml::table* table = item.as_table();
    if (table != nullptr) {
      take(*table);
    } else if (!first_) {
      first_ = toml_error(item, source_, key, "a table");
    }
  }
}

void toml_reader::entries(std::string_view key,
                          const std::function<result<void>(std::string_view, const toml::node&)>& each) {
  const toml::node* node = look(key);
  if (node == nullptr) return;
  const toml::table* table = node->as_table();
  if (table == nullptr) return complain(key, "a table");
  for (const auto& [name, value] : *table) {
    if (first_) return;
    if (auto done = each(name.str(), value); !done) first_ = std::move(done.error());
  }
}

void toml_reader::complain(std::string_view key, std::string_view wanted) {
  if (first_) return;
  const toml::node* node = look(key);
  first_ = toml_error(node == nullptr ? static_cast<const toml::node&>(table_) : *node, source_, key, wanted);
}

result<void> toml_reader::finish() {
  if (first_) return fail(*first_);
  for (const auto& [key, value] : table_) {
    if (asked_.contains(key.str())) continue;
    const std::vector<std::string_view> known(asked_.begin(), asked_.end());
    const auto near = nearest(key.str(), known);
    return fail(
        error_code::invalid_argument,
        fmt::format("{}:{}: {}: no such key{}", source_, key.source().begin.line, escape_for_terminal(key.str()),
                    near ? fmt::format(", did you mean {}?", *near) : std::string()));
  }
  return {};
}

const toml::node* toml_reader::look(std::string_view key) {
  asked_.emplace(key);
  return table_.get(key);
}

}  // namespace headroom::sim
