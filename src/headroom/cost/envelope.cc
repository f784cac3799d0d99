#include "headroom/cost/envelope.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <utility>

namespace headroom::cost {
namespace {

constexpr double share = 0.9;
constexpr double no_sample = std::numeric_limits<double>::quiet_NaN();

// How a rank share x (n - 1) falls between two whole ranks.
struct rank {
  std::size_t whole;
  double part;
};

rank rank_of(double wanted_share, std::size_t count) {
  const double exact = wanted_share * static_cast<double>(count - 1);
  const double whole = std::floor(exact);
  return {static_cast<std::size_t>(whole), exact - whole};
}

}  // namespace

double percentile(std::span<const double> values, double wanted_share) {
  std::vector<double> sorted(values.begin(), values.end());
  const auto [whole, part] = rank_of(wanted_share, sorted.size());
  const auto at = sorted.begin() + static_cast<std::ptrdiff_t>(whole);
  std::nth_element(sorted.begin(), at, sorted.end());
  if (part == 0) return *at;
  return *at + part * (*std::min_element(at + 1, sorted.end()) - *at);
}

double on_demand_limit_of(std::span<const double> window_aps) {
  std::vector<double> seen;
  std::copy_if(window_aps.begin(), window_aps.end(), std::back_inserter(seen), [](double x) { return !std::isnan(x); });
  if (seen.empty()) return envelope_floor_aps;
  double sum = 0;
  for (const double x : seen) sum += x;
  return envelope_of(sum / static_cast<double>(seen.size()), percentile(seen, share));
}

trailing_envelope::trailing_envelope(int window_minutes)
    : window_minutes_(window_minutes),
      value_(static_cast<std::size_t>(window_minutes), no_sample),
      place_(value_.size(), 0),
      in_low_(value_.size(), false),
      leaves_(std::bit_ceil(value_.size())),
      sums_(2 * leaves_, 0.0) {}

void trailing_envelope::push(std::optional<double> load_aps) {
  const slot s = std::exchange(next_, next_ + 1 == window_minutes_ ? 0 : next_ + 1);
  const auto at = static_cast<std::size_t>(s);
  if (!std::isnan(value_[at])) remove(s);
  value_[at] = load_aps.value_or(no_sample);
  if (load_aps) add(s, *load_aps);
  set_sum_leaf(s, load_aps.value_or(0));
  rebalance();
}

double trailing_envelope::mean_aps() const { return samples() == 0 ? 0 : sums_[1] / samples(); }

double trailing_envelope::p90_aps() const {
  if (low_.empty()) return 0;
  const double at = value_[static_cast<std::size_t>(low_.front())];
  const double part = rank_of(share, low_.size() + high_.size()).part;
  return part == 0 ? at : at + part * (value_[static_cast<std::size_t>(high_.front())] - at);
}

void trailing_envelope::add(slot s, double load_aps) {
  const bool below = !low_.empty() && load_aps <= value_[static_cast<std::size_t>(low_.front())];
  heap_push(below ? low_ : high_, s);
}

void trailing_envelope::remove(slot s) { heap_erase(in_low_[static_cast<std::size_t>(s)] ? low_ : high_, s); }

// The lower heap holds the ranks up to the percentile's whole rank, the upper one the rest.
void trailing_envelope::rebalance() {
  const std::size_t count = low_.size() + high_.size();
  if (count == 0) return;
  const std::size_t wanted = rank_of(share, count).whole + 1;
  const auto move_top = [this](std::vector<slot>& from, std::vector<slot>& to) {
    const slot top = from.front();
    heap_erase(from, top);
    heap_push(to, top);
  };
  while (low_.size() > wanted) move_top(low_, high_);
  while (low_.size() < wanted) move_top(high_, low_);
}

void trailing_envelope::set_sum_leaf(slot s, double value) {
  std::size_t node = leaves_ + static_cast<std::size_t>(s);
  sums_[node] = value;
  while ((node /= 2) > 0) sums_[node] = sums_[2 * node] + sums_[2 * node + 1];
}

// True when `a` belongs nearer to the top than `b`.
bool trailing_envelope::above(const std::vector<slot>& heap, slot a, slot b) const {
  const double x = value_[static_cast<std::size_t>(a)], y = value_[static_cast<std::size_t>(b)];
  return &heap == &low_ ? x > y : x < y;
}

void trailing_envelope::heap_push(std::vector<slot>& heap, slot s) {
  in_low_[static_cast<std::size_t>(s)] = &heap == &low_;
  heap.push_back(s);
  place_[static_cast<std::size_t>(s)] = static_cast<std::int32_t>(heap.size() - 1);
  sift_up(heap, heap.size() - 1);
}

void trailing_envelope::heap_erase(std::vector<slot>& heap, slot s) {
  const auto at = static_cast<std::size_t>(place_[static_cast<std::size_t>(s)]);
  const slot last = heap.back();
  heap.pop_back();
  if (at == heap.size()) return;
  heap[at] = last;
  place_[static_cast<std::size_t>(last)] = static_cast<std::int32_t>(at);
  sift_up(heap, at);
  sift_down(heap, static_cast<std::size_t>(place_[static_cast<std::size_t>(last)]));
}

void trailing_envelope::sift_up(std::vector<slot>& heap, std::size_t at) {
  const slot s = heap[at];
  while (at > 0 && above(heap, s, heap[(at - 1) / 2])) {
    const std::size_t parent = (at - 1) / 2;
    heap[at] = heap[parent];
    place_[static_cast<std::size_t>(heap[at])] = static_cast<std::int32_t>(at);
    at = parent;
  }
  heap[at] = s;
  place_[static_cast<std::size_t>(s)] = static_cast<std::int32_t>(at);
}

void trailing_envelope::sift_down(std::vector<slot>& heap, std::size_t at) {
  const slot s = heap[at];
  for (std::size_t child = 2 * at + 1; child < heap.size(); child = 2 * at + 1) {
    if (child + 1 < heap.size() && above(heap, heap[child + 1], heap[child])) ++child;
    if (!above(heap, heap[child], s)) break;
    heap[at] = heap[child];
    place_[static_cast<std::size_t>(heap[at])] = static_cast<std::int32_t>(at);
    at = child;
  }
  heap[at] = s;
  place_[static_cast<std::size_t>(s)] = static_cast<std::int32_t>(at);
}

}  // namespace headroom::cost
