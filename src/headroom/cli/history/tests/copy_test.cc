#include "headroom/cli/history/copy.h"

#include <gtest/gtest.h>

#include "history_testing.h"

namespace headroom::cli::history {
namespace {

using store::history_column;
using testing::monday;

constexpr std::int64_t minutes = 2 * store::minutes_per_day;

// Minutes first, first + 1, ... of a namespace, all of them with one figure.
void keep(store::history_store& to, const char* name, utc_minute first, std::int64_t count, double value,
          completeness data) {
  const auto slot = to.slot_of(namespace_id(name)).value();
  std::vector<store::scrape_frame> frames;
  for (std::int64_t m = 0; m < count; ++m) {
    frames.push_back({.minute = first + m, .data = data, .arrived_unix_ms = testing::now_ms});
    frames.back().set(slot, history_column::actions_count, value);
  }
  ASSERT_TRUE(to.append(frames));
}

result<copy_outcome> copy_all(store::history_reader& from, store::history_store& to) {
  const auto all = store::all_columns();
  return copy_history(
      from, to,
      {.what = {.minutes = {monday, monday + minutes}, .namespaces = {}, .columns = {all.begin(), all.end()}},
       .now_unix_ms = testing::now_ms,
       .stop = {},
       .progress = {}});
}

double figure(store::history_reader& of, const char* name, utc_minute minute) {
  return of.read(namespace_id(name), history_column::actions_count, {minute, minute + 1})->values[0];
}

TEST(copy_history, adds_namespaces_to_minutes_that_are_there_and_leaves_the_others_alone) {
  testing::test_folder folder;
  const auto from = testing::open_store(folder / "from.db");
  const auto to = testing::open_store(folder / "to.db");
  keep(*from, "a", monday, minutes, 1, completeness::complete);
  keep(*from, "b", monday, minutes, 2, completeness::complete);
  // The first half of b is not known here, and what is known of a says otherwise.
  keep(*to, "a", monday, minutes, 7, completeness::limited);
  keep(*to, "b", monday + minutes / 2 + 100, 10, 8, completeness::limited);

  const auto done = copy_all(*from, *to);
  ASSERT_TRUE(done) << done.error().message;
  EXPECT_EQ(done->facts.rows, minutes - 10);
  EXPECT_EQ(done->namespaces, 1u);
  for (const std::int64_t at : {0L, 1439L, 1500L, 1600L, minutes - 1}) {
    EXPECT_EQ(figure(*to, "a", monday + at), 7) << at;
  }
  EXPECT_EQ(figure(*to, "b", monday), 2);
  EXPECT_EQ(figure(*to, "b", monday + minutes / 2 + 105), 8) << "a minute that is there was replaced";
  EXPECT_EQ(figure(*to, "b", monday + minutes - 1), 2);
  const auto notes = to->notes({monday, monday + minutes});
  ASSERT_EQ(notes->size(), static_cast<std::size_t>(minutes));
  for (const auto& note : *notes) ASSERT_EQ(note.data, completeness::limited) << "a minute came better than it did";
}

TEST(copy_history, twice_finds_nothing_new) {
  testing::test_folder folder;
  const auto from = testing::open_store(folder / "from.db");
  const auto to = testing::open_store(folder / "to.db");
  keep(*from, "a", monday, 100, 1, completeness::complete);
  keep(*from, "b", monday + 50, 100, 2, completeness::complete);
  EXPECT_EQ(copy_all(*from, *to)->facts.rows, 200);
  EXPECT_EQ(copy_all(*from, *to)->facts.rows, 0);
}

}  // namespace
}  // namespace headroom::cli::history
