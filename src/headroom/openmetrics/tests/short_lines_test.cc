#include <gtest/gtest.h>

#include "collect.h"
#include "mutate.h"

#include "headroom/base/rng.h"
#include "headroom/base/text.h"
#include "headroom/openmetrics/fast_parser.h"
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

struct lines_case {
  std::string_view what;
  std::string body;
};

std::string lines(std::size_t count, std::string_view before, std::string_view after) {
  std::string out;
  for (std::size_t i = 0; i < count; ++i) out += std::string(before) + std::to_string(i * 7) + std::string(after);
  return out;
}

std::vector<lines_case> bodies() {
  return {
      {"a label", lines(40, "a{b=\"", "\"} 1\n")},
      {"a label with times", lines(40, "a{b=\"", "\"} 1 5\n")},
      {"a label, numbers of many kinds", lines(9, "a{b=\"", "\"} 1\n") +
                                             "a{b=\"x\"} NaN\na{b=\"y\"} 12.75\na{b=\"\"} -Inf 7\na{b=\"z\"} 1e3 7\n" +
                                             lines(9, "a{b=\"1", "\"} 1234567890123456789012 7\n")},
      {"a label with escapes among them",
       lines(9, "a{b=\"", "\"} 1\n") + lines(9, "a{b=\"\\\\", "\"} 1\n") + lines(9, "a{b=\"1", "\"} 1\n")},
      {"names", lines(40, "m", " 1\n")},
      {"names with times", lines(20, "m", " 1 5\n") + lines(20, "n", " 1 6\n")},
      {"names with a label", lines(40, "m", "{a=\"b\"} 1\n")},
      {"names with empty braces", lines(40, "m", "{} 1\n") + lines(5, "n", " 1\n")},
      {"names, then more of the last", lines(9, "m", " 1\n") + "m56{a=\"b\"} 1\nm56{a=\"c\"} 1\nm57 2\n"},
      {"names with TYPE among them", lines(9, "m", " 1\n") + "# TYPE g gauge\ng 1\n" + lines(9, "n", " 1\n") +
                                         "# TYPE c counter\nc_total 1\n" + lines(9, "o", " 1\n")},
      {"names beyond ASCII labels", lines(9, "m", "{a=\"é\"} 1\n")},
      {"one after the other", lines(9, "a{b=\"", "\"} 1\n") + lines(9, "m", " 1\n") + lines(9, "c{b=\"", "\"} 1\n") +
                                  lines(9, "n", "{b=\"c\"} 1\n")},
  };
}

bool same(const exposition& a, const exposition& b) { return write_openmetrics(a) == write_openmetrics(b); }

void expect_agreement(fast_parser& parser, std::string_view body, text_format format) {
  const auto fast = collect(parser, body, format);
  if (!fast) return;
  const auto slow = parse_reference(body, format);
  ASSERT_TRUE(slow) << escape_for_terminal(body);
  ASSERT_TRUE(same(*fast, *slow)) << escape_for_terminal(body);
}

TEST(short_lines, are_taken_and_read_as_the_reference_reads_them) {
  for (auto& parser : every_parser()) {
    for (const auto& one : bodies()) {
      EXPECT_TRUE(collect(parser, one.body + "# EOF\n")) << one.what;
      expect_agreement(parser, one.body + "# EOF\n", text_format::openmetrics);
      expect_agreement(parser, one.body, text_format::prometheus);
    }
  }
}

TEST(short_lines, with_mutations_are_read_as_the_reference_reads_them) {
  const auto all = bodies();
  for (auto& parser : every_parser()) {
    for (std::uint64_t seed = 1; seed <= 20'000; ++seed) {
      rng random(seed);
      const auto body = mutated(all[random.below(all.size())].body + "# EOF\n", random);
      expect_agreement(parser, body, seed % 4 == 0 ? text_format::prometheus : text_format::openmetrics);
      if (HasFatalFailure()) FAIL() << "seed " << seed;
    }
  }
}

TEST(short_lines, that_come_back_are_seen_wherever_they_stand) {
  const auto many = lines(3000, "a{b=\"", "\"} 1\n");
  const auto names = lines(3000, "m", " 1\n");
  const std::string again[] = {many + "a{b=\"0\"} 1\n",
                               many + "a{b=\"7000\"} 2\n",
                               "a 1\n" + many + "a 1\n",
                               many + "a{b=\"20993\"} 1\n",
                               names + "m0 1\n",
                               names + "m7000 1\n",
                               names + "m20993{} 1\n",
                               "# TYPE m7000 gauge\nm7000 1\n" + names,
                               names + "# TYPE m7 counter\nm7_total 1\n",
                               "# TYPE m counter\nm_total 1\nm_created 1\nx 1\n" + names + "m_created 1\n",
                               lines(9, "m", " 1\n") + "m56{a=\"b\"} 1\nm56 2\n",
                               names + many + names};
  for (auto& parser : every_parser()) {
    for (const auto& body : again) {
      EXPECT_FALSE(collect(parser, body + "# EOF\n")) << escape_for_terminal(body.substr(body.size() - 60));
      EXPECT_FALSE(parse_reference(body + "# EOF\n", text_format::openmetrics))
          << escape_for_terminal(body.substr(body.size() - 60));
    }
  }
}

}  // namespace
}  // namespace headroom::openmetrics
