// What the file promises beyond one program: older formats are read, tables are the same on every machine.
#include <gtest/gtest.h>

#include "tests/store_testing.h"

#include "headroom/base/rng.h"
#include "headroom/store/checksum.h"
#include "headroom/store/little_endian.h"
#include "headroom/store/residual_alphabet.h"
#include "headroom/store/schema.h"
#include "headroom/store/sqlite.h"
#include "headroom/store/table_shape.h"

namespace headroom::store {
namespace {

using testing::monday;
using testing::open_or_die;

// What tests/data/format_1.db was filled with, by the last program that wrote format 1: a walk in tenths, and bursts
// with an unknown hour.
std::vector<double> walk() {
  std::uint32_t random = 1;
  int at = 5000;
  std::vector<double> values;
  for (int minute = 0; minute < 1440; ++minute) {
    random = (random * 1'103'515'245U + 12'345U) & 0x7fffffffU;
    at += static_cast<int>((random >> 16) % 201) - 100;
    values.push_back(at / 10.0);
  }
  return values;
}

std::vector<double> bursts() {
  std::vector<double> values;
  for (int minute = 0; minute < 1440; ++minute) {
    const bool known = minute < 600 || minute >= 660;
    values.push_back(!known ? unknown_value : minute % 240 < 15 ? 1.5 : 0);
  }
  return values;
}

void expect_format_1_content(history_store& store) {
  const minute_range day{monday, monday + 1440};
  for (const auto& [name, expected] : {std::pair{"walk", walk()}, std::pair{"bursts", bursts()}}) {
    const auto seen = store.read(namespace_id(name), history_column::actions_count, day);
    ASSERT_TRUE(seen) << seen.error().message;
    EXPECT_TRUE(seen->damage.empty());
    testing::expect_same(seen->values, expected, name);
  }
  EXPECT_TRUE(store.check()->empty());
}

std::int64_t version_of(const std::filesystem::path& file) {
  auto db = sqlite::database::open(file.string(), SQLITE_OPEN_READONLY, "");
  return db->integer("PRAGMA user_version").value();
}

TEST(Format, AFileOfFormatOneIsReadAsItIsAndBroughtUpToDateByTheNextWriter) {
  testing::test_folder folder;
  const auto file = folder / "history.db";
  std::filesystem::copy_file(HEADROOM_SOURCE_DIR "/src/headroom/store/tests/data/format_1.db", file);
  expect_format_1_content(*open_or_die(file, open_mode::read));
  EXPECT_EQ(version_of(file), 1);
  {
    const auto store = open_or_die(file);
    expect_format_1_content(*store);
    const auto slot = store->slot_of(namespace_id("walk")).value();
    ASSERT_TRUE(store->append(testing::one_figure(monday + 3000, slot, history_column::actions_count, 7)));
    ASSERT_TRUE(store->compact({.settle_minutes = 0}));
    expect_format_1_content(*store);
  }
  EXPECT_EQ(version_of(file), schema_version);
}

// Chunks name shapes instead of frequencies: a machine that drew other tables from them would read other figures.
TEST(Format, TheTablesOfAllShapesAreWhatTheyAlwaysWere) {
  std::vector<std::byte> bytes;
  for (std::uint8_t width = 0; width < 96; ++width) {
    for (std::uint8_t tail = 0; tail < 4; ++tail) {
      for (const table_shape& shape : {table_shape{width, tail, 0, 0, 111}, table_shape{width, tail, 5, 9, 40},
                                       table_shape{width, tail, 12, 3, 1}, table_shape{width, tail, 1, 0, 0}}) {
        const frequency_table table = table_of(shape);
        int sum = 0;
        for (const std::uint16_t many : table.frequency) {
          append_le(bytes, many);
          sum += many;
        }
        ASSERT_EQ(sum, static_cast<int>(frequency_sum));
      }
    }
  }
  EXPECT_EQ(checksum(bytes), 1'323'785'496U);
}

TEST(Format, AShapeThatIsWrittenIsRead) {
  rng random(5);
  for (int round = 0; round < 1000; ++round) {
    const table_shape shape{static_cast<std::uint8_t>(random.below(96)), static_cast<std::uint8_t>(random.below(4)),
                            static_cast<std::uint8_t>(random.below(12)), static_cast<std::uint8_t>(random.below(13)),
                            static_cast<std::uint8_t>(random.below(112))};
    bit_writer bits;
    shape.write(bits);
    const auto bytes = bits.take();
    ASSERT_EQ(bytes.size(), shape_bits / 8U);
    bit_reader reader(bytes);
    table_shape seen;
    ASSERT_TRUE(seen.read(reader));
    EXPECT_EQ(seen, shape);
  }
}

TEST(Format, AShapeFitsTheSymbolsItWasFoundFor) {
  rng random(11);
  for (int round = 0; round < 200; ++round) {
    std::array<std::uint32_t, symbol_count> counts{};
    const int magnitude_bits = 1 + static_cast<int>(random.below(40));
    for (int i = 0; i < 500; ++i) {
      const auto difference = static_cast<std::int64_t>(random.below(std::uint64_t{1} << magnitude_bits));
      ++counts[random.below(4) == 0 ? zero_symbol : code_of(random.below(2) == 0 ? difference : -difference).symbol];
    }
    const frequency_table table = table_of(fit_shape(counts));
    for (std::size_t symbol = 0; symbol < symbol_count; ++symbol) {
      if (counts[symbol] > 0) {
        EXPECT_GT(table.frequency[symbol], 0) << "symbol " << symbol << " of seed 11, round " << round;
      }
    }
  }
}

TEST(Format, EveryDifferenceHasOneSymbolAndComesBack) {
  const auto back = [](coded_residual code) {
    return alphabet::values.start[code.symbol] +
           (static_cast<std::int64_t>(code.extra) ^ alphabet::values.flip[code.symbol]);
  };
  for (int octave = 0; octave < 50; ++octave) {
    for (std::int64_t near = -70; near <= 70; ++near) {
      const std::int64_t magnitude = (std::int64_t{1} << octave) + near * (std::int64_t{1} << std::max(0, octave - 7));
      if (magnitude < 0 || magnitude >= std::int64_t{1} << 50) continue;
      ASSERT_EQ(back(code_of(magnitude)), magnitude);
      ASSERT_EQ(back(code_of(-magnitude)), -magnitude);
    }
  }
  EXPECT_EQ(back({zero_symbol, 0}), zero_mark);
}

}  // namespace
}  // namespace headroom::store
