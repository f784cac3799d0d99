#include "headroom/cloud/scrape_split.h"

#include <algorithm>
#include <map>
#include <utility>

namespace headroom::cloud {
namespace {

// A wildcard, and how many of the ids it covers.
struct share {
  std::vector<std::string> patterns;
  std::size_t count = 0;
};

std::string_view without_star(std::string_view pattern) {
  if (pattern.ends_with('*')) pattern.remove_suffix(1);
  return pattern;
}

std::size_t common_prefix(std::span<const std::string_view> sorted) {
  const std::string_view first = sorted.front();
  const std::string_view last = sorted.back();
  const auto [end, unused] = std::ranges::mismatch(first, last);
  return static_cast<std::size_t>(end - first.begin());
}

// The ids below one prefix, by the letter after what they all begin with.
std::vector<share> by_next_letter(std::span<const std::string_view> sorted) {
  std::vector<share> out;
  const std::size_t length = common_prefix(sorted);
  std::map<char, std::size_t> counts;
  for (const std::string_view id : sorted) ++counts[id.size() > length ? id[length] : '\0'];
  const std::string prefix(sorted.front().substr(0, length));
  for (const auto& [letter, count] : counts) {
    if (letter == '\0' || letter == '.') {
      // The docs do not say whether wildcards see the account's part of the id: both spellings are asked for.
      out.push_back({{prefix, prefix + ".*"}, count});
    } else {
      out.push_back({{prefix + letter + "*"}, count});
    }
  }
  return out;
}

std::vector<share> shares_of(const scrape_request& what, std::span<const std::string_view> sorted) {
  std::vector<share> out;
  for (const std::string& pattern : what.namespaces) {
    const std::string_view prefix = without_star(pattern);
    const auto from = std::ranges::lower_bound(sorted, prefix);
    const auto to = std::find_if(from, sorted.end(), [&](std::string_view id) { return !id.starts_with(prefix); });
    if (from != to) out.push_back({{pattern}, static_cast<std::size_t>(to - from)});
  }
  if (out.size() > 1) return out;
  const std::string_view prefix = what.namespaces.empty() ? std::string_view() : without_star(what.namespaces.front());
  std::vector<std::string_view> covered;
  std::ranges::copy_if(sorted, std::back_inserter(covered),
                       [&](std::string_view id) { return id.starts_with(prefix); });
  return covered.size() > 1 ? by_next_letter(covered) : std::vector<share>{};
}

std::vector<scrape_request> split_namespaces(const scrape_request& what, std::span<const std::string_view> ids) {
  std::vector<std::string_view> sorted(ids.begin(), ids.end());
  std::ranges::sort(sorted);
  const std::vector<share> shares = shares_of(what, sorted);
  if (shares.size() < 2) return {};
  std::size_t total = 0;
  for (const share& s : shares) total += s.count;
  std::vector<scrape_request> out(2, {.metrics = what.metrics});
  std::size_t taken = 0;
  for (std::size_t i = 0; i < shares.size(); ++i) {
    // Both halves get at least one share, whatever the counts.
    const bool second = i > 0 && (2 * taken >= total || i + 1 == shares.size());
    std::ranges::copy(shares[i].patterns, std::back_inserter(out[second ? 1 : 0].namespaces));
    taken += shares[i].count;
  }
  if (out[1].namespaces.empty()) return {};
  return out;
}

}  // namespace

std::vector<scrape_request> split_request(const scrape_request& what, std::span<const std::string_view> ids) {
  if (what.metrics.size() < 2) return split_namespaces(what, ids);
  const auto middle = what.metrics.begin() + static_cast<std::ptrdiff_t>(what.metrics.size() / 2);
  return {{.metrics = {what.metrics.begin(), middle}, .namespaces = what.namespaces},
          {.metrics = {middle, what.metrics.end()}, .namespaces = what.namespaces}};
}

}  // namespace headroom::cloud
