#include "numbers.h"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <stdexcept>

namespace kitchen_sink {
namespace {

// Holds every 64-bit integer and every double exactly.
using exact = long double;

exact exact_value(const json& number) {
  if (number.is_number_unsigned()) return static_cast<exact>(number.get<std::uint64_t>());
  if (number.is_number_integer()) return static_cast<exact>(number.get<std::int64_t>());
  return static_cast<exact>(number.get<double>());
}

std::partial_ordering compare_lists(const json& a, const json& b) {
  return std::lexicographical_compare_three_way(a.begin(), a.end(), b.begin(), b.end(), compare);
}

// Objects have no order: they are the same or not.
std::partial_ordering compare_members(const json& a, const json& b) {
  if (a.size() != b.size()) return std::partial_ordering::unordered;
  for (auto left = a.begin(), right = b.begin(); left != a.end(); ++left, ++right) {
    if (left.key() != right.key() || compare(*left, *right) != 0) return std::partial_ordering::unordered;
  }
  return std::partial_ordering::equivalent;
}

}  // namespace

std::partial_ordering compare(const json& a, const json& b) {
  if (a.is_number() && b.is_number()) return exact_value(a) <=> exact_value(b);
  if (a.is_array() && b.is_array()) return compare_lists(a, b);
  if (a.is_object() && b.is_object()) return compare_members(a, b);
  if (a.is_string() && b.is_string()) return a.get_ref<const std::string&>() <=> b.get_ref<const std::string&>();
  return a == b ? std::partial_ordering::equivalent : std::partial_ordering::unordered;
}

bool less(const json& a, const json& b) {
  const auto order = compare(a, b);
  if (order == std::partial_ordering::unordered)
    throw std::runtime_error(std::string("expression: no order between ") + a.type_name() + " and " + b.type_name());
  return order < 0;
}

bool equal(const value& a, const value& b) {
  const json *left = a.as_json(), *right = b.as_json();
  return left != nullptr && right != nullptr ? compare(*left, *right) == 0 : a == b;
}

json sum(const json& list) {
  bool whole = true;
  __int128 whole_sum = 0;
  double real = 0;
  for (const auto& item : list) {
    if (!item.is_number()) throw std::runtime_error("expression: $add takes numbers");
    whole = whole && item.is_number_integer();
    if (item.is_number_unsigned()) {
      whole_sum += item.get<std::uint64_t>();
    } else if (item.is_number_integer()) {
      whole_sum += item.get<std::int64_t>();
    }
    real += item.get<double>();
  }
  if (!whole) return real;
  if (whole_sum >= 0 && whole_sum <= std::numeric_limits<std::uint64_t>::max())
    return static_cast<std::uint64_t>(whole_sum);
  if (whole_sum < 0 && whole_sum >= std::numeric_limits<std::int64_t>::min())
    return static_cast<std::int64_t>(whole_sum);
  throw std::runtime_error("expression: the sum leaves the 64-bit ranges");
}

}  // namespace kitchen_sink
