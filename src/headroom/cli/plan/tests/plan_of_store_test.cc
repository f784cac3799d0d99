// A plan from the embedded history, its receipt kept beside the minutes, and found again.
#include <filesystem>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "headroom/cli/plan/past.h"
#include "headroom/cli/plan/receipts.h"
#include "headroom/cli/plan/run.h"
#include "headroom/store/sqlite_history.h"

namespace headroom::cli::plan {
namespace {

using testing::HasSubstr;

const utc_minute start = parse_utc_minute("2026-01-05T00:00:00Z").value();
constexpr std::int64_t three_days = 3 * 1440;

class stored_history : public testing::Test {
 protected:
  void SetUp() override {
    std::filesystem::create_directories(folder_);
    auto history = store::open_sqlite_history(file(), {.mode = store::open_mode::write});
    ASSERT_TRUE(history) << history.error().message;
    const auto orders = (*history)->slot_of(namespace_id("orders.a1b2c"));
    const auto quiet = (*history)->slot_of(namespace_id("quiet.a1b2c"));
    ASSERT_TRUE(orders && quiet);
    std::vector<store::scrape_frame> frames;
    for (std::int64_t m = 0; m < three_days; ++m) {
      const std::int64_t hour = m / 60 % 24;
      const double aps = hour >= 8 && hour < 18 ? 100 + static_cast<double>(m * 37 % 41) : 40;
      store::scrape_frame frame;
      frame.minute = start + m;
      frame.data = completeness::complete;
      const auto put = [&](store::namespace_slot slot, store::history_column column, double value) {
        frame.set(slot, column, value);
      };
      put(*orders, store::history_column::actions_count, aps);
      put(*orders, store::history_column::operations_count, 60 * aps);  // 100 APS are 6,000 operations a second
      put(*orders, store::history_column::operations_limit, 4'000);
      put(*orders, store::history_column::trus, 0);
      if (m >= three_days - 60) put(*quiet, store::history_column::actions_count, 3);
      frames.push_back(std::move(frame));
    }
    const auto kept = (*history)->append(frames);
    ASSERT_TRUE(kept) << kept.error().message;
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  [[nodiscard]] std::string file() const { return (folder_ / "history.db").string(); }
  [[nodiscard]] static utc_minute end() { return start + three_days; }

  std::filesystem::path folder_ =
      std::filesystem::temp_directory_path() / ("plan-of-store-" + std::to_string(getpid()));
};

TEST_F(stored_history, tells_a_namespace_that_operations_bind_and_one_without_enough_data) {
  const auto read = pasts_of_store(file(), {.globs = {}, .until = end()});
  ASSERT_TRUE(read) << read.error().message;
  ASSERT_EQ(read->found.size(), 2U);
  const plan_options asked{.hours = 24};
  const plan_run run = run_plans(
      read->found, {.asked = asked, .with = {}, .terms = {}, .current = {}, .first = hour_of(end()), .calendars = {}});
  ASSERT_EQ(run.report.plans.size(), 1U);
  const week_plan& plan = run.report.plans.front();
  EXPECT_EQ(plan.current, on_demand);
  const auto day = std::ranges::find_if(plan.blocks, [](const plan_block& b) { return b.held.rung() >= 2; });
  ASSERT_NE(day, plan.blocks.end());
  EXPECT_THAT(day->reason, HasSubstr("Bound by operations"));
  ASSERT_EQ(run.report.unplanned.size(), 1U);
  EXPECT_THAT(run.report.unplanned.front().reason, HasSubstr("not enough data"));

  ASSERT_TRUE(keep_receipts(file(), run.receipts, 1'767'900'000'000));
  ASSERT_TRUE(keep_receipts(file(), run.receipts, 1'767'900'000'001)) << "the same plan once more";
  const auto found = find_receipt(file(), plan.receipt_id);
  ASSERT_TRUE(found) << found.error().message;
  EXPECT_TRUE(report::check_receipt(*found)->differences.empty());
  EXPECT_THAT(find_receipt(file(), "plan-0").error().message, HasSubstr(plan.receipt_id));
}

TEST_F(stored_history, names_the_nearest_namespace) {
  const auto read = pasts_of_store(file(), {.globs = {"order.a1b2c"}, .until = end()});
  ASSERT_FALSE(read);
  EXPECT_THAT(read.error().message, HasSubstr("did you mean 'orders.a1b2c'?"));
}

TEST(plan_flags, what_makes_no_sense_is_named) {
  EXPECT_THAT(capacity_flag("four").error().message, HasSubstr("--current: saw 'four'"));
  EXPECT_EQ(*capacity_flag("4"), provisioned(4));
  EXPECT_EQ(*capacity_flag("on-demand"), on_demand);
  EXPECT_THAT(terms_of({.freezes = {"2026-01-01"}}, {}).error().message, HasSubstr("--freeze: saw '2026-01-01'"));
  EXPECT_THAT(terms_of({.trus_min = 6, .trus_max = 4}, {}).error().message, HasSubstr("--max-trus: saw '4'"));
  const auto terms = terms_of({.freezes = {"2026-01-05T00:30:00Z/2026-01-05T02:10:00Z"}}, {});
  ASSERT_TRUE(terms);
  EXPECT_EQ(terms->freezes.front().from, hour_of(start)) << "hours that a freeze touches are frozen";
  EXPECT_EQ(terms->freezes.front().to, hour_of(start) + 3);
}

}  // namespace
}  // namespace headroom::cli::plan
