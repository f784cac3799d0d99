#include "headroom/openmetrics/many_digits.h"

#include <bit>
#include <gtest/gtest.h>
#include <string>

#include "headroom/base/rng.h"

namespace headroom::openmetrics {
namespace {

constexpr std::string_view room = "\n                                                               ";

std::string digits(rng& random, std::size_t most) {
  std::string out;
  for (auto left = random.below(most); left > 0; --left)
    out += random.below(3) == 0 ? '0' : static_cast<char>('0' + random.below(10));
  return out;
}

std::string number(rng& random) {
  static constexpr std::string_view signs[] = {"", "", "+", "-"};
  std::string out(signs[random.below(4)]);
  out += digits(random, 30);
  if (random.below(2) == 0) out += "." + digits(random, 60);
  if (random.below(2) == 0) out += "e" + std::string(signs[random.below(4)]) + std::to_string(random.below(400));
  return out;
}

TEST(many_digits, are_read_as_by_the_slow_reader_or_left_to_it) {
  std::size_t read = 0;
  for (std::uint64_t seed = 1; seed <= 200'000; ++seed) {
    rng random(seed);
    auto text = number(random);
    if (random.below(8) == 0) text.insert(random.below(text.size() + 1), 1, "0.e+-x"[random.below(6)]);
    double value = 0;
    const auto padded = text + std::string(room);
    const char* const end = read_many_digits(padded.data(), value);
    if (end == nullptr) continue;
    ++read;
    const auto wanted = read_real(text);
    ASSERT_EQ(wanted.fault, number_fault::none) << text;
    ASSERT_EQ(std::bit_cast<std::uint64_t>(value), std::bit_cast<std::uint64_t>(wanted.value)) << text;
    ASSERT_EQ(end, padded.data() + text.size()) << text;
  }
  EXPECT_GT(read, 100'000U);
}

// Halfway between two doubles, where the 20th digit or a later one decides.
TEST(many_digits, behind_the_nineteenth_decide_only_in_the_slow_reader) {
  for (const std::string text : {"9007199254740993.0000000000000000000001", "9007199254740993.0000000000000000000000",
                                 "0.500000000000000166533453693773481063544750213623046875",
                                 "1.00000000000000011102230246251565404236316680908203124",
                                 "1.00000000000000011102230246251565404236316680908203126"}) {
    double value = 0;
    const auto padded = text + std::string(room);
    if (read_many_digits(padded.data(), value) != nullptr) EXPECT_EQ(value, read_real(text).value) << text;
  }
}

TEST(nearest_double, agrees_with_the_general_way) {
  for (std::uint64_t seed = 1; seed <= 300'000; ++seed) {
    rng random(seed);
    const auto digits = random.next() >> random.below(64);
    const auto exponent =
        static_cast<std::int32_t>(random.below(random.below(2) == 0 ? 60 : 760)) - (seed % 2 == 0 ? 30 : 380);
    double fast = 0;
    double slow = 0;
    ASSERT_EQ(nearest_double(digits, exponent, fast), scale_decimal(digits, exponent, slow))
        << digits << "e" << exponent;
    ASSERT_EQ(std::bit_cast<std::uint64_t>(fast), std::bit_cast<std::uint64_t>(slow)) << digits << "e" << exponent;
  }
}

}  // namespace
}  // namespace headroom::openmetrics
