#include "headroom/report/wire.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <limits>

#include "report_sample.h"

#include "headroom/base/rng.h"
#include "headroom/report/json_report.h"

namespace headroom::report {
namespace {

using testing::HasSubstr;

// A payload's limit, which a result of 5,000 rows must keep (docs/cloud/limits).
constexpr std::size_t payload_bytes_max = 2 * 1024 * 1024;

TEST(wire, writes_the_originals_seven_fields_first_and_never_null_in_its_numbers) {
  recommendation advice;
  advice.seen.id = namespace_id("orders.a1b2c");
  advice.seen.actions.count_per_s = std::numeric_limits<double>::quiet_NaN();
  EXPECT_EQ(to_compact_text(to_wire(advice)),
            R"({"namespace":"orders.a1b2c","action_limit":0.0,"action_count":0.0,"recommended_trus":0,)"
            R"("current_capacity_mode":"unknown","current_trus":null,"recommended_capacity_mode":"unknown",)"
            R"("state":"unknown","confidence":"unknown"})");
  advice.seen.current = provisioned(4);
  advice.advised = on_demand;
  advice.seen.actions = {.count_per_s = 12.5, .limit_per_s = 2000, .throttled_per_s = 1.0 / 3};
  EXPECT_EQ(to_compact_text(to_wire(advice)),
            R"({"namespace":"orders.a1b2c","action_limit":2000.0,"action_count":12.5,"recommended_trus":0,)"
            R"("current_capacity_mode":"provisioned","current_trus":4,"recommended_capacity_mode":"on-demand",)"
            R"("state":"unknown","confidence":"unknown","throttled_aps":0.333})");
}

TEST(wire, keeps_the_originals_numbers_to_the_last_bit) {
  recommendation advice;
  advice.seen.actions = {.count_per_s = 0.1 + 0.2, .limit_per_s = 1e-300};
  const auto back = parse_json(to_compact_text(to_wire(advice)), "row").value();
  EXPECT_EQ(back["action_count"].get<double>(), 0.1 + 0.2);
  EXPECT_EQ(back["action_limit"].get<double>(), 1e-300);
}

TEST(wire, five_thousand_rows_fit_one_payload) {
  std::size_t bytes = 2;
  const auto planner = sample_account().planner();
  rng random(5);
  for (int i = 0; i < 5'000; ++i) {
    namespace_snapshot seen{.id = namespace_id(fmt::format("payments-prod-eu-west-{:05}.a1b2c", i)),
                            .minute = sample_minute};
    seen.data = completeness::complete;
    seen.current = random.below(2) ? provisioned(12) : on_demand;
    seen.actions = {.count_per_s = std::round(random.uniform() * 5e6) / 1e3,
                    .limit_per_s = 6000,
                    .throttled_per_s = std::round(random.uniform() * 1e5) / 1e3,
                    .envelope_per_s = 1234.567};
    bytes += to_compact_text(to_wire(planner.advise(seen, {.tariff = planner.price_of({}).tariff}))).size() + 1;
  }
  EXPECT_LT(bytes, payload_bytes_max) << bytes / 5'000 << " bytes a row";
}

TEST(wire, reads_back_what_it_wrote) {
  for (const recommendation& advice : sample_account().advice()) {
    const auto row = to_namespace_recommendation(advice);
    const auto back = namespace_recommendation_from(parse_json(to_compact_text(to_json(row)), "row").value());
    ASSERT_TRUE(back) << back.error().message;
    auto expected = row;  // dollars travel in cents
    if (expected.change_per_month) {
      expected.change_per_month =
          usd_micros((expected.change_per_month->value() + (expected.change_per_month->value() < 0 ? -5'000 : 5'000)) /
                     10'000 * 10'000);
    }
    EXPECT_EQ(*back, expected) << row.id;
  }
}

TEST(wire, reads_the_original_workers_answers_and_those_of_newer_programs) {
  const auto original = namespace_recommendation_from(parse_json(R"({"namespace": "a.b", "action_limit": 500,
    "action_count": 1.5, "recommended_trus": 0, "current_capacity_mode": "on-demand", "current_trus": null,
    "recommended_capacity_mode": "on-demand"})",
                                                                 "row")
                                                          .value());
  ASSERT_TRUE(original) << original.error().message;
  EXPECT_EQ(original->action_limit, 500);
  EXPECT_EQ(original->state, std::nullopt);
  EXPECT_EQ(original->reason, "");
  const auto newer = namespace_recommendation_from(parse_json(R"({"namespace": "a.b", "action_limit": 500.0,
    "action_count": 1.5, "recommended_trus": 3.0, "current_capacity_mode": "provisioned", "current_trus": 2,
    "recommended_capacity_mode": "provisioned", "state": "invented-later", "risk": {"x": []}})",
                                                              "row")
                                                       .value());
  ASSERT_TRUE(newer) << newer.error().message;
  EXPECT_EQ(newer->recommended_trus, 3);
  EXPECT_EQ(newer->state, std::nullopt);
}

