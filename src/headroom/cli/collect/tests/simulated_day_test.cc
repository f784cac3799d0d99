#include <gtest/gtest.h>

#include "simulated_account.h"

#include "headroom/cloud/scrape_memory.h"

namespace headroom::cli::collect {
namespace {

constexpr int day_minutes = 1440;

// Beside the demo account's namespaces, whose series mostly stay: those whose series come and go with their bursts.
std::string busy_world() {
  std::string out = "account = \"a1b2c\"\nseed = 7\n";
  for (int i = 0; i < 6; ++i) {
    out += "[[namespace]]\nname = \"steady-" + std::to_string(i) + "\"\ntrus = " + std::to_string(i % 2 * 2) +
           "\nload = [{kind = \"daily\", low_aps = 40, high_aps = 300}]\n";
  }
  return out +
         "[[namespace]]\nname = \"rare\"\nload = [{kind = \"cron\", aps = 900, every_minutes = 30, minutes = 4}]\n"
         "[[namespace]]\nname = \"idle\"\n";
}

// The loads, so that a difference can be read.
std::string told_by(const namespace_snapshot& one) {
  std::string out = one.id.value();
  for (const limit_row* row : {&one.actions, &one.requests, &one.operations}) {
    for (const auto& figure : {row->count_per_s, row->limit_per_s, row->throttled_per_s, row->envelope_per_s}) {
      out += figure ? " " + std::to_string(*figure) : " unknown";
    }
  }
  for (const auto& fault : one.faults) out += "\n" + fault;
  return out;
}

TEST(simulated_day, comparing_gives_the_figures_of_parsing_in_every_minute) {
  testing::simulated_account account(busy_world());
  cloud::scrape_memory scrapes;
  int compared = 0, parsed = 0;
  for (int minute = 0; minute < day_minutes; ++minute) {
    const auto seen = account.read(&scrapes);
    const auto plain = account.read(nullptr);
    ASSERT_TRUE(seen) << seen.error().message;
    ASSERT_TRUE(plain) << plain.error().message;
    ASSERT_EQ(seen->namespaces.size(), plain->namespaces.size()) << minute;
    for (std::size_t i = 0; i < seen->namespaces.size(); ++i) {
      ASSERT_EQ(told_by(seen->namespaces[i]), told_by(plain->namespaces[i])) << minute;
      ASSERT_EQ(seen->namespaces[i], plain->namespaces[i]) << minute;
    }
    ASSERT_EQ(seen->minute, plain->minute) << minute;
    ASSERT_EQ(seen->left_out, plain->left_out) << minute;
    ASSERT_EQ(seen->data, completeness::complete) << minute;
    ASSERT_EQ(plain->scrapes_compared, 0);
    (seen->scrapes_compared == 1 ? compared : parsed) += 1;
    account.time.sleep(std::chrono::minutes(1), {});
  }
  // Its series come and go twice for each burst, of which there are 48.
  EXPECT_GE(parsed, 2 * 48);
  EXPECT_GE(compared, day_minutes / 2);
}

}  // namespace
}  // namespace headroom::cli::collect
