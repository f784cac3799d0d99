#include "headroom/openmetrics/reference.h"

#include <cmath>
#include <gtest/gtest.h>

#include "cases.h"

#include "headroom/base/text.h"

namespace headroom::openmetrics {
namespace {

std::string described(const body_case& one) { return std::string(one.rule) + ": " + escape_for_terminal(one.body); }

void expect_all_valid(std::span<const body_case> cases, text_format format) {
  for (const auto& one : cases) {
    const auto read = parse_reference(one.body, format);
    EXPECT_TRUE(read) << described(one) << "\n" << (read ? "" : to_error(read.error()).message);
  }
}

void expect_all_invalid(std::span<const body_case> cases, text_format format) {
  for (const auto& one : cases) EXPECT_FALSE(parse_reference(one.body, format)) << described(one);
}

TEST(reference, takes_what_openmetrics_allows) { expect_all_valid(valid_openmetrics(), text_format::openmetrics); }
TEST(reference, refuses_what_openmetrics_forbids) {
  expect_all_invalid(invalid_openmetrics(), text_format::openmetrics);
}
TEST(reference, takes_what_prometheus_text_allows) { expect_all_valid(valid_prometheus(), text_format::prometheus); }
TEST(reference, refuses_what_prometheus_text_forbids) {
  expect_all_invalid(invalid_prometheus(), text_format::prometheus);
}

TEST(reference, keeps_everything_of_a_body) {
  const auto read = parse_reference(
      "# TYPE rpc_seconds histogram\n# UNIT rpc_seconds seconds\n# HELP rpc_seconds Time of\\na \\\"call\\\".\n"
      "rpc_seconds_bucket{le=\"0.5\",method=\"St\\\\art\"} 3 1765894320 # {trace_id=\"x1\"} 0.31 1765894319.5\n"
      "rpc_seconds_bucket{le=\"+Inf\",method=\"St\\art\"} 3 1765894320.0\n"
      "idle{e=\"\"} -0\n# EOF\n",
      text_format::openmetrics);
  ASSERT_TRUE(read);
  ASSERT_EQ(read->families.size(), 2U);
  const auto& histogram = read->families[0];
  EXPECT_EQ(histogram.type, metric_type::histogram);
  EXPECT_EQ(histogram.unit, "seconds");
  EXPECT_EQ(histogram.help, "Time of\na \"call\".");
  ASSERT_EQ(histogram.samples.size(), 2U);
  EXPECT_EQ(histogram.samples[0].labels, (std::vector<label>{{"le", "0.5"}, {"method", "St\\art"}}));
  EXPECT_EQ(histogram.samples[0].exemplar,
            (exemplar{.labels = {{"trace_id", "x1"}}, .value = 0.31, .timestamp_s = 1765894319.5}));
  EXPECT_EQ(histogram.samples[1].labels, (std::vector<label>{{"le", "+Inf"}, {"method", "St\\art"}}));
  EXPECT_EQ(histogram.samples[1].timestamp_s, 1765894320);
  EXPECT_EQ(read->families[1].name, "idle");
  EXPECT_EQ(read->families[1].samples[0].labels, (std::vector<label>{{"e", ""}}));
  EXPECT_TRUE(std::signbit(read->families[1].samples[0].value));
}

TEST(reference, reads_prometheus_milliseconds_as_seconds) {
  const auto read = parse_reference("a 1 1395066363001\nb 2 -1\n", text_format::prometheus);
  ASSERT_TRUE(read);
  EXPECT_EQ(read->families[0].samples[0].timestamp_s, 1395066363.001);
  EXPECT_EQ(read->families[1].samples[0].timestamp_s, -0.001);
}

TEST(reference, says_where_the_first_error_is) {
  struct place {
    std::string_view body;
    text_format format;
    std::size_t line;
    std::size_t column;
  };
  const place places[] = {
      {"a 1\nb{c=\"é\",d=1} 1\n# EOF\n", text_format::openmetrics, 2, 12},
      {"a 1\nb x\n# EOF\n", text_format::openmetrics, 2, 3},
      {"a 1\nb 1 y\n# EOF\n", text_format::openmetrics, 2, 5},
      {"# TYPE a gouge\n# EOF\n", text_format::openmetrics, 1, 10},
      {"a{x=\"\xff\"} 1\n# EOF\n", text_format::openmetrics, 1, 6},
      {"a 1\n", text_format::openmetrics, 2, 1},
      {"# EOF\nx", text_format::openmetrics, 2, 1},
      {"a 1", text_format::prometheus, 1, 4},
      {"\n\n a 1 1.5\n", text_format::prometheus, 3, 6},
      {"# TYPE a histogram\na_bucket{le=\"2\"} 1\na_bucket{le=\"1\"} 1\n# EOF\n", text_format::openmetrics, 3, 14},
  };
  for (const auto& one : places) {
    const auto read = parse_reference(one.body, one.format);
    ASSERT_FALSE(read) << one.body;
    EXPECT_EQ(read.error().line, one.line) << one.body << read.error().message;
    EXPECT_EQ(read.error().column, one.column) << one.body << read.error().message;
  }
}

TEST(reference, messages_hold_nothing_raw) {
  const auto read = parse_reference("a{b=\"c\"} \x1b[31m\n# EOF\n", text_format::openmetrics);
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().message.find('\x1b'), std::string::npos);
}

TEST(detect_format, looks_for_a_line_that_is_the_end_marker) {
  EXPECT_EQ(detect_format("a 1\n# EOF\n"), text_format::openmetrics);
  EXPECT_EQ(detect_format("# EOF"), text_format::openmetrics);
  EXPECT_EQ(detect_format("# EOF\na 1\nx # EOF"), text_format::openmetrics);
  EXPECT_EQ(detect_format("# EOF \n"), text_format::prometheus);
  EXPECT_EQ(detect_format("a# EOF\n# EOF\r\n"), text_format::prometheus);
  EXPECT_EQ(detect_format(""), text_format::prometheus);
}

}  // namespace
}  // namespace headroom::openmetrics