TEST(wire, names_field_and_namespace_of_what_it_cannot_read) {
  const std::string good =
      R"({"namespace":"orders.a1b2c","action_limit":1.0,"action_count":1.0,"recommended_trus":0,)"
      R"("current_capacity_mode":"on-demand","current_trus":null,"recommended_capacity_mode":"on-demand"})";
  struct row {
    std::string_view part, replacement, says;
  };
  for (const row& r : {
           row{R"("orders.a1b2c")", "7", "NamespaceRecommendation: namespace is 7, expected a text"},
           row{R"("action_limit":1.0)", R"("action_limit":"1")",
               "of orders.a1b2c: action_limit is \"1\", expected a number"},
           row{R"("action_count":1.0,)", "", "action_count is nothing, expected a number"},
           row{R"("recommended_trus":0)", R"("recommended_trus":2.5)",
               "recommended_trus is 2.5, expected a whole number"},
           row{R"("current_trus":null)", R"("current_trus":"four")",
               "current_trus is \"four\", expected a whole number or null"},
           row{R"("current_capacity_mode":"on-demand")", R"("current_capacity_mode":null)",
               "current_capacity_mode is null"},
       }) {
    std::string text = good;
    text.replace(text.find(r.part), r.part.size(), r.replacement);
    const auto read = namespace_recommendation_from(parse_json(text, "row").value());
    ASSERT_FALSE(read) << r.says;
    EXPECT_THAT(read.error().message, HasSubstr(std::string(r.says)));
  }
  EXPECT_FALSE(namespace_recommendation_from(json(3)));
  EXPECT_FALSE(namespace_recommendations_from(json::object()));
  EXPECT_THAT(namespace_recommendations_from(json::array({3})).error().message, HasSubstr("element 0"));
}

TEST(json_report, is_one_array_and_jsonl_one_object_a_line_with_the_same_objects) {
  const auto advice = sample_account().advice();
  const auto array = parse_json(json_report(advice), "json").value();
  ASSERT_EQ(array.size(), advice.size());
  std::size_t line = 0;
  std::string text = jsonl_report(advice);
  for (std::size_t start = 0; start < text.size(); ++line) {
    const auto end = text.find('\n', start);
    EXPECT_EQ(parse_json(std::string_view(text).substr(start, end - start), "jsonl").value(), array.at(line));
    start = end + 1;
  }
  EXPECT_EQ(line, advice.size());
  EXPECT_EQ(json_report(std::span<const recommendation>{}), "[]\n");
  const auto first = ordered_json::parse(json_report(advice)).front();
  std::vector<std::string> keys;
  for (const auto& [key, value] : first.items()) keys.push_back(key);
  keys.resize(7);
  EXPECT_THAT(keys, testing::ElementsAre("namespace", "action_limit", "action_count", "recommended_trus",
                                         "current_capacity_mode", "current_trus", "recommended_capacity_mode"));
}

}  // namespace
}  // namespace headroom::report
