#include "headroom/openmetrics/steady_parser.h"

#include <cmath>
#include <gtest/gtest.h>

#include "cases.h"
#include "collect.h"
#include "mutate.h"

#include "headroom/base/rng.h"
#include "headroom/base/text.h"
#include "headroom/openmetrics/reference.h"
#include "headroom/openmetrics/write.h"

namespace headroom::openmetrics {
namespace {

std::vector<steady_parser> every_parser() {
  std::vector<steady_parser> out;
  out.emplace_back(make_portable_kernel());
  if (auto kernel = make_avx2_kernel()) out.emplace_back(std::move(kernel));
  return out;
}

// Keeps a whole exposition up to date from what a steady parser tells.
class follower {
 public:
  explicit follower(steady_parser& parser) : parser_(parser) {}

  bool read(std::string_view body) {
    const auto got = parser_.read(body, all_);
    if (!got) return false;
    if (*got == steady_parser::outcome::new_series) return true;
    ++steady;
    std::size_t i = 0;
    for (auto& family : all_.body.families) {
      for (auto& one : family.samples) {
        one.value = parser_.values()[i];
        one.timestamp_s.reset();
        if (!std::isnan(parser_.timestamps_s()[i])) one.timestamp_s = parser_.timestamps_s()[i];
        ++i;
      }
    }
    return i == parser_.values().size();
  }
  [[nodiscard]] std::string text() const { return write_openmetrics(all_.body); }

  std::size_t steady = 0;

 private:
  steady_parser& parser_;
  collector all_;
};

std::string scrape_text(std::string_view value, std::string_view time) {
  std::string out = "# TYPE limit gauge\n# HELP limit The limit.\n";
  for (int i = 0; i < 30; ++i)
    out += "limit{ns=\"n" + std::to_string(i) + "\"} " + std::string(value) + std::string(time) + "\n";
  return out + "# TYPE count gauge\n# UNIT count \ncount{ns=\"n\"} 1\n# EOF\n";
}

TEST(steady_parser, reads_only_numbers_when_the_series_stay) {
  for (auto& parser : every_parser()) {
    follower follow(parser);
    ASSERT_TRUE(follow.read(scrape_text("1", " 60")));
    for (const char* value : {"0.067", "-1e-7", "NaN", "+Inf", "123456789012345678901234567890", "7"}) {
      for (const char* time : {" 120", " 1765894320.123456789", "", " -5"}) {
        const auto body = scrape_text(value, time);
        ASSERT_TRUE(follow.read(body)) << value << time;
        EXPECT_EQ(follow.text(), write_openmetrics(*parse_reference(body, text_format::openmetrics)));
      }
    }
    EXPECT_EQ(follow.steady, 24U);
  }
}

TEST(steady_parser, parses_in_full_what_is_not_the_same) {
  const auto first = scrape_text("1", " 60");
  const std::string others[] = {first.substr(0, first.size() - 6) + "more 1\n# EOF\n", "more 1\n" + first,
                                first.substr(first.find("limit{")),
                                scrape_text("1", " 60").replace(first.find("ns="), 2, "nt"), "# EOF\n"};
  for (auto& parser : every_parser()) {
    for (const auto& other : others) {
      follower follow(parser);
      ASSERT_TRUE(follow.read(first));
      ASSERT_TRUE(follow.read(other));
      EXPECT_EQ(follow.steady, 0U);
      EXPECT_EQ(follow.text(), write_openmetrics(*parse_reference(other, text_format::openmetrics)));
    }
  }
}

TEST(steady_parser, refuses_what_is_wrong_and_recovers) {
  const auto first = scrape_text("1", " 60");
  for (auto& parser : every_parser()) {
    follower follow(parser);
    ASSERT_TRUE(follow.read(first));
    for (const auto& bad :
         {scrape_text("x", ""), scrape_text("1e400", ""), scrape_text("1", " NaN"), scrape_text("1", " 1 1"),
          scrape_text("1", " "), first.substr(0, first.size() - 6), first + "\n", std::string()}) {
      EXPECT_FALSE(follow.read(bad));
      ASSERT_TRUE(follow.read(first));
    }
    for (std::size_t cut = 0; cut + 1 < first.size(); ++cut) {
      EXPECT_FALSE(follow.read(first.substr(0, cut)));
      ASSERT_TRUE(follow.read(first));
    }
  }
}

TEST(steady_parser, does_not_take_the_short_way_where_values_know_rules) {
  for (auto& parser : every_parser()) {
    follower follow(parser);
    ASSERT_TRUE(follow.read("# TYPE a counter\na_total 1\n# EOF\n"));
    EXPECT_FALSE(follow.read("# TYPE a counter\na_total -1\n# EOF\n"));
    ASSERT_TRUE(follow.read("a 1 1\na 2 2\n# EOF\n"));
    EXPECT_FALSE(follow.read("a 1 2\na 2 1\n# EOF\n"));
  }
}

TEST(steady_parser, agrees_with_the_reference_on_any_sequence) {
  for (auto& parser : every_parser()) {
    follower follow(parser);
    std::size_t read = 0;
    for (std::uint64_t seed = 1; seed <= 10'000; ++seed) {
      rng random(seed);
      std::string body(valid_openmetrics()[random.below(valid_openmetrics().size())].body);
      if (random.below(2) == 0)
        body = scrape_text(random.below(2) == 0 ? "1" : "25.5", random.below(2) == 0 ? " 1" : "");
      // The same body, then one that is a little different, so that the short way is begun.
      for (const auto& next : {body, body, mutated(body, random)}) {
        const auto slow = parse_reference(next, text_format::openmetrics);
        ASSERT_EQ(follow.read(next), slow.has_value()) << "seed " << seed << ": " << escape_for_terminal(next);
        if (slow)
          ASSERT_EQ(follow.text(), write_openmetrics(*slow)) << "seed " << seed << ": " << escape_for_terminal(next);
        read += slow.has_value() ? 1 : 0;
      }
    }
    EXPECT_GT(read, 20'000U);
    EXPECT_GT(follow.steady, 4'000U);
  }
}

}  // namespace
}  // namespace headroom::openmetrics
