// Bodies of a million lines: still the fast way, and memory only for what tells series apart.
#include <gtest/gtest.h>
#include <string>
#include <sys/resource.h>

#include "headroom/openmetrics/fast_parser.h"
#include "headroom/openmetrics/strict_parser.h"

namespace headroom::openmetrics {
namespace {

class counter final : public text_handler {
 public:
  void on_restart() override { samples = 0; }
  void on_family(const text_family&) override {}
  void on_sample(const text_sample&) override { ++samples; }

  std::size_t samples = 0;
};

long peak_kib() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss;
}

// Against the address sanitizer's own memory, which keeps what was freed for a while, nothing can be said.
void expect_at_most([[maybe_unused]] long kib, [[maybe_unused]] long before) {
#if !__has_feature(address_sanitizer)
  EXPECT_LT(peak_kib() - before, kib) << "KiB more at the peak";
#endif
}

std::string body_of(std::size_t lines, auto&& line) {
  std::string out;
  for (std::size_t i = 0; i < lines; ++i) line(out, std::to_string(i));
  return out + "# EOF\n";
}

constexpr std::size_t million = 1'000'000;

TEST(large_body, a_million_series_take_the_fast_way_and_a_few_bytes_each) {
  const auto body = body_of(million, [](std::string& out, const std::string& i) {
    out += "a{account=\"l2c4n\",ns=\"orders-staging-" + i + ".l2c4n\"} 1 1765894320\n";
  });
  fast_parser parser;
  counter counted;
  const long before = peak_kib();
  ASSERT_TRUE(parser.parse(body, text_format::openmetrics, counted));
  EXPECT_EQ(counted.samples, million);
  expect_at_most(100 * 1024, before);
}

TEST(large_body, a_million_points_of_one_series_take_no_memory) {
  const auto body = body_of(million, [](std::string& out, const std::string& i) { out += "a{b=\"c\"} 1 " + i + "\n"; });
  fast_parser parser;
  counter counted;
  const long before = peak_kib();
  ASSERT_TRUE(parser.parse(body, text_format::openmetrics, counted));
  EXPECT_EQ(counted.samples, million);
  expect_at_most(4 * 1024, before);
}

TEST(large_body, an_error_behind_half_a_million_points_is_found_without_keeping_them) {
  auto body = body_of(million / 2, [](std::string& out, const std::string& i) { out += "a{b=\"c\"} 1 " + i + "\n"; });
  body.insert(body.size() - 6, "a 1e400\n");
  strict_parser parser;
  const long before = peak_kib();
  const auto verdict = parser.check(body, text_format::openmetrics);
  ASSERT_FALSE(verdict);
  EXPECT_EQ(verdict.error().line, million / 2 + 1);
  EXPECT_EQ(verdict.error().column, 3U);
  expect_at_most(16 * 1024, before);
}

// Names that differ in a few digits are what hashes have to tell apart, wherever in a block those digits stand.
TEST(large_body, numbered_series_do_not_meet_wherever_the_number_stands) {
  for (std::size_t before = 0; before < 36; before += 3) {
    const std::string name(before, 'x');
    const auto body = body_of(100'000, [&](std::string& out, const std::string& i) {
      out += "a{m=\"" + name + i.substr(0, 2) + "\",n=\"" + name + i + ".l2c4n\"} 1\n";
    });
    fast_parser parser;
    counter counted;
    EXPECT_TRUE(parser.parse(body, text_format::openmetrics, counted)) << before << " characters before the number";
  }
}

}  // namespace
}  // namespace headroom::openmetrics
