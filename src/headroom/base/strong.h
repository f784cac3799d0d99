#pragma once

#include <compare>
#include <cstddef>
#include <functional>
#include <ostream>
#include <string>
#include <utility>

namespace headroom {

// A type of its own around `T`, so that two ids or two counts cannot be swapped. `Tag` is any incomplete struct.
template <class T, class Tag>
class strong {
 public:
  using value_type = T;
  constexpr strong() = default;
  constexpr explicit strong(T value) : value_(std::move(value)) {}
  [[nodiscard]] constexpr const T& value() const { return value_; }
  friend constexpr auto operator<=>(const strong&, const strong&) = default;
  friend std::ostream& operator<<(std::ostream& out, const strong& s) { return out << s.value_; }

 private:
  T value_{};
};

// A namespace's full id, `name.account` as in `orders-prod.a1b2c`.
using namespace_id = strong<std::string, struct namespace_id_tag>;
// The account part of it, `a1b2c`.
using account_id = strong<std::string, struct account_id_tag>;
// A count of Temporal Resource Units (at least 1; those on sale are in cost/).
using tru_count = strong<int, struct tru_count_tag>;

}  // namespace headroom

template <class T, class Tag>
struct std::hash<headroom::strong<T, Tag>> {
  std::size_t operator()(const headroom::strong<T, Tag>& s) const { return std::hash<T>{}(s.value()); }
};
