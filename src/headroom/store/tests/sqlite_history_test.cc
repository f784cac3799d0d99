#include "headroom/store/sqlite_history.h"

#include <cmath>
#include <gtest/gtest.h>

#include "tests/store_testing.h"

#include "headroom/store/limit_history.h"

namespace headroom::store {
namespace {

using testing::expect_same;
using testing::monday;
using testing::one_figure;
using testing::open_or_die;
using testing::test_folder;

constexpr auto count = history_column::actions_count;
const double nan = unknown_value;

class SqliteHistory : public ::testing::Test {
 protected:
  namespace_slot slot(const std::string& name) { return store_->slot_of(namespace_id(name)).value(); }
  void append(const scrape_frame& frame) {
    const auto done = store_->append(frame);
    ASSERT_TRUE(done) << done.error().message;
  }
  std::vector<double> read(const std::string& name, history_column column, minute_range range) {
    auto seen = store_->read(namespace_id(name), column, range);
    EXPECT_TRUE(seen) << seen.error().message;
    return seen ? seen->values : std::vector<double>{};
  }
  void reopen() {
    store_.reset();
    store_ = open_or_die(folder_ / "history.db");
  }

  test_folder folder_;
  std::unique_ptr<history_store> store_ = open_or_die(folder_ / "history.db");
};

TEST_F(SqliteHistory, GivesBackWhatCameAndLeavesTheRestUnknown) {
  append(one_figure(monday + 1, slot("a.x"), count, 12.345));
  append(one_figure(monday + 3, slot("a.x"), count, 0));
  expect_same(read("a.x", count, {monday, monday + 5}), {nan, 12.345, nan, 0, nan}, "written");
  reopen();
  expect_same(read("a.x", count, {monday, monday + 5}), {nan, 12.345, nan, 0, nan}, "opened again");
}

TEST_F(SqliteHistory, KeepsEveryDoubleExactly) {
  const std::vector<double> values{0,          0.017, 0.1 + 0.2,          1e-300,  1e300, 5e-324,
                                   123456.789, 1e15,  4503599627370497.0, 0.000001};
  for (std::size_t i = 0; i < values.size(); ++i) {
    append(one_figure(monday + static_cast<std::int64_t>(i), slot("a.x"), count, values[i]));
  }
  expect_same(read("a.x", count, {monday, monday + static_cast<std::int64_t>(values.size())}), values, "doubles");
}

TEST_F(SqliteHistory, ALaterArrivalCorrectsWhatItKnowsAndNothingElse) {
  const auto a = slot("a.x");
  const auto b = slot("b.x");
  scrape_frame first = one_figure(monday, a, count, 1);
  first.set(b, count, 2);
  append(first);
  append(one_figure(monday, b, count, 5));
  EXPECT_EQ(read("a.x", count, {monday, monday + 1}), std::vector<double>{1});
  EXPECT_EQ(read("b.x", count, {monday, monday + 1}), std::vector<double>{5});
  const auto notes = store_->notes({monday, monday + 1});
  ASSERT_TRUE(notes);
  ASSERT_EQ(notes->size(), 1u);
  EXPECT_EQ(notes->front().arrivals, 2);
}

TEST_F(SqliteHistory, RefusesFiguresThatCannotBeAndKeepsNothingOfTheirScrape) {
  const auto a = slot("a.x");
  const auto b = slot("b.x");
  for (const double absurd : {-0.001, HUGE_VAL, -HUGE_VAL}) {
    scrape_frame frame = one_figure(monday, a, count, 1);
    frame.set(b, count, absurd);
    const auto done = store_->append(frame);
    ASSERT_FALSE(done);
    EXPECT_EQ(done.error().code, error_code::invalid_argument);
    EXPECT_NE(done.error().message.find("actions_count of b.x in minute 2026-01-05T00:00:00Z"), std::string::npos)
        << done.error().message;
  }
  EXPECT_TRUE(store_->notes({monday, monday + 1})->empty());
}

TEST_F(SqliteHistory, ANamespaceNeverSeenIsNamedWithTheNearestOne) {
  append(one_figure(monday, slot("orders-prod.a1b2c"), count, 1));
  const auto seen = store_->read(namespace_id("orders-prd.a1b2c"), count, {monday, monday + 1});
  ASSERT_FALSE(seen);
  EXPECT_EQ(seen.error().code, error_code::not_found);
  EXPECT_NE(seen.error().message.find("did you mean 'orders-prod.a1b2c'"), std::string::npos) << seen.error().message;
}

TEST_F(SqliteHistory, ReadersBesideTheWriterSeeWhatIsCommitted) {
  append(one_figure(monday, slot("a.x"), count, 1));
  const auto one = open_or_die(folder_ / "history.db", open_mode::read);
  const auto other = open_or_die(folder_ / "history.db", open_mode::read);
  append(one_figure(monday + 1, slot("b.x"), count, 2));
  for (const auto& reader : {one.get(), other.get()}) {
    EXPECT_EQ(reader->read(namespace_id("b.x"), count, {monday + 1, monday + 2})->values, std::vector<double>{2});
  }
  EXPECT_EQ(one->append(one_figure(monday, 0, count, 1)).error().code, error_code::failed_precondition);
}

TEST_F(SqliteHistory, ASecondWriterIsToldWhoHoldsIt) {
  const auto second = open_sqlite_history(folder_ / "history.db", {.mode = open_mode::write});
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code, error_code::failed_precondition);
  const std::string process = "process " + std::to_string(::getpid()) + " on ";
  EXPECT_NE(second.error().message.find(process), std::string::npos) << second.error().message;
  EXPECT_NE(second.error().message.find("since 2026-01-05T00:00:00"), std::string::npos) << second.error().message;
}

TEST_F(SqliteHistory, WhereThereIsNoneAReaderIsToldHowToStartOne) {
  const auto none = open_sqlite_history(folder_ / "other.db", {.mode = open_mode::read});
  ASSERT_FALSE(none);
  EXPECT_EQ(none.error().code, error_code::not_found);
  EXPECT_NE(none.error().message.find("headroom collect"), std::string::npos) << none.error().message;
}

TEST_F(SqliteHistory, HourlyFiguresAreOfTheKnownMinutesOnly) {
  const auto a = slot("a.x");
  for (int m = 50; m < 70; ++m) append(one_figure(monday + m, a, count, m));
  int calls = 0;
  const auto done = store_->hourly(count, {monday + 30, monday + 180}, 1,
                                   [&](const namespace_id& id, const hourly_history& hours) -> result<void> {
                                     ++calls;
                                     EXPECT_EQ(id.value(), "a.x");
                                     EXPECT_EQ(hours.known_minutes, (std::vector<std::uint8_t>{10, 10, 0}));
                                     expect_same(hours.peak, {59, 69, nan}, "peaks");
                                     expect_same(hours.total, {545, 645, nan}, "totals");
                                     return {};
                                   });
  EXPECT_TRUE(done);
  EXPECT_EQ(calls, 1);
}

TEST_F(SqliteHistory, ChangesOfModeTrusAndLimitsAreFound) {
  const auto a = slot("a.x");
  for (int m = 0; m < 10; ++m) {
    if (m == 4) continue;
    scrape_frame frame = one_figure(monday + m, a, history_column::trus, m < 3 ? 0 : m < 7 ? 4 : 2);
    frame.set(a, history_column::actions_limit, m < 5 ? 500 : 2000);
    append(frame);
  }
  const auto changes = state_changes(*store_, namespace_id("a.x"), {monday, monday + 10});
  ASSERT_TRUE(changes);
  const std::vector<state_change> expected{{monday, history_column::actions_limit, std::nullopt, 500},
                                           {monday, history_column::trus, std::nullopt, 0},
                                           {monday + 3, history_column::trus, 0, 4},
                                           {monday + 5, history_column::actions_limit, 500, 2000},
                                           {monday + 7, history_column::trus, 4, 2}};
  EXPECT_EQ(*changes, expected);
  EXPECT_EQ(capacity_of(4), provisioned(4));
  EXPECT_EQ(capacity_of(0), on_demand);
}

TEST_F(SqliteHistory, ReceiptsAreKeptByteForByteAndTheirOutcomeIsAdded) {
  const receipt made{"plan-1", 1'767'571'200'000, namespace_id("a.x"), "sha256:12", "{\"trus\": 4}", ""};
  ASSERT_TRUE(store_->add_receipt(made));
  EXPECT_EQ(store_->add_receipt(made).error().code, error_code::already_exists);
  ASSERT_TRUE(
      store_->add_receipt({"plan-2", 1'767'571'200'001, namespace_id("b.x"), "", std::string("\0\xff", 2), ""}));
  ASSERT_TRUE(store_->set_outcome("plan-1", "fulfilled"));
  EXPECT_EQ(store_->set_outcome("plan-9", "x").error().code, error_code::not_found);
  reopen();
  receipt done = made;
  done.outcome = "fulfilled";
  EXPECT_EQ(*store_->find_receipt("plan-1"), done);
  const auto all = store_->receipts(std::nullopt, 10);
  ASSERT_TRUE(all);
  ASSERT_EQ(all->size(), 2u);
  EXPECT_EQ(all->front().decision, std::string("\0\xff", 2)) << "newest first";
  EXPECT_EQ(store_->receipts(namespace_id("a.x"), 10)->size(), 1u);
}

TEST_F(SqliteHistory, InfoSaysWhatIsThereAndWhatWasNotComplete) {
  EXPECT_FALSE(store_->info()->covered) << "no history at all";
  append(one_figure(monday, slot("a.x"), count, 1));
  scrape_frame cut = one_figure(monday + 5, slot("a.x"), count, 1);
  cut.data = completeness::cut;
  append(cut);
  ASSERT_TRUE(store_->note_gap({{monday + 1, monday + 5}, "the endpoint answered 503", 7}));
  const auto info = store_->info();
  ASSERT_TRUE(info) << info.error().message;
  EXPECT_EQ(info->namespaces, 1);
  EXPECT_EQ(info->covered, (minute_range{monday, monday + 6}));
  EXPECT_EQ(info->minutes_stored, 2);
  EXPECT_EQ(info->minutes_incomplete, 1);
  EXPECT_GT(info->bytes, 0);
  const auto gaps = store_->gaps({monday + 2, monday + 3});
  ASSERT_TRUE(gaps);
  EXPECT_EQ(*gaps, (std::vector<gap_note>{{{monday + 1, monday + 5}, "the endpoint answered 503", 7}}));
}

TEST_F(SqliteHistory, WholeDaysAreForgotten) {
  for (int day = 0; day < 3; ++day) append(one_figure(monday + day * 1440, slot("a.x"), count, day));
  EXPECT_EQ(store_->forget_before(monday + 2 * 1440 + 5).value(), 2);
  EXPECT_EQ(store_->info()->covered, (minute_range{monday + 2 * 1440, monday + 2 * 1440 + 1}));
}

}  // namespace
}  // namespace headroom::store
