#include "headroom/openmetrics/write.h"

#include <bit>
#include <gtest/gtest.h>
#include <limits>

#include "cases.h"

#include "headroom/base/rng.h"
#include "headroom/openmetrics/reference.h"

namespace headroom::openmetrics {
namespace {

std::string random_text(rng& random) {
  constexpr std::string_view alphabet[] = {"a", "Z", "\\", "\"", "\n", "é", "😀", " ", "}", ",", "#", "\r", "\t"};
  std::string out;
  for (auto n = random.below(6); n > 0; --n) out += alphabet[random.below(std::size(alphabet))];
  return out;
}

double random_number(rng& random) {
  switch (random.below(6)) {
    case 0:
      return static_cast<double>(random.below(1000));
    case 1:
      return -0.0;
    case 2:
      return std::numeric_limits<double>::infinity();
    case 3:
      return random.uniform();
    default: {
      const auto any = std::bit_cast<double>(random.next());
      return any != any ? 1.5 : any;  // NaN is not equal to itself
    }
  }
}

double random_time(rng& random) { return static_cast<double>(random.below(1U << 31U)) + random.uniform(); }

family random_family(rng& random, std::size_t index) {
  family out{.name = "f" + std::to_string(index), .type = metric_type::gauge, .help = random_text(random)};
  // A carriage return would end the line, which no help of OpenMetrics can.
  while (out.help.ends_with('\r')) out.help.pop_back();
  if (random.below(3) == 0) out = {.name = out.name + "_s", .type = metric_type::counter, .unit = "s"};
  const auto suffix = out.type == metric_type::counter ? "_total" : "";
  for (std::size_t i = 0; i < random.below(5); ++i) {
    sample one{.name = out.name + suffix, .labels = {{"i", std::to_string(i)}, {"t", random_text(random)}}};
    one.value = out.type == metric_type::counter ? std::abs(random_number(random)) : random_number(random);
    if (random.below(2) == 0) one.timestamp_s = random_time(random);
    if (out.type == metric_type::counter && random.below(2) == 0) {
      one.exemplar = exemplar{.labels = {{"x", random_text(random)}}, .value = random_number(random)};
      if (random.below(2) == 0) one.exemplar->timestamp_s = random_time(random);
    }
    out.samples.push_back(std::move(one));
  }
  return out;
}

TEST(write_openmetrics, what_it_writes_reads_back_the_same) {
  for (std::uint64_t seed = 1; seed <= 500; ++seed) {
    rng random(seed);
    exposition body;
    for (std::size_t i = 0; i < random.below(6); ++i) body.families.push_back(random_family(random, i));
    const auto text = write_openmetrics(body);
    const auto read = parse_reference(text, text_format::openmetrics);
    ASSERT_TRUE(read) << "seed " << seed << ": " << to_error(read.error()).message << "\n" << text;
    ASSERT_EQ(*read, body) << "seed " << seed << "\n" << text;
  }
}

TEST(write_openmetrics, every_valid_body_is_written_and_read_back) {
  for (const auto& one : valid_openmetrics()) {
    const auto body = parse_reference(one.body, text_format::openmetrics);
    ASSERT_TRUE(body) << one.rule;
    if (one.rule == "points a tenth of a nanosecond apart") continue;  // they are the same double
    const auto text = write_openmetrics(*body);
    const auto again = parse_reference(text, text_format::openmetrics);
    ASSERT_TRUE(again) << one.rule << "\n" << text << to_error(again.error()).message;
    EXPECT_EQ(write_openmetrics(*again), text) << one.rule;
  }
}

TEST(write_prometheus, writes_every_valid_openmetrics_body_as_valid_text) {
  for (const auto& one : valid_openmetrics()) {
    const auto body = parse_reference(one.body, text_format::openmetrics);
    ASSERT_TRUE(body) << one.rule;
    if (one.rule == "a summary") continue;  // its quantiles are in no order, which 0.0.4 does not allow
    bool several_points = false;
    for (const auto& family : body->families) {
      for (const auto& sample : family.samples) several_points = several_points || sample.timestamp_s.has_value();
    }
    if (several_points) continue;  // 0.0.4 has one line for a series and whole milliseconds
    const auto text = write_prometheus(*body);
    const auto again = parse_reference(text, text_format::prometheus);
    EXPECT_TRUE(again) << one.rule << "\n" << text << (again ? "" : to_error(again.error()).message);
  }
}

TEST(write_prometheus, names_counters_as_0_0_4_does) {
  const exposition body{
      {{.name = "a",
        .type = metric_type::counter,
        .help = "Say \"hi\".",
        .samples = {{.name = "a_total", .value = 2, .timestamp_s = 1.5}, {.name = "a_created", .value = 1}}}}};
  EXPECT_EQ(write_prometheus(body),
            "# HELP a_total Say \"hi\".\n# TYPE a_total counter\na_total 2 1500\n"
            "# HELP a_created Say \"hi\".\n# TYPE a_created gauge\na_created 1\n");
}

TEST(append_number, takes_the_shortest_form_that_reads_back) {
  const auto written = [](double value) {
    std::string out;
    append_number(out, value);
    return out;
  };
  EXPECT_EQ(written(3), "3");
  EXPECT_EQ(written(1765894320), "1765894320");
  EXPECT_EQ(written(0.31), "0.31");
  EXPECT_EQ(written(-0.0), "-0.0");
  EXPECT_EQ(written(1e22), "1e+22");
  EXPECT_EQ(written(std::numeric_limits<double>::quiet_NaN()), "NaN");
  EXPECT_EQ(written(-std::numeric_limits<double>::infinity()), "-Inf");
}

}  // namespace
}  // namespace headroom::openmetrics
