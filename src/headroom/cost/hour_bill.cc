#include "headroom/cost/hour_bill.h"

#include "headroom/cost/sold_counts.h"

namespace headroom::cost {

int free_trus(double used_actions) {
  int most = 0;
  for (const int n : sold_counts) {
    if (hour_floor_actions(n) <= used_actions) most = n;
  }
  return most;
}

}  // namespace headroom::cost
