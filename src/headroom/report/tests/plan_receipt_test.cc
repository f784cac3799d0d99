#include "headroom/report/plan_receipt.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "plan_sample.h"

#include "headroom/plan/week_decision.h"
#include "headroom/report/plan_receipt_codec.h"

namespace headroom::report {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

const history_source source{.where = "orders.csv", .first = {29'473'920}, .minutes = 20'160, .sha256 = "ab12"};

plan_receipt sample_receipt() {
  const auto inputs = sample_week();
  auto plan = *plan::decide_week(inputs);
  return make_receipt(inputs, source, plan);
}

plan_receipt through_text(const plan_receipt& receipt) {
  const auto value = parse_json(to_compact_text(to_json(receipt)), "test");
  return *plan_receipt_from(*value, "test");
}

TEST(plan_receipt, the_inputs_survive_being_written_and_read) {
  auto in = sample_week();
  in.current = provisioned(3);
  in.terms.trus_max = 8;
  in.terms.monthly_cap_micros = 5'000'000'000;
  in.terms.changes_per_day = 2;
  in.terms.freezes = {{in.first + 2, in.first + 4}};
  in.terms.leases = {{.hours = {in.first + 6, in.first + 8}, .trus = 4}};
  in.offer = {
      .valid_trus = {tru_count(2), tru_count(4)}, .max_available_trus = tru_count(4), .on_demand_limit_aps = 512.5};
  in.event_hours = {in.first + 1};
  in.rows[0].hours[1].on_demand_limit_per_s = std::nullopt;
  in.rows[0].hours[2].peak_per_s[1] = 0.1 + 0.2;
  in.terms.reaction_share = 0.75;
  in.prospects.resize(in.hours());
  in.prospects[4] = {.used_actions = 0.1 + 0.7,
                     .rungs = {{.trus = 0, .billed_actions = 1e6, .throttled_actions = 1.0 / 3},
                               {.trus = 2, .billed_actions = 2e6, .throttle_chance = 0.125}}};
  const auto value = parse_json(to_compact_text(case_to_json(in)), "test");
  const auto back = case_from_json(*value, "test");
  ASSERT_TRUE(back) << back.error().message;
  EXPECT_EQ(to_compact_text(case_to_json(*back)), to_compact_text(case_to_json(in)));
  EXPECT_EQ(back->rows, in.rows);
  EXPECT_EQ(back->terms, in.terms);
  EXPECT_EQ(back->prospects, in.prospects);
  EXPECT_EQ(back->offer, in.offer);
  EXPECT_EQ(back->basis, in.basis);
  EXPECT_EQ(back->price.tariff, in.price.tariff);
}

TEST(plan_receipt, agrees_with_itself_after_a_round_trip) {
  const auto check = check_receipt(through_text(sample_receipt()));
  ASSERT_TRUE(check);
  EXPECT_THAT(check->differences, IsEmpty());
}

TEST(plan_receipt, agrees_with_itself_where_past_hours_say_what_to_expect) {
  auto in = sample_week();
  in.prospects.resize(in.hours());
  in.prospects[4] = {.used_actions = 1e6,
                     .rungs = {{.trus = 0, .billed_actions = 1e6, .throttled_actions = 1e6 / 3},
                               {.trus = 4, .billed_actions = 1.1e6, .throttled_minutes = 0.1}}};
  auto plan = *plan::decide_week(in);
  const auto check = check_receipt(through_text(make_receipt(in, source, plan)));
  ASSERT_TRUE(check);
  EXPECT_THAT(check->differences, IsEmpty());
}

TEST(plan_receipt, is_named_by_its_inputs) {
  const auto one = sample_receipt();
  EXPECT_EQ(one.id, "plan-" + one.inputs_hash.substr(0, 16));
  auto other = sample_week();
  other.terms.throttle_cost = 11;
  auto plan = *plan::decide_week(other);
  EXPECT_NE(make_receipt(other, source, plan).id, one.id);
  EXPECT_EQ(sample_receipt().id, one.id);
}

TEST(plan_receipt, tells_an_outcome_that_was_changed) {
  auto receipt = through_text(sample_receipt());
  receipt.outcome["hours"][5]["trus"] = 12;
  const auto check = check_receipt(receipt);
  ASSERT_EQ(check->differences.size(), 1U);
  EXPECT_THAT(check->differences[0], HasSubstr("/hours/5/trus"));
}

TEST(plan_receipt, tells_inputs_that_were_changed) {
  auto receipt = through_text(sample_receipt());
  receipt.inputs.rows[0].hours[3].peak_per_s[2] += 1e-9;
  EXPECT_THAT(check_receipt(receipt)->differences.front(), HasSubstr("The inputs are not those"));
}

TEST(plan_receipt, errors_name_what_is_missing) {
  struct row {
    const char* member;
    const char* expected;
  };
  for (const auto& [member, expected] : {row{"/inputs/levels", "levels"}, row{"/inputs/terms/trus_min", "trus_min"},
                                         row{"/outcome", "outcome"}, row{"/history/first", "first"}}) {
    auto value = *parse_json(to_compact_text(to_json(sample_receipt())), "test");
    const json::json_pointer pointer(member);
    value.at(pointer.parent_pointer()).erase(pointer.back());
    const auto read = plan_receipt_from(value, "saved.json");
    ASSERT_FALSE(read) << member;
    EXPECT_THAT(read.error().message, HasSubstr(expected));
    EXPECT_THAT(read.error().message, HasSubstr("saved.json"));
  }
  EXPECT_FALSE(plan_receipt_from(json{{"format", 2}}, "x"));
  EXPECT_FALSE(plan_receipt_from(json("text"), "x"));
}

}  // namespace
}  // namespace headroom::report
