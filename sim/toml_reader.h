#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "headroom/base/result.h"
#include "headroom/base/toml.h"

namespace headroom::sim {

// Reads one TOML table key by key. The first thing wrong is kept, with source, line and key; finish() also refuses keys
// that nobody asked for and suggests the nearest. Afterwards the values read so far must not be used.
class toml_reader {
 public:
  toml_reader(const toml::table& table, std::string_view source) : table_(table), source_(source) {}

  double number(std::string_view key, double otherwise, double min, double max);
  std::int64_t integer(std::string_view key, std::int64_t otherwise, std::int64_t min, std::int64_t max);
  std::string text(std::string_view key, std::string_view otherwise);
  std::string required_text(std::string_view key);
  std::optional<double> optional_number(std::string_view key, double min, double max);
  std::vector<std::string> texts(std::string_view key);
  bool has(std::string_view key);

  // Calls `each` with every table of the array of tables (or with the one table) under that key.
  void tables(std::string_view key, const std::function<result<void>(const toml::table&)>& each);
  // Calls `each` with every key and node of the table under that key.
  void entries(std::string_view key, const std::function<result<void>(std::string_view, const toml::node&)>& each);

  void complain(std::string_view key, std::string_view wanted);
  [[nodiscard]] result<void> finish();

 private:
  const toml::node* look(std::string_view key);

  const toml::table& table_;
  std::string source_;
  std::set<std::string, std::less<>> asked_;
  std::optional<error> first_;
};

// "source:line: key: saw ..., expected ...".
[[nodiscard]] error toml_error(const toml::node& at, std::string_view source, std::string_view key,
                               std::string_view wanted);

}  // namespace headroom::sim
