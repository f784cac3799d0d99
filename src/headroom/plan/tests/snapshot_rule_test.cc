#include "headroom/plan/snapshot_rule.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "snapshot_sample.h"

#include "headroom/base/rng.h"
#include "headroom/cost/sold_counts.h"

namespace headroom::plan {
namespace {

using testing::HasSubstr;

constexpr double unknown = -1;

struct load_row {
  std::string_view what;
  capacity now;
  double count_aps, limit_aps, throttled_aps, envelope_aps;  // unknown: no figure
  capacity advised;
  verdict state;
};

recommendation advise_row(const load_row& r) {
  sample s{.now = r.now, .count_aps = r.count_aps, .limit_aps = r.limit_aps, .throttled_aps = r.throttled_aps};
  if (r.envelope_aps != unknown) s.envelope_aps = r.envelope_aps;
  return advise(s.seen());
}

TEST(snapshot_rule, raises_what_is_throttled_or_nearly_so) {
  for (const load_row& r : {
           load_row{"throttled over its limit", on_demand, 520, 500, 30, 500, provisioned(3), verdict::throttled},
           load_row{"throttled under its limit: a burst inside the minute", provisioned(4), 1000, 2000, 967, 500,
                    provisioned(6), verdict::throttled},
           load_row{"82 % used, two counts are free even if the load halves", on_demand, 410, 500, 0, 500,
                    provisioned(3), verdict::near_limit},
           load_row{"just below 80 %", on_demand, 399, 500, 0, 500, on_demand, verdict::fine},
           load_row{"at 80 % of 1,000 APS", provisioned(2), 800, 1000, 0, 500, provisioned(4), verdict::near_limit},
           load_row{"On-Demand's own limit is wide enough and costs nothing", provisioned(2), 900, 1000, 5, 4000,
                    provisioned(10), verdict::throttled},
           load_row{"more than any count holds", on_demand, 9000, 9500, 100, 9500, on_demand, verdict::throttled},
           load_row{"the largest count already", provisioned(12), 5900, 6000, 40, 5000, provisioned(12),
                    verdict::throttled},
           load_row{"12 TRUs are not enough with room to spare, but more than now", provisioned(10), 4900, 5000, 500,
                    3000, provisioned(12), verdict::throttled},
       }) {
    const auto advice = advise_row(r);
    EXPECT_EQ(advice.advised, r.advised) << r.what << ": " << to_string(advice.advised) << "; " << advice.reason;
    EXPECT_EQ(advice.state, r.state) << r.what;
  }
}

TEST(snapshot_rule, a_limit_that_turned_work_away_was_reached_even_where_its_count_is_unknown) {
  namespace_snapshot seen = sample{.now = provisioned(2), .count_aps = 300, .limit_aps = 1'000}.seen();
  seen.operations = {.kind = limit_kind::operations, .limit_per_s = 8'000, .throttled_per_s = 2'400};
  const auto advice = advise(seen);
  EXPECT_EQ(advice.state, verdict::throttled);
  EXPECT_EQ(advice.advised, provisioned(4)) << "10,400 operations / 0.7 want 3.7 TRUs of 4,000: " << advice.reason;
  EXPECT_THAT(advice.reason, HasSubstr("operations"));
  seen.operations.throttled_per_s = 0;
  EXPECT_EQ(advise(seen).state, verdict::fine) << "an unknown count without throttling says nothing";
}

TEST(snapshot_rule, counts_what_was_turned_away_once) {
  // 1,300 asked, 500 allowed, 800 turned away: the count holds both parts, and 1,300 / 0.7 wants 4 TRUs.
  EXPECT_EQ(advise(sample{.now = on_demand, .count_aps = 1'300, .throttled_aps = 800}.seen()).advised, provisioned(4));
  // At its limit with 800 turned away, the count cannot hold them.
  EXPECT_EQ(advise(sample{.now = on_demand, .count_aps = 500, .throttled_aps = 800}.seen()).advised, provisioned(4));
}

TEST(snapshot_rule, lowers_only_what_is_idle_and_clearly_held) {
  for (const load_row& r : {
           load_row{"8 TRUs at 20 APS", provisioned(8), 20, 4000, 0, 500, on_demand, verdict::overpaying},
           load_row{"12 TRUs at 800 APS: 8 are paid for by the load", provisioned(12), 800, 6000, 0, 2000,
                    provisioned(8), verdict::overpaying},
           load_row{"its load pays for its 4 TRUs", provisioned(4), 300, 2000, 0, 500, provisioned(4), verdict::fine},
           load_row{"the envelope says that the week was busy: one idle minute is no proof", provisioned(6), 10, 3000,
                    0, 3000, on_demand, verdict::overpaying},
           load_row{"the envelope is unknown: only counts can be judged", provisioned(8), 20, 4000, 0, unknown,
                    provisioned(2), verdict::overpaying},
           load_row{"On-Demand would be more than half used", provisioned(4), 260, 2000, 0, 500, provisioned(3),
                    verdict::overpaying},
           load_row{"pennies", provisioned(2), 99.9, 1000, 0, 500, provisioned(2), verdict::fine},
       }) {
    const auto advice = advise_row(r);
    EXPECT_EQ(advice.advised, r.advised) << r.what << ": " << to_string(advice.advised) << "; " << advice.reason;
    EXPECT_EQ(advice.state, r.state) << r.what;
  }
}

TEST(snapshot_rule, keeps_idle_trus_while_throttling_is_unknown) {
  auto seen = sample{.now = provisioned(8), .count_aps = 20, .limit_aps = 4000, .envelope_aps = 500}.seen();
  seen.actions.throttled_per_s.reset();
  const auto advice = advise(seen);
  EXPECT_FALSE(advice.changes());
  EXPECT_THAT(advice.reason, HasSubstr("unknown"));
}

TEST(snapshot_rule, does_not_give_up_what_the_envelope_says_the_week_needs) {
  // An envelope of 3,000 APS proves a 90th percentile of at least 1,500: 2 and 3 TRUs would throttle a tenth of the
  // week.
  const auto seen = sample{.now = provisioned(8), .count_aps = 150, .limit_aps = 4000, .envelope_aps = 3000}.seen();
  auto bound = snapshot_settings{.trus_min = 2};
  EXPECT_EQ(advise(seen, bound).advised, provisioned(4));
}

TEST(snapshot_rule, pays_for_a_cure_only_what_the_throttled_actions_are_worth) {
  const auto once_a_minute = sample{.now = on_demand, .count_aps = 5, .throttled_aps = 0.017}.seen();
  const auto advice = advise(once_a_minute);
  EXPECT_FALSE(advice.changes()) << advice.reason;
  EXPECT_EQ(advice.state, verdict::throttled);
  EXPECT_THAT(advice.reason, HasSubstr("too little to pay for"));
  EXPECT_EQ(advise(once_a_minute, {.throttle_cost = 10'000}).advised, provisioned(2))
      << "a namespace that matters more";
  const auto a_lot = sample{.now = on_demand, .count_aps = 5, .throttled_aps = 12}.seen();
  EXPECT_EQ(advise(a_lot).advised, provisioned(2));
}

TEST(snapshot_rule, sees_requests_and_operations_that_bind_before_actions) {
  auto seen = sample{.now = on_demand, .count_aps = 200}.seen();
  seen.requests.count_per_s = 1'450;
  seen.requests.limit_per_s = 1'500;
  auto advice = advise(seen);
  EXPECT_EQ(advice.advised, provisioned(2)) << advice.reason;
  EXPECT_THAT(advice.reason, HasSubstr("97 % of its limit of 1,500 requests/s"));
  seen.requests.count_per_s = 100;
  seen.operations.count_per_s = 9'000;
  seen.operations.limit_per_s = 20'000;
  seen.operations.throttled_per_s = 40;
  advice = advise(seen);
  EXPECT_EQ(advice.advised, provisioned(6)) << "more than 20,000 operations/s: " << advice.reason;
  EXPECT_THAT(advice.reason, HasSubstr("Throttled 40 operations/s, though"));
}

TEST(snapshot_rule, leaves_on_demand_for_no_count_that_narrows_another_limit) {
  // On-Demand grew to 40,000 operations a second; the TRUs that would help the actions must not cut those.
  auto seen = sample{.now = on_demand, .count_aps = 450}.seen();
  seen.operations.count_per_s = 20'000;
  seen.operations.limit_per_s = 40'000;
  EXPECT_EQ(advise(seen).advised, provisioned(8)) << "the smallest count with 20,000 under 80 % of its operations";
}

TEST(snapshot_rule, buys_only_what_is_offered_and_in_stock) {
  auto seen = sample{.now = on_demand, .count_aps = 1'900, .limit_aps = 2'000, .throttled_aps = 50}.seen();
  EXPECT_EQ(advise(seen).advised, provisioned(10));
  seen.offer.max_available_trus = tru_count(6);
  EXPECT_EQ(advise(seen).advised, provisioned(6));
  seen.offer.max_available_trus = tru_count(4);
  const auto advice = advise(seen);
  EXPECT_FALSE(advice.changes()) << "4 TRUs allow no more than it has";
  EXPECT_THAT(advice.reason, HasSubstr("no more can be had"));
  seen.offer = {.valid_trus = {tru_count(5), tru_count(7)}};
  EXPECT_EQ(advise(seen).advised, provisioned(7)) << "the namespace's own offer goes before the sold list";
}

TEST(snapshot_rule, stays_within_the_bounds_set) {
  const auto calm = sample{.now = on_demand, .count_aps = 20}.seen();
  EXPECT_EQ(advise(calm, {.trus_min = 3}).advised, provisioned(3));
  const auto large = sample{.now = provisioned(10), .count_aps = 1'000, .limit_aps = 5'000, .envelope_aps = 500}.seen();
  const auto advice = advise(large, {.trus_max = 4});
  EXPECT_EQ(advice.advised, provisioned(4)) << advice.reason;
  EXPECT_THAT(advice.reason, HasSubstr("outside the bounds"));
  const auto throttled = sample{.now = on_demand, .count_aps = 490, .throttled_aps = 20}.seen();
  EXPECT_EQ(advise(throttled, {.trus_max = 2}).advised, provisioned(2));
}

TEST(snapshot_rule, waits_for_a_change_in_progress) {
  auto seen = sample{.now = on_demand, .count_aps = 490, .throttled_aps = 20}.seen();
  seen.capacity_change_in_progress = true;
  const auto advice = advise(seen);
  EXPECT_FALSE(advice.changes());
  EXPECT_EQ(advice.state, verdict::throttled);
  EXPECT_THAT(advice.reason, HasSubstr("in progress"));
}

load_history week(double peak_aps, double mean_aps) {
  load_history out;
  out.peak_aps.assign(168, mean_aps);
  out.mean_aps.assign(168, mean_aps);
  out.peak_aps[100] = peak_aps;
  return out;
}

TEST(snapshot_rule, keeps_what_a_peak_of_the_week_needs_where_only_peaks_are_known) {
  const auto calm = sample{.now = provisioned(8), .count_aps = 20, .limit_aps = 4000, .envelope_aps = 500}.seen();
  auto batch = week(2'900, 20);
  batch.mean_aps.clear();
  auto advice = advise(calm, {}, &batch);
  EXPECT_FALSE(advice.changes()) << advice.reason;
  const auto quiet = week(60, 20);
  advice = advise(calm, {}, &quiet);
  EXPECT_EQ(advice.advised, on_demand);
  EXPECT_EQ(advice.trust, confidence::high);
  EXPECT_EQ(advise(calm).trust, confidence::low) << "one minute alone";
}

TEST(snapshot_rule, weighs_the_past_hours_by_the_objective) {
  // Every day four busy hours at 1,000 APS (700 to 1,300), otherwise 50. 2 TRUs throttle 75 APS in the busy hours,
  // which is 10 x 75 x 4 / 24 = 125 on average; the third costs 100 idle APS in the others, 83 on average; a fourth 83
  // for nothing.
  load_history daily;
  for (int hour = 0; hour < 168; ++hour) {
    daily.mean_aps.push_back(hour % 24 < 4 ? 1'000.0 : 50.0);
    daily.peak_aps.push_back(hour % 24 < 4 ? 1'300.0 : 60.0);
  }
  const auto calm = sample{.now = on_demand, .count_aps = 50}.seen();
  const auto more = advise(calm, {}, &daily);
  EXPECT_EQ(more.advised, provisioned(3)) << more.reason;
  EXPECT_THAT(more.reason, HasSubstr("reached 1,300 APS"));
  EXPECT_EQ(more.trust, confidence::high);
  EXPECT_FALSE(advise(calm, {.throttle_cost = 0}, &daily).changes()) << "whoever does not mind throttling pays nothing";

  const auto large = sample{.now = provisioned(8), .count_aps = 50, .limit_aps = 4000, .envelope_aps = 500}.seen();
  EXPECT_EQ(advise(large, {}, &daily).advised, provisioned(3));
  const auto careless = advise(large, {.throttle_cost = 0.1}, &daily);
  EXPECT_EQ(careless.advised, on_demand);
  EXPECT_EQ(careless.trust, confidence::medium);
  EXPECT_THAT(careless.reason, HasSubstr("would have throttled 40 % of the past hours' actions"));
}

TEST(snapshot_rule, believes_a_busy_minute_over_a_calm_week) {
  const auto quiet = week(60, 20);
  const auto busy = sample{.now = on_demand, .count_aps = 490, .throttled_aps = 60}.seen();
  EXPECT_EQ(advise(busy, {}, &quiet).advised, provisioned(2));
  const auto raised = sample{.now = provisioned(2), .count_aps = 490, .limit_aps = 1000, .envelope_aps = 500}.seen();
  EXPECT_FALSE(advise(raised, {}, &quiet).changes()) << "not while it is that busy";
}

TEST(snapshot_rule, one_action_more_never_means_fewer_trus_when_throttled) {
  int before = 0;
  for (double demand = 500; demand < 9'000; demand += 7) {
    const auto advice =
        advise(sample{.now = on_demand, .count_aps = 500, .limit_aps = 500, .throttled_aps = demand - 499}.seen());
    EXPECT_GE(advice.advised.rung(), before) << demand;
    before = advice.advised.rung();
  }
  EXPECT_EQ(before, 12);
}

// A raise or a saving that is carried out must not be taken back at the same load.
TEST(snapshot_rule, asked_again_at_the_same_load_advises_nothing_more) {
  rng random(7);
  for (int i = 0; i < 3'000; ++i) {
    const int rung = cost::ladder[random.below(cost::ladder.size())];
    const double envelope = 500 + (random.below(3) == 0 ? random.uniform() * 4'000 : 0);
    sample s{.now = rung == 0 ? on_demand : provisioned(rung),
             .count_aps = random.uniform() * 5'000,
             .limit_aps = rung == 0 ? envelope : 500.0 * rung,
             .envelope_aps = envelope};
    const auto first = advise(s.seen());
    if (!first.changes()) continue;
    s.now = first.advised;
    s.limit_aps = first.advised.rung() == 0 ? envelope : 500.0 * first.advised.rung();
    const auto second = advise(s.seen());
    EXPECT_FALSE(second.changes()) << "seed 7, case " << i << ": " << first.reason << " Then: " << second.reason;
  }
}

TEST(snapshot_rule, every_answer_can_be_bought_and_is_priced) {
  rng random(8);
  for (int i = 0; i < 2'000; ++i) {
    const int rung = cost::ladder[random.below(cost::ladder.size())];
    const auto seen = sample{.now = rung == 0 ? on_demand : provisioned(rung),
                             .count_aps = random.uniform() * 8'000,
                             .limit_aps = 500 + random.uniform() * 6'000,
                             .throttled_aps = random.below(2) ? random.uniform() * 200 : 0,
                             .envelope_aps = 500 + random.uniform() * 3'000}
                          .seen();
    const auto advice = advise(seen);
    const int advised = advice.advised.rung();
    EXPECT_TRUE(advised == 0 || advised == rung || cost::is_sold(advised)) << advised;
    EXPECT_EQ(advice.options.front().choice, advice.advised);
    EXPECT_TRUE(advice.change_per_month().has_value());
    EXPECT_LE(advice.brief.size(), 80U) << advice.brief;
    EXPECT_TRUE(advice.reason.ends_with('.')) << advice.reason;
    EXPECT_EQ(advice.reason.find("  "), std::string::npos) << advice.reason;
  }
}

}  // namespace
}  // namespace headroom::plan
