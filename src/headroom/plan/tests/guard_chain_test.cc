#include "headroom/plan/guard_chain.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "week_sample.h"

#include "headroom/plan/guard_steps.h"

namespace headroom::plan {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

schedule random_schedule(rng& random, std::size_t hours) {
  schedule out;
  int rung = 0;
  for (std::size_t h = 0; h < hours; ++h) {
    if (random.below(4) == 0) rung = static_cast<int>(random.below(15));
    out.push_back(rung);
  }
  return out;
}

std::vector<row_outlook> calm_hours(std::size_t count) {
  return std::vector<row_outlook>(count, certain_hour(50, 60, 500));
}

struct rail_example {
  const char* what;
  std::function<void(week_case&)> with;
  schedule proposed, kept;
  std::vector<std::string> rails;
};

class each_rail : public testing::TestWithParam<rail_example> {};

TEST_P(each_rail, mends_what_breaks_it_and_says_so) {
  const auto& example = GetParam();
  week_case in = sample_case(calm_hours(example.proposed.size()));
  example.with(in);
  const auto frame = frame_of(in);
  const auto guarded = guard_schedule(frame, example.proposed);
  EXPECT_EQ(guarded.hours, example.kept);
  std::vector<std::string> rails;
  for (const auto& note : guarded.notes) {
    rails.push_back(note.rail);
    EXPECT_THAT(note.reason, testing::HasSubstr(" instead of "));
    EXPECT_FALSE(note.proposed == note.allowed);
  }
  EXPECT_EQ(rails, example.rails);
}

hour_span span(int from, int to) { return {sample_start + from, sample_start + to}; }

INSTANTIATE_TEST_SUITE_P(
    guards, each_rail,
    testing::Values(
        rail_example{"nothing to mend", [](week_case&) {}, {0, 0, 4, 4}, {0, 0, 4, 4}, {}},
        rail_example{"an unsold count becomes the next one that is sold",
                     [](week_case&) {},
                     {0, 5, 7, 13},
                     {0, 6, 8, 12},
                     {"sold-counts", "sold-counts", "sold-counts"}},
        rail_example{"what is held now may be kept, but not come back to",
                     [](week_case& in) { in.current = provisioned(5); },
                     {5, 5, 2, 5},
                     {5, 5, 2, 6},
                     {"sold-counts"}},
        rail_example{"counts on offer go before the list",
                     [](week_case& in) { in.offer.valid_trus = {tru_count(1), tru_count(5)}; },
                     {0, 4, 5},
                     {0, 5, 5},
                     {"sold-counts"}},
        rail_example{"stock",
                     [](week_case& in) { in.offer.max_available_trus = tru_count(7); },
                     {0, 8, 6},
                     {0, 6, 6},
                     {"stock"}},
        rail_example{"bounds from below rule On-Demand out",
                     [](week_case& in) { in.terms.trus_min = 3; },
                     {0, 4, 2},
                     {3, 4, 3},
                     {"bounds", "bounds"}},
        rail_example{
            "bounds from above", [](week_case& in) { in.terms.trus_max = 5; }, {0, 8, 4}, {0, 4, 4}, {"bounds"}},
        rail_example{"a lease is a floor for its hours",
                     [](week_case& in) { in.terms.leases = {{.hours = span(1, 3), .trus = 5}}; },
                     {0, 0, 8, 0},
                     {0, 6, 8, 0},
                     {"leases"}},
        rail_example{"nothing changes in a freeze",
                     [](week_case& in) { in.terms.freezes = {span(1, 3)}; },
                     {2, 4, 0, 0},
                     {2, 2, 2, 0},
                     {"freeze", "freeze"}},
        rail_example{"a lease that begins in a freeze is seen to before it",
                     [](week_case& in) {
                       in.terms.freezes = {span(2, 4)};
                       in.terms.leases = {{.hours = span(3, 4), .trus = 4}};
                     },
                     {0, 0, 0, 0, 0},
                     {0, 4, 4, 4, 0},
                     {"leases"}},
        rail_example{"a freeze from the start keeps what there is",
                     [](week_case& in) { in.terms.freezes = {span(0, 2)}; },
                     {2, 2, 2},
                     {0, 0, 2},
                     {"freeze"}},
        rail_example{"with no changes a day, nothing changes",
                     [](week_case& in) { in.terms.changes_per_day = 0; },
                     {0, 2, 4, 0},
                     {0, 0, 0, 0},
                     {"changes-per-day", "changes-per-day"}}));

TEST(guard_cliff, a_lowering_waits_until_the_lower_limit_is_unlikely_to_be_passed) {
  // Reaction 5 min: likely use at the turn is mean + (peak - mean) x 4/6 = 450 + 300 x 2/3 = 650 APS, above 500.
  auto hours = calm_hours(4);
  hours[1] = certain_hour(450, 750, 500);
  week_case in = sample_case(hours);
  in.current = provisioned(2);
  const auto frame = frame_of(in);
  EXPECT_DOUBLE_EQ(frame.figures(1, 0).likely_use, 650.0 / 500);
  const auto guarded = guard_schedule(frame, {2, 0, 0, 0});
  EXPECT_THAT(guarded.hours, ElementsAre(2, 2, 0, 0));
  ASSERT_EQ(guarded.notes.size(), 1U);
  EXPECT_EQ(guarded.notes.front().rail, "cliff");
}

TEST(guard_changes, the_dearest_changes_of_a_day_are_kept) {
  auto hours = calm_hours(6);
  hours[1] = certain_hour(600, 900, 500);  // throttles much without TRUs
  hours[4] = certain_hour(300, 510, 500);  // hardly
  week_case in = sample_case(hours);
  in.terms.changes_per_day = 2;
  EXPECT_THAT(guard_schedule(frame_of(in), {0, 2, 0, 0, 2, 0}).hours, ElementsAre(0, 2, 0, 0, 0, 0));
}

TEST(guard_changes, those_that_a_lease_forces_do_not_count) {
  week_case in = sample_case(calm_hours(4));
  in.terms.changes_per_day = 0;
  in.terms.leases = {{.hours = span(2, 3), .trus = 2}};
  EXPECT_THAT(guard_schedule(frame_of(in), {0, 2, 2, 0}).hours, ElementsAre(0, 0, 2, 2));
}

TEST(guard_spend, lowers_where_it_throttles_least_until_the_cap_is_kept) {
  // 6 TRUs bill 5 x 360,000 = 1.8 M an hour, $90 at $50 a million; the load itself 180,000, $9.
  auto hours = calm_hours(4);
  hours[1] = certain_hour(50, 3000, 500);
  week_case in = sample_case(hours);
  in.current = provisioned(6);
  // Two such hours and two of load alone: 2 x 1.8 M + 2 x 0.18 M = 3.96 M actions; the cap leaves room for 2.5 M.
  in.terms.monthly_cap_micros = static_cast<std::int64_t>(2.5 * 50 * hours_per_month / 4 * 1e6);
  const auto frame = frame_of(in);
  EXPECT_NEAR(*frame.billed_max(), 2.5e6, 1);
  const auto guarded = guard_schedule(frame, {0, 6, 0, 6});
  EXPECT_THAT(guarded.hours, ElementsAre(0, 6, 0, 0));
  EXPECT_THAT(broken_rails(frame, guarded.hours), IsEmpty());
}

TEST(guard_spend, stops_where_the_load_itself_costs_more) {
  week_case in = sample_case(calm_hours(3));
  in.terms.monthly_cap_micros = 1;
  const auto frame = frame_of(in);
  const auto guarded = guard_schedule(frame, {4, 4, 4});
  EXPECT_THAT(guarded.hours, ElementsAre(0, 0, 0));
  EXPECT_THAT(broken_rails(frame, guarded.hours), IsEmpty());
}

TEST(guard_frame, names_the_bounds_that_nothing_on_offer_meets) {
  week_case in = sample_case(calm_hours(2));
  in.terms.trus_min = 13;
  const auto frame = guard_frame::make(in);
  ASSERT_FALSE(frame);
  EXPECT_THAT(frame.error().message, testing::HasSubstr("13 to any TRUs"));
}

TEST(guard_chain, breaks_no_rail_and_changes_nothing_the_second_time) {
  for (std::uint64_t seed = 1; seed <= 400; ++seed) {
    SCOPED_TRACE(seed);
    rng random(seed);
    const week_case in = random_case(random);
    const auto frame = guard_frame::make(in);
    if (!frame) continue;  // bounds against stock
    const auto once = guard_schedule(*frame, random_schedule(random, frame->hours()));
    ASSERT_THAT(broken_rails(*frame, once.hours), IsEmpty());
    const auto twice = guard_schedule(*frame, once.hours);
    ASSERT_EQ(twice.hours, once.hours);
    ASSERT_THAT(twice.notes, IsEmpty());
    for (std::size_t h = 0; h < once.hours.size(); ++h) {
      if (frame->changes_at(once.hours, h)) {
        ASSERT_FALSE(frame->frozen(h));
        ASSERT_TRUE(std::ranges::binary_search(frame->ladder(), once.hours[h]));
      }
    }
  }
}

}  // namespace
}  // namespace headroom::plan
