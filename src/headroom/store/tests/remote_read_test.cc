#include "headroom/store/remote_read.h"

#include <bit>
#include <gtest/gtest.h>

#include "tests/store_testing.h"

#include "headroom/base/rng.h"
#include "headroom/store/protobuf_fields.h"
#include "headroom/store/snappy_block.h"

namespace headroom::store {
namespace {

using testing::monday;

struct block {
  const char* name;
  std::string packed;
  const char* says;  // null: it unpacks to "abcabcabcabc"
};

TEST(Snappy, UnpacksLiteralsAndCopiesAndNamesWhatIsWrong) {
  using namespace std::string_literals;
  const std::vector<block> blocks{
      {"a literal", "\x0c\x2c"s + "abcabcabcabc", nullptr},
      {"a near copy of itself", "\x0c\x08"s + "abc" + "\x15\x03"s, nullptr},
      {"a far copy of itself", "\x0c\x08"s + "abc" + "\x22\x03\x00"s, nullptr},
      {"the farthest copy", "\x0c\x08"s + "abc" + "\x23\x03\x00\x00\x00"s, nullptr},
      {"a long literal", "\x0c\xf0\x0b"s + "abcabcabcabc", nullptr},
      {"nothing", "", "no length"},
      {"no body", "\x0c", "shorter"},
      {"half a literal", "\x0c\x2c"s + "abc", "within a literal"},
      {"half a copy", "\x0c\x08"s + "abc\x22\x03"s, "within a copy"},
      {"half a length", "\x0c\xf4\x01"s, "within a length"},
      {"a copy of nothing", "\x0c\x15\x01"s, "before its beginning"},
      {"a copy from too far", "\x0c\x08"s + "abc" + "\x15\x04"s, "before its beginning"},
      {"more than it says", "\x02\x08"s + "abc", "longer"},
      {"a longer copy than it says", "\x04\x08"s + "abc" + "\x15\x03"s, "longer"},
      {"a bomb", "\xff\xff\xff\xff\x0f", "1000 at most"},
  };
  for (const block& one : blocks) {
    const auto seen = snappy_unpack(one.packed, 1000);
    if (one.says == nullptr) {
      ASSERT_TRUE(seen) << one.name << ": " << seen.error().message;
      EXPECT_EQ(*seen, "abcabcabcabc") << one.name;
    } else {
      ASSERT_FALSE(seen) << one.name;
      EXPECT_NE(seen.error().message.find(one.says), std::string::npos) << one.name << ": " << seen.error().message;
    }
  }
}

TEST(Snappy, LiteralsComeBack) {
  rng random(3);
  for (std::size_t length : {0u, 1u, 59u, 60u, 61u, 127u, 128u, 5000u}) {
    std::string bytes(length, ' ');
    for (char& c : bytes) c = static_cast<char>(random.below(256));
    EXPECT_EQ(snappy_unpack(snappy_literals(bytes), 5000), bytes);
  }
}

// A ReadResponse of one series.
std::string answer_of(const std::vector<std::pair<std::int64_t, double>>& samples) {
  std::string label;
  append_bytes(label, 1, "temporal_namespace");
  append_bytes(label, 2, "a.x");
  std::string series;
  append_bytes(series, 1, label);
  for (const auto& [time, value] : samples) {
    std::string sample("\x09");
    const auto bits = std::bit_cast<std::uint64_t>(value);
    for (int i = 0; i < 8; ++i) sample.push_back(static_cast<char>(bits >> (8 * i)));
    append_integer(sample, 2, static_cast<std::uint64_t>(time));
    append_bytes(series, 2, sample);
  }
  std::string result_of_query;
  append_bytes(result_of_query, 1, series);
  std::string message;
  append_bytes(message, 1, result_of_query);
  return message;
}

TEST(RemoteRead, AMinuteIsTheLastSampleOfIt) {
  const std::int64_t start = monday.index * 60'000;
  const double stale = std::bit_cast<double>(std::uint64_t{0x7ff0000000000002});
  const auto series = read_remote_answer(answer_of({{start - 60'000, 1},  // the minute before
                                                    {start - 59'500, 2},  // of no minute, as in the query's window
                                                    {start, 3},
                                                    {start + 60'000, 4},
                                                    {start + 60'001, 5},  // of no minute either
                                                    {start + 90'000, 6},
                                                    {start + 120'000, 7},
                                                    {start + 150'000, 8},
                                                    {start + 180'000, stale},
                                                    {start + 240'000, stale},
                                                    {start + 300'000, 9}}));
  ASSERT_TRUE(series) << series.error().message;
  ASSERT_EQ(series->size(), 1u);
  EXPECT_EQ(series->front().name, "a.x");
  testing::expect_same(minutes_of(series->front(), {monday, monday + 5}), {3, 4, 7, 8, unknown_value}, "minutes");
}

TEST(RemoteRead, BytesThatAreCutOrOutOfOrderAreNoAnswer) {
  const std::string whole = answer_of({{1000, 1}, {2000, 2}});
  for (std::size_t length = 1; length < whole.size(); ++length) {
    EXPECT_FALSE(read_remote_answer(whole.substr(0, length))) << length;
  }
  EXPECT_FALSE(read_remote_answer(answer_of({{2000, 1}, {1000, 2}})));
  EXPECT_TRUE(read_remote_answer("")->empty());
}

}  // namespace
}  // namespace headroom::store
