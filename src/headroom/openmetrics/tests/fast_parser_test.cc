#include "headroom/openmetrics/fast_parser.h"

#include <gtest/gtest.h>
#include <set>

#include "cases.h"
#include "collect.h"
#include "mutate.h"

#include "headroom/base/rng.h"
#include "headroom/base/text.h"
#include "headroom/openmetrics/reference.h"
#include "headroom/openmetrics/write.h"

namespace headroom::openmetrics {
namespace {

std::vector<fast_parser> every_parser() {
  std::vector<fast_parser> out;
  out.emplace_back(make_portable_kernel());
  if (auto kernel = make_avx2_kernel()) out.emplace_back(std::move(kernel));
  return out;
}

// NaN is not equal to itself; texts are.
bool same(const exposition& a, const exposition& b) { return write_openmetrics(a) == write_openmetrics(b); }

void expect_agreement(fast_parser& parser, std::string_view body, const std::string& what) {
  const auto fast = collect(parser, body);
  if (!fast) return;
  const auto slow = parse_reference(body, text_format::openmetrics);
  ASSERT_TRUE(slow) << what << ": the reference says " << to_error(slow.error()).message << "\n"
                    << escape_for_terminal(body);
  ASSERT_TRUE(same(*fast, *slow)) << what << "\n" << write_openmetrics(*fast) << "\n" << write_openmetrics(*slow);
}

// These are right, and the fast parser leaves them to the reference: too rare to be worth a line of its own.
const std::set<std::string_view> left_to_the_reference = {
    "families whose names could clash but whose samples could not",
};

TEST(fast_parser, takes_what_openmetrics_allows) {
  for (auto& parser : every_parser()) {
    for (const auto& one : valid_openmetrics()) {
      const auto fast = collect(parser, one.body);
      EXPECT_EQ(fast.has_value(), !left_to_the_reference.contains(one.rule)) << one.rule;
      expect_agreement(parser, one.body, std::string(one.rule));
    }
  }
}

TEST(fast_parser, takes_nothing_that_openmetrics_forbids) {
  for (auto& parser : every_parser()) {
    for (const auto& one : invalid_openmetrics()) EXPECT_FALSE(collect(parser, one.body)) << one.rule;
  }
}

TEST(fast_parser, agrees_with_the_reference_wherever_the_lines_stand_in_the_body) {
  // The last lines are read from a copy: shift each case through the place where that begins.
  std::string padding;
  for (int i = 0; i < 40; ++i) padding += "pad" + std::to_string(i) + " 1\n";
  for (auto& parser : every_parser()) {
    for (const auto& one : valid_openmetrics()) {
      const auto lines = one.body.substr(0, one.body.rfind("# EOF"));
      expect_agreement(parser, padding + std::string(lines) + "# EOF\n", std::string(one.rule));
      expect_agreement(parser, std::string(lines) + padding + "# EOF", std::string(one.rule));
    }
  }
}

TEST(fast_parser, agrees_with_the_reference_on_mutations) {
  for (auto& parser : every_parser()) {
    std::size_t accepted = 0;
    for (std::uint64_t seed = 1; seed <= 50'000; ++seed) {
      rng random(seed);
      const auto body = mutated(valid_openmetrics()[random.below(valid_openmetrics().size())].body, random);
      expect_agreement(parser, body, "seed " + std::to_string(seed));
      if (HasFatalFailure()) return;
      accepted += collect(parser, body).has_value() ? 1 : 0;
    }
    EXPECT_GT(accepted, 1000U);
  }
}

// Of 0.0.4, laid out as everyone does, which is what the fast parser must know.
constexpr std::string_view prometheus_plain =
    "# HELP a_total Some \"help\".\n# TYPE a_total counter\na_total{b=\"c\",d=\"e\\\\\"} -1 1395066363001\n"
    "a_total{b=\"d\"} NaN 1395066363001\n\n# a comment\n#\n# TYPE g gauge\ng 1.5e3\ng{x=\"\\n\"} +Inf 5\n_u{} 1\n"
    "# TYPE v untyped\nv 2 7\n";

constexpr std::string_view prometheus_histogram =
    "# HELP h_seconds Time.\n# TYPE h_seconds histogram\nh_seconds_bucket{path=\"/\",le=\"0.5\"} 1 5\n"
    "h_seconds_bucket{path=\"/\",le=\"+Inf\"} 2.5 6\nh_seconds_sum{path=\"/\"} -1\nh_seconds_count{path=\"/\"} 2.5 7\n"
    "h_seconds_count{path=\"/b\"} 3\nh_seconds_bucket{le=\"-1\",path=\"/b\"} "
    "9\nh_seconds_bucket{le=\"+Inf\",path=\"/b\"} 3\n"
    "# TYPE h_seconds_created gauge\nh_seconds_created 1\n";

constexpr std::string_view prometheus_summary =
    "# TYPE s summary\ns{quantile=\"0\"} NaN\ns{quantile=\"0.5\"} 2\ns{quantile=\"7\"} -3\ns_sum 17 1\ns_count 2.5 2\n"
    "s_sum{a=\"b\"} 1\ns{a=\"b\",quantile=\"0.99\"} 1\n# TYPE empty summary\n# TYPE other histogram\n"
    "other_bucket{le=\"+Inf\"} NaN\n";

constexpr std::string_view prometheus_bodies[] = {prometheus_plain, prometheus_histogram, prometheus_summary};

TEST(fast_parser, reads_prometheus_text_as_the_reference_does) {
  for (auto& parser : every_parser()) {
    for (const auto& one : invalid_prometheus())
      EXPECT_FALSE(collect(parser, one.body, text_format::prometheus)) << one.rule;
    const auto agrees = [&](std::string_view body) {
      const auto fast = collect(parser, body, text_format::prometheus);
      if (!fast) return true;
      const auto slow = parse_reference(body, text_format::prometheus);
      return slow && same(*fast, *slow);
    };
    for (const auto& one : valid_prometheus()) EXPECT_TRUE(agrees(one.body)) << one.rule;
    for (const auto body : prometheus_bodies) {
      EXPECT_TRUE(collect(parser, body, text_format::prometheus)) << body;
      EXPECT_TRUE(agrees(body)) << body;
    }
    for (std::uint64_t seed = 1; seed <= 40'000; ++seed) {
      rng random(seed);
      const auto which = random.below(valid_prometheus().size() * 2);
      const auto from = which < valid_prometheus().size()
                            ? valid_prometheus()[which].body
                            : prometheus_bodies[random.below(std::size(prometheus_bodies))];
      const auto body = mutated(from, random);
      ASSERT_TRUE(agrees(body)) << "seed " << seed << ": " << escape_for_terminal(body);
    }
  }
}

TEST(fast_parser, values_of_every_length_and_with_escapes_anywhere) {
  for (auto& parser : every_parser()) {
    std::string body;
    for (std::size_t n = 0; n < 140; ++n) {
      for (const char* piece : {"", "\\n", "\\\\", "\\\"", "\\z", "é"}) {
        body += "a{n=\"" + std::to_string(n) + "\",p=\"" + std::string(n, 'x') + piece + std::string(n % 7, '\\') +
                (n % 7 % 2 == 1 ? "\\" : "") + "\",q=\"" + std::to_string(body.size()) + "\"} 1\n";
      }
    }
    body += "# EOF\n";
    const auto fast = collect(parser, body);
    ASSERT_TRUE(fast);
    expect_agreement(parser, body, "lengths");
  }
}

TEST(fast_parser, sees_a_series_that_comes_back_however_it_is_written) {
  for (auto& parser : every_parser()) {
    std::string lines;
    for (int i = 0; i < 3000; ++i)
      lines += "a{x=\"" + std::to_string(i) + "\",y=\"\\\\" + std::string(40, 'z') + "\"} 1\n";
    EXPECT_TRUE(collect(parser, lines + "# EOF\n"));
    const std::string y = "y=\"\\" + std::string(40, 'z') + "\"";
    EXPECT_FALSE(collect(parser, lines + "a{x=\"1500\"," + y + "} 1\n# EOF\n")) << "an undefined escape";
    EXPECT_FALSE(collect(parser, lines + "a{" + y + ",x=\"1500\"} 1\n# EOF\n")) << "another order";
    EXPECT_FALSE(collect(parser, lines + "a{e=\"\"," + y + ",x=\"1500\"} 1\n# EOF\n")) << "an empty label";
    EXPECT_TRUE(collect(parser, lines + "a{" + y + ",x=\"3000\"} 1\n# EOF\n"));
  }
}

TEST(fast_parser, many_labels_are_no_trouble) {
  for (auto& parser : every_parser()) {
    std::string body = "a{";
    for (int i = 0; i < 100'000; ++i) body += (i > 0 ? ",l" : "l") + std::to_string(i) + "=\"v\"";
    EXPECT_TRUE(collect(parser, body + "} 1\n# EOF\n"));
    EXPECT_FALSE(collect(parser, body + ",l77777=\"v\"} 1\n# EOF\n"));
  }
}

}  // namespace
}  // namespace headroom::openmetrics
