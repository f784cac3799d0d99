#include <cmath>
#include <gtest/gtest.h>

#include "tests/model_history.h"
#include "tests/store_testing.h"

#include "headroom/base/rng.h"

// The store against the plainest model of it: random appends, late, again and out of order, with compaction, retention
// and reopening between, must read the same. A failure is replayed by its seed: --gtest_filter=... prints it.
namespace headroom::store {
namespace {

using testing::model_history;
using testing::monday;

class run {
 public:
  explicit run(std::uint64_t seed) : random_(seed), namespaces_(1 + random_.below(seed % 10 == 0 ? 300 : 6)) {}

  void play(int steps) {
    store_ = testing::open_or_die(folder_ / "history.db");
    for (int i = 0; i < steps && !::testing::Test::HasFatalFailure(); ++i) step();
    compare();
    store_.reset();
    store_ = testing::open_or_die(folder_ / "history.db", open_mode::read);
    compare();
    const auto found = store_->check();
    ASSERT_TRUE(found) << found.error().message;
    EXPECT_TRUE(found->empty()) << found->front().what;
  }

 private:
  double value() {
    switch (random_.below(5)) {
      case 0:
        return 0;
      case 1:
        return static_cast<double>(random_.below(5000)) / 1000;
      case 2:
        return 500;
      case 3:
        return random_.uniform();
      default:
        return std::round(static_cast<double>(random_.below(1000)) * 1000 / 60) / 1000;
    }
  }

  scrape_frame frame() {
    // Mostly forward in time, sometimes back, and now and then a leap.
    const auto kind = random_.below(20);
    now_ = now_ + (kind < 14   ? 1
                   : kind < 18 ? static_cast<std::int64_t>(random_.below(90))
                               : static_cast<std::int64_t>(random_.below(1500)));
    const utc_minute minute = random_.below(5) == 0 ? now_ - static_cast<std::int64_t>(random_.below(2000)) : now_;
    scrape_frame made{.minute = minute,
                      .data = static_cast<completeness>(random_.below(4)),
                      .arrived_unix_ms = static_cast<std::int64_t>(random_.below(1ull << 45))};
    for (std::size_t i = 0; i < namespaces_; ++i) {
      const auto slot = store_->slot_of(namespace_id("ns-" + std::to_string(i) + ".acct")).value();
      for (const history_column column :
           {history_column::actions_count, history_column::actions_limit, history_column::trus}) {
        if (random_.below(4) == 0) continue;
        made.set(slot, column,
                 column == history_column::actions_count ? value() : static_cast<double>(random_.below(30) == 0));
      }
    }
    return made;
  }

  void append() {
    std::vector<scrape_frame> frames;
    for (std::uint64_t i = 0; i <= random_.below(3); ++i) frames.push_back(frame());
    const auto done = store_->append(frames);
    ASSERT_TRUE(done) << done.error().message;
    for (const scrape_frame& one : frames) model_.append(one);
  }

  void step() {
    const auto what = random_.below(40);
    if (what == 0) {
      store_.reset();
      store_ = testing::open_or_die(folder_ / "history.db");
    } else if (what == 1) {
      const utc_minute kept = now_ - static_cast<std::int64_t>(random_.below(4000));
      ASSERT_TRUE(store_->forget_before(kept));
      model_.forget_before(kept);
    } else if (what < 6) {
      const auto done = store_->compact({.settle_minutes = static_cast<std::int64_t>(random_.below(100)),
                                         .groups_max = static_cast<int>(1 + random_.below(10))});
      ASSERT_TRUE(done) << done.error().message;
    } else if (what < 8) {
      compare();
    } else {
      append();
    }
  }

  void compare() {
    const minute_range all{now_ - 5000, now_ + 100};
    const auto notes = store_->notes({utc_minute{0}, now_ + 2000});
    ASSERT_TRUE(notes) << notes.error().message;
    ASSERT_EQ(*notes, model_.notes());
    const auto names = store_->namespaces();
    ASSERT_TRUE(names);
    for (int i = 0; i < 6 && !names->empty(); ++i) {
      const auto slot = random_.below(namespaces_);
      const auto first = all.first + static_cast<std::int64_t>(random_.below(4000));
      const minute_range range{first, first + static_cast<std::int64_t>(random_.below(1600))};
      const auto column = random_.below(2) == 0 ? history_column::actions_count : history_column::actions_limit;
      const auto seen = store_->read(namespace_id("ns-" + std::to_string(slot) + ".acct"), column, range);
      ASSERT_TRUE(seen) << seen.error().message;
      ASSERT_TRUE(seen->damage.empty()) << seen->damage[0];
      testing::expect_same(seen->values, model_.read(slot, column, range), "namespace " + std::to_string(slot));
    }
  }

  rng random_;
  std::size_t namespaces_;
  utc_minute now_ = monday + 600;
  testing::test_folder folder_;
  std::unique_ptr<history_store> store_;
  model_history model_;
};

TEST(Oracle, RandomHistoriesReadLikeTheModel) {
  const char* wanted = std::getenv("HEADROOM_STORE_SEEDS");
  const std::uint64_t seeds = wanted != nullptr ? std::stoull(wanted) : 300;
  for (std::uint64_t seed = 1; seed <= seeds && !HasFailure(); ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    run(seed).play(60);
  }
}

}  // namespace
}  // namespace headroom::store
