#include "headroom/openmetrics/scrape_reader.h"

#include <bit>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <vector>

#include "mutate.h"

#include "headroom/base/rng.h"
#include "headroom/base/text.h"

namespace headroom::openmetrics {
namespace {

using testing::ElementsAre;
using way = scrape_reader::way;

// All that a scrape tells, so that two can be compared.
std::string told_by(const scrape& read) {
  std::string out;
  for (const auto& family : read.families()) {
    out.append(family.name).append("|").append(to_string(family.type)).append("|").append(family.help) += "\n";
    for (const auto& sample : family.samples) {
      out.append("  ").append(sample.name);
      for (const auto& l : sample.labels) out.append("|").append(l.name).append("=").append(l.value);
      out += " " + std::to_string(std::bit_cast<std::uint64_t>(sample.value));
      out += sample.timestamp_s ? " " + std::to_string(std::bit_cast<std::uint64_t>(*sample.timestamp_s)) : " none";
      out += "\n";
    }
  }
  for (const auto one : read.used()) out.append(to_string(one)) += "\n";
  return out;
}

// The same of a result, so that failures are compared too.
std::string told_by(const result<scrape>& read) { return read ? told_by(*read) : read.error().message; }
std::string told_by(const result<const scrape*>& read) { return read ? told_by(**read) : read.error().message; }

struct body_parts {
  int first = 0, last = 20;  // namespaces that have a count
  double value = 1;
  std::int64_t time = 1'765'894'320;
  bool is_ended = true;
};

std::string body_of(const body_parts& what) {
  std::string out = "# TYPE count gauge\n# HELP count Actions\\nper second.\n";
  for (int i = what.first; i < what.last; ++i) {
    out += "count{ns=\"n" + std::to_string(i) + "\",q=\"a\\\"b\"} " + std::to_string(what.value + i) + " " +
           std::to_string(what.time) + "\n";
  }
  out += "# TYPE limit gauge\nlimit{ns=\"n\"} 500 " + std::to_string(what.time) + "\n";
  return what.is_ended ? out + "# EOF\n" : out;
}

TEST(scrape_reader, only_compares_a_body_with_the_series_of_the_last_one) {
  scrape_reader reader;
  for (int minute = 0; minute < 5; ++minute) {
    const auto body = body_of({.value = minute * 1.5, .time = 1'765'894'320 + minute * 60});
    const auto read = reader.read(body);
    EXPECT_EQ(told_by(read), told_by(parse_temporal(body))) << minute;
    EXPECT_EQ(reader.last_way(), minute == 0 ? way::parsed : way::compared);
  }
}

TEST(scrape_reader, parses_when_series_come_or_go_and_compares_again_after) {
  scrape_reader reader;
  const std::pair<body_parts, way> minutes[] = {
      {{}, way::parsed},
      {{.value = 2}, way::compared},
      {{.last = 21}, way::parsed},  // one came
      {{.last = 21, .value = 3}, way::compared},
      {{.first = 1, .last = 21}, way::parsed},  // one went
      {{.first = 1, .last = 21, .value = 4}, way::compared},
      {{.first = 0, .last = 0}, way::parsed},  // all went
      {{.first = 0, .last = 0, .time = 1'765'894'380}, way::compared},
      {{}, way::parsed},
  };
  for (const auto& [parts, expected] : minutes) {
    const auto body = body_of(parts);
    EXPECT_EQ(told_by(reader.read(body)), told_by(parse_temporal(body))) << body;
    EXPECT_EQ(reader.last_way(), expected) << body;
  }
}

TEST(scrape_reader, knows_a_body_without_end_mark_and_one_in_milliseconds) {
  scrape_reader reader;
  ASSERT_TRUE(reader.read(body_of({})));
  const auto cut = body_of({.is_ended = false}) + "limit{ns=\"o\"} 5";
  auto read = reader.read(cut);
  EXPECT_EQ(reader.last_way(), way::compared);
  EXPECT_THAT((*read)->used(), ElementsAre(tolerance::missing_eof, tolerance::cut_last_line));
  EXPECT_EQ(told_by(read), told_by(parse_temporal(cut)));
  const auto in_milliseconds = body_of({.time = 1'765'894'320'000});
  read = reader.read(in_milliseconds);
  EXPECT_EQ(reader.last_way(), way::compared);
  EXPECT_THAT((*read)->used(), ElementsAre(tolerance::millisecond_timestamps));
  EXPECT_EQ(told_by(read), told_by(parse_temporal(in_milliseconds)));
  read = reader.read(body_of({}));
  EXPECT_THAT((*read)->used(), ElementsAre());
}

TEST(scrape_reader, a_broken_body_is_refused_and_the_next_one_parsed) {
  scrape_reader reader;
  ASSERT_TRUE(reader.read(body_of({})));
  const auto broken = body_of({}) + "more\n";
  EXPECT_EQ(told_by(reader.read(broken)), told_by(parse_temporal(broken)));
  EXPECT_EQ(told_by(reader.read(body_of({}))), told_by(parse_temporal(body_of({}))));
  EXPECT_EQ(reader.last_way(), way::parsed);
}

TEST(scrape_reader, a_family_whose_values_have_rules_is_always_parsed) {
  scrape_reader reader;
  for (const char* body : {"# TYPE a counter\na_total 1\n# EOF\n", "# TYPE a counter\na_total 2\n# EOF\n",
                           "# TYPE a counter\na_total -1\n# EOF\n"}) {
    EXPECT_EQ(told_by(reader.read(body)), told_by(parse_temporal(body)));
    EXPECT_EQ(reader.last_way(), way::parsed);
  }
}

TEST(scrape_reader, goes_on_where_it_was_moved_to) {
  scrape_reader first;
  ASSERT_TRUE(first.read(body_of({})));
  scrape_reader second = std::move(first);
  const auto body = body_of({.value = 9});
  EXPECT_EQ(told_by(second.read(body)), told_by(parse_temporal(body)));
  EXPECT_EQ(second.last_way(), way::compared);
}

// A body after the other, each a little off from the last: whatever was kept, it must not show.
TEST(scrape_reader, agrees_with_parse_temporal_on_every_body_of_random_successions) {
  std::size_t compared = 0, refused = 0;
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    rng random(seed);
    scrape_reader reader;
    for (int minute = 0; minute < 12; ++minute) {
      auto body = body_of({.first = static_cast<int>(random.below(4) / 3),
                           .last = 3 + static_cast<int>(random.below(5) / 4),
                           .value = static_cast<double>(random.below(1000)) / 8,
                           .time = 1'765'894'320 + minute * 60,
                           .is_ended = random.below(8) > 0});
      if (random.below(4) == 0) body = mutated(body, random);
      const auto read = reader.read(body);
      ASSERT_EQ(told_by(read), told_by(parse_temporal(body))) << "seed " << seed << " minute " << minute << "\n"
                                                              << body;
      compared += read && reader.last_way() == way::compared ? 1 : 0;
      refused += read ? 0 : 1;
    }
  }
  EXPECT_GT(compared, 500u);
  EXPECT_GT(refused, 100u);
}

}  // namespace
}  // namespace headroom::openmetrics
