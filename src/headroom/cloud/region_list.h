#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace headroom::cloud {

// The regions of a namespace's replicas, in their order. Nearly every namespace has one, and the names are short: then
// nothing is allocated, which a list of 30,000 namespaces feels.
class region_list {
 public:
  void add(std::string_view region) {
    if (first_.empty()) {
      first_ = region;
    } else {
      others_.emplace_back(region);
    }
  }
  [[nodiscard]] bool empty() const { return first_.empty(); }
  [[nodiscard]] std::vector<std::string> all() const {
    std::vector<std::string> out;
    if (!first_.empty()) out.push_back(first_);
    out.insert(out.end(), others_.begin(), others_.end());
    return out;
  }

  friend bool operator==(const region_list&, const region_list&) = default;

 private:
  std::string first_;
  std::vector<std::string> others_;
};

}  // namespace headroom::cloud
