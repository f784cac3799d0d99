#include <bit>
#include <cmath>
#include <functional>
#include <gtest/gtest.h>

#include "tests/store_testing.h"

#include "headroom/base/rng.h"
#include "headroom/store/chunk_decoder.h"
#include "headroom/store/chunk_encoder.h"

namespace headroom::store {
namespace {

using testing::monday;

struct shape {
  const char* name;
  std::function<double(rng&, int, double&)> next;  // random, minute, state
};

double gauss(rng& random) {
  return std::sqrt(-2 * std::log(1 - random.uniform())) * std::cos(6.283185307179586 * random.uniform());
}

const std::vector<shape> shapes{
    {"constant", [](rng&, int, double&) { return 500.0; }},
    {"idle", [](rng&, int, double&) { return 0.0; }},
    {"idle with bursts",
     [](rng& r, int, double& on) {
       on = r.uniform() < (on > 0 ? 0.93 : 0.004) ? 1 : 0;
       return on > 0 ? std::round(600 + 25 * gauss(r)) / 1000 : 0.0;
     }},
    {"daily curve",
     [](rng& r, int m, double&) {
       const double mean = 1000 * (1 + 0.8 * std::sin(m * 6.283 / 1440));
       return value_of(std::llround(std::max(0.0, mean + std::sqrt(mean) * gauss(r))), value_unit::per_minute);
     }},
    {"random walk", [](rng& r, int, double& at) { return std::abs(at = std::round(at + 40 * gauss(r))); }},
    {"heavy tail", [](rng& r, int, double&) { return std::floor(1000 * std::pow(1 - r.uniform(), -1.2)) / 1000; }},
    {"whole range", [](rng& r, int, double&) { return static_cast<double>(r.next() >> (14 + r.below(50))); }},
    {"no unit", [](rng& r, int, double&) { return r.uniform(); }},
    {"unknown", [](rng&, int, double&) { return unknown_value; }},
    {"half unknown", [](rng& r, int, double&) { return r.uniform() < 0.5 ? 3.5 : unknown_value; }},
    {"single minute", [](rng&, int m, double&) { return m == 17 ? 2.0 : unknown_value; }},
    {"momentum",
     [](rng& r, int, double& step) {
       step = std::round(0.6 * step + 40 * gauss(r));
       return std::abs(step) + 1000;
     }},
    {"hundreds of thousands", [](rng& r, int, double&) { return std::round(5e5 + 2e5 * gauss(r)) / 1000; }},
    {"steps", [](rng&, int m, double&) { return m / 300 * 100.0; }},
};

column_matrix matrix_of(const shape& what, std::uint64_t seed, minute_range range, std::size_t slots) {
  column_matrix matrix(0, slots, range);
  rng random(seed);
  for (std::size_t slot = 0; slot < slots; ++slot) {
    double state = 0;
    int minute = 0;
    for (double& value : matrix.row(slot)) value = what.next(random, minute++, state);
  }
  return matrix;
}

void expect_back(column_matrix& matrix, std::span<const std::byte> chunk, const std::string& name) {
  memory_source source(chunk);
  auto decoder = chunk_decoder::open(source);
  ASSERT_TRUE(decoder) << name << ": " << decoder.error().message;
  column_matrix seen(0, matrix.slots(), matrix.range());
  std::vector<std::span<double>> rows;
  for (std::size_t slot = 0; slot < seen.slots(); ++slot) rows.push_back(seen.row(slot));
  ASSERT_TRUE(decoder->read(0, rows, seen.damage));
  ASSERT_TRUE(seen.damage.empty()) << name << ": " << seen.damage[0];
  for (std::size_t slot = 0; slot < seen.slots(); ++slot) {
    testing::expect_same({seen.row(slot).begin(), seen.row(slot).end()},
                         {matrix.row(slot).begin(), matrix.row(slot).end()}, name + ", slot " + std::to_string(slot));
  }
}

TEST(Chunk, GivesBackEveryShapeExactly) {
  for (const shape& what : shapes) {
    for (const minute_range range : {minute_range{monday, monday + 1440}, minute_range{monday + 120, monday + 180},
                                     minute_range{monday + 1380, monday + 1440}, minute_range{monday, monday + 300}}) {
      for (const std::size_t slots : {1u, 16u, 40u}) {
        auto matrix = matrix_of(what, slots, range, slots);
        const auto chunk = encode_chunk(matrix);
        if (chunk.empty()) {
          EXPECT_STREQ(what.name, "unknown");
          continue;
        }
        expect_back(matrix, chunk, std::string(what.name) + " over " + std::to_string(range.minutes()));
      }
    }
  }
}

TEST(Chunk, GivesBackAnyMixtureExactly) {
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    SCOPED_TRACE(seed);
    rng random(seed);
    const int first = static_cast<int>(random.below(24));
    const int hours = 1 + static_cast<int>(random.below(24 - first));
    column_matrix matrix(0, 1 + random.below(chunk_slots), {monday + first * 60, monday + (first + hours) * 60});
    for (std::size_t slot = 0; slot < matrix.slots(); ++slot) {
      const shape& what = shapes[random.below(shapes.size())];
      auto one = matrix_of(what, random.next(), matrix.range(), 1);
      std::ranges::copy(one.row(0), matrix.row(slot).begin());
    }
    const auto chunk = encode_chunk(matrix);
    if (!chunk.empty()) expect_back(matrix, chunk, "mixture");
  }
}

TEST(Chunk, OneNamespaceIsReadWithoutTheOthers) {
  auto matrix = matrix_of(shapes[3], 7, {monday, monday + 1440}, 50);
  const auto chunk = encode_chunk(matrix);
  memory_source source(chunk);
  auto decoder = chunk_decoder::open(source).value();
  std::vector<double> row(1440);
  std::vector<std::string> damage;
  for (const std::size_t slot : {0u, 15u, 16u, 37u, 49u}) {
    const std::span<double> rows[] = {row};
    ASSERT_TRUE(decoder.read(slot, rows, damage));
    testing::expect_same(row, {matrix.row(slot).begin(), matrix.row(slot).end()}, "slot " + std::to_string(slot));
  }
}

TEST(Chunk, AnyChangedByteIsNoticed) {
  auto matrix = matrix_of(shapes[2], 3, {monday, monday + 1440}, 20);
  const auto chunk = encode_chunk(matrix);
  rng random(1);
  for (int i = 0; i < 3000; ++i) {
    auto changed = chunk;
    changed[random.below(changed.size())] ^= static_cast<std::byte>(1 + random.below(255));
    memory_source source(changed);
    auto decoder = chunk_decoder::open(source);
    if (!decoder) continue;
    column_matrix seen(0, 20, matrix.range());
    std::vector<std::span<double>> rows;
    for (std::size_t slot = 0; slot < seen.slots(); ++slot) rows.push_back(seen.row(slot));
    ASSERT_TRUE(decoder->read(0, rows, seen.damage));
    EXPECT_FALSE(seen.damage.empty());
  }
}

}  // namespace
}  // namespace headroom::store
