#include "headroom/cost/price_book.h"

#include <gtest/gtest.h>

namespace headroom::cost {
namespace {

utc_minute day(std::string_view date) { return parse_utc_minute(std::string(date) + "T00:00:00Z").value(); }

// A small book of one's own; the rows of the error test change one line of it.
constexpr std::string_view own_book = R"(format = 1
[[edition]]
effective_from = 2026-01-01
sources = ["our contract"]
default_plan = "commitment"
active_storage_usd_per_gbh = 0.042
[[edition.plan]]
name = "commitment"
tiers = [{usd_per_million = 23.25}]
)";

TEST(price_book, holds_the_list_prices_with_their_sources) {
  const auto& edition = list_prices().at(day("2026-11-24"));
  EXPECT_EQ(edition.effective_from, day("2026-09-17"));
  EXPECT_FALSE(edition.sources.empty());
  EXPECT_EQ(edition.high_availability_factor, 2);
  EXPECT_EQ(edition.plans.size(), 3U);
  EXPECT_EQ(edition.plan()->name, "business");
}

TEST(price_book, prices_storage_as_the_page_does) {
  const auto& edition = list_prices().editions.back();
  EXPECT_EQ(edition.storage_cost(720, 0), usd_micros(30'240'000));
  EXPECT_EQ(edition.storage_cost(0, 3'600), usd_micros(3'780'000));
  EXPECT_EQ(edition.storage_cost(720, 3'600), usd_micros(34'020'000));
}

TEST(price_book, charges_the_greater_of_base_fee_and_share_of_usage) {
  const auto& edition = list_prices().editions.back();
  EXPECT_EQ(edition.plan("business")->fee(usd_micros(6'000'000'000)), usd_micros(600'000'000)) << "the page's example";
  EXPECT_EQ(edition.plan("business")->fee(usd_micros(0)), usd_micros(500'000'000));
  EXPECT_EQ(edition.plan("developer")->fee(usd_micros(500'000)), usd_micros(50'000)) << "$0.50 makes $0.55";
  EXPECT_EQ(edition.plan("enterprise")->fee(usd_micros(1)), std::nullopt) << "by contract";
}

TEST(price_book, takes_the_edition_of_the_date) {
  const std::string later = std::string(own_book) + R"([[edition]]
effective_from = 2026-06-01
sources = ["our new contract"]
default_plan = "commitment"
[[edition.plan]]
name = "commitment"
tiers = [{usd_per_million = 18.80}]
)";
  const auto book = parse_price_book(later, "prices.toml");
  ASSERT_TRUE(book) << book.error().message;
  const auto price_at = [&](std::string_view date) {
    return book->at(day(date)).plan()->actions.marginal_per_million(0).value();
  };
  EXPECT_EQ(price_at("2025-01-01"), 23'250'000) << "before all editions: the oldest";
  EXPECT_EQ(price_at("2026-05-31"), 23'250'000);
  EXPECT_EQ(price_at("2026-06-01"), 18'800'000);
  EXPECT_EQ(price_at("2030-01-01"), 18'800'000);
}

TEST(price_book, suggests_the_nearest_plan) {
  const auto plan = list_prices().editions.back().plan("busines");
  ASSERT_FALSE(plan);
  EXPECT_EQ(plan.error().message,
            "unknown price plan 'busines', did you mean 'business'?; there are developer, business, enterprise");
}

TEST(price_book, names_file_line_and_key_of_what_is_wrong) {
  struct row {
    std::string_view line;         // of own_book
    std::string_view replacement;  // what stands there instead
    std::string_view says;
  };
  for (const row& r : {
           row{"format = 1", "format = 2", "prices.toml:1:10: format: format 2, this program reads 1"},
           row{"format = 1", "format = 1\nedtion = 3", "prices.toml:2:10: edtion: unknown key, did you mean edition?"},
           row{"format = 1", "format 1", "prices.toml:1:8: "},
           row{"effective_from = 2026-01-01", "effective_from = \"2026-01-01\"",
               "prices.toml:3:18: edition[1].effective_from: expected a date like 2026-09-17, without quotes"},
           row{"effective_from = 2026-01-01", "",
               "edition[1].effective_from: missing, expected a date like 2026-09-17"},
           row{"sources = [\"our contract\"]", "sources = [1]",
               "prices.toml:4:11: edition[1].sources: expected a list of texts"},
           row{"default_plan = \"commitment\"", "default_plan = \"comitment\"",
               "prices.toml:5:16: edition[1].default_plan: unknown price plan 'comitment', did you mean 'commitment'?"},
           row{"active_storage_usd_per_gbh = 0.042", "active_storage_usd_per_gbh = -1",
               "prices.toml:6:30: edition[1].active_storage_usd_per_gbh: expected a number from 0 to 1000"},
           row{"active_storage_usd_per_gbh = 0.042", "active_storage_usd_per_gbh = nan", "expected a number"},
           row{"active_storage_usd_per_gbh = 0.042", "active_storage_usd_per_gbh = \"1\"", "expected a number"},
           row{"tiers = [{usd_per_million = 23.25}]", "tiers = []",
               "prices.toml:9:9: edition[1].plan[1].tiers: expected an array of tables that is not empty"},
           row{"tiers = [{usd_per_million = 23.25}]", "tiers = [{usd_per_milion = 23.25}]",
               "edition[1].plan[1].tiers[1].usd_per_milion: unknown key, did you mean usd_per_million?"},
           row{"tiers = [{usd_per_million = 23.25}]",
               "tiers = [{up_to_actions = 5, usd_per_million = 50}, {usd_per_million = 4000}]",
               "edition[1].plan[1].tiers[2].usd_per_million: expected a number from 0 to 1000"},
           row{"tiers = [{usd_per_million = 23.25}]", "tiers = [{up_to_actions = 5.5, usd_per_million = 50}]",
               "edition[1].plan[1].tiers[1].up_to_actions: expected a whole number"},
           row{"name = \"commitment\"", "name = \"\"", "edition[1].plan[1].name: expected a text in quotes"},
       }) {
    std::string text(own_book);
    text.replace(text.find(r.line), r.line.size(), r.replacement);
    const auto book = parse_price_book(text, "prices.toml");
    ASSERT_FALSE(book) << r.replacement;
    EXPECT_EQ(book.error().code, error_code::invalid_argument);
    EXPECT_NE(book.error().message.find(r.says), std::string::npos) << book.error().message << "\nexpected " << r.says;
  }
}

TEST(price_book, refuses_editions_that_do_not_rise_and_plans_twice) {
  const std::string twice = std::string(own_book) + std::string(own_book.substr(own_book.find("[[edition]]")));
  EXPECT_NE(parse_price_book(twice, "p").error().message.find("expected a later date"), std::string::npos);
  const std::string plan(own_book.substr(own_book.find("[[edition.plan]]")));
  EXPECT_NE(parse_price_book(std::string(own_book) + plan, "p").error().message.find("a second plan 'commitment'"),
            std::string::npos);
}

TEST(price_book, asks_for_a_format) {
  EXPECT_NE(parse_price_book("edition = []", "p").error().message.find("format: missing, expected 1"),
            std::string::npos);
}

TEST(price_book, bytes_that_are_no_toml_are_an_error_and_no_crash) {
  for (const std::string_view text :
       {"", "\xff\xfe", "[", "format = 1\nedition = 3", "format = 99999999999999999999"}) {
    EXPECT_FALSE(parse_price_book(text, "p")) << text;
  }
}

}  // namespace
}  // namespace headroom::cost
