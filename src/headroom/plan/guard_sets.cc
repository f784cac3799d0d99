// The rails that look at one hour at a time: what can be had, and what is wanted.
#include <algorithm>

#include "headroom/plan/guard_steps.h"

namespace headroom::plan {
namespace {

// The first hours in which nothing has changed yet: what is held now may be kept on, whatever is sold today.
std::size_t hours_kept(const guard_frame& frame, const schedule& s) {
  std::size_t h = 0;
  while (h < s.size() && s[h] == frame.current()) ++h;
  return h;
}

int next_at_least(const std::vector<int>& rising, int rung) {
  const auto found = std::ranges::lower_bound(rising, rung);
  return found == rising.end() ? rising.back() : *found;
}

int last_at_most(const std::vector<int>& rising, int rung) {
  const auto above = std::ranges::upper_bound(rising, rung);
  return above == rising.begin() ? rising.front() : *(above - 1);
}

}  // namespace

schedule keep_sold_counts(const guard_frame& frame, schedule s) {
  for (std::size_t h = hours_kept(frame, s); h < s.size(); ++h) {
    if (s[h] > 0) s[h] = next_at_least(frame.on_offer(), s[h]);
  }
  return s;
}

schedule keep_stock(const guard_frame& frame, schedule s) {
  if (!frame.stock_max()) return s;
  std::vector<int> in_stock{0};
  for (const int count : frame.on_offer()) {
    if (count <= *frame.stock_max()) in_stock.push_back(count);
  }
  for (std::size_t h = hours_kept(frame, s); h < s.size(); ++h) s[h] = last_at_most(in_stock, s[h]);
  return s;
}

schedule keep_bounds(const guard_frame& frame, schedule s) {
  for (std::size_t h = 0; h < s.size(); ++h) {
    const bool kept = h < hours_kept(frame, s) && frame.may_hold(h, s[h]);
    if (kept || std::ranges::binary_search(frame.ladder(), s[h])) continue;
    const bool too_high = s[h] > frame.ladder().back();
    s[h] = too_high ? frame.ladder().back() : next_at_least(frame.ladder(), s[h]);
  }
  return s;
}

schedule keep_leases(const guard_frame& frame, schedule s) {
  for (std::size_t h = 0; h < s.size(); ++h) {
    if (s[h] < frame.floor(h) && !frame.may_hold(h, s[h])) s[h] = next_at_least(frame.ladder(), frame.floor(h));
  }
  return s;
}

}  // namespace headroom::plan
