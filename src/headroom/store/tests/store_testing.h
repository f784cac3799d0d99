#pragma once

#include <bit>
#include <gtest/gtest.h>
#include <memory>
#include <string>
#include <vector>

#include "tests/test_folder.h"

#include "headroom/store/sqlite_history.h"

namespace headroom::store::testing {

inline constexpr utc_minute monday{29'459'520};  // 2026-01-05T00:00:00Z, the start of a UTC day

// Equal doubles, or both unknown.
inline void expect_same(const std::vector<double>& seen, const std::vector<double>& expected,
                        const std::string& where) {
  ASSERT_EQ(seen.size(), expected.size()) << where;
  for (std::size_t i = 0; i < seen.size(); ++i) {
    if (!is_known(expected[i]) && !is_known(seen[i])) continue;
    ASSERT_EQ(std::bit_cast<std::uint64_t>(seen[i]), std::bit_cast<std::uint64_t>(expected[i]))
        << where << ", minute " << i << ": " << seen[i] << " for " << expected[i];
  }
}

inline std::unique_ptr<history_store> open_or_die(const std::filesystem::path& file, open_mode mode = open_mode::write,
                                                  const std::string& vfs = "") {
  auto opened = open_sqlite_history(file, {.mode = mode, .now_unix_ms = 1'767'571'200'000, .vfs = vfs});
  EXPECT_TRUE(opened) << opened.error().message;
  return opened ? std::move(*opened) : nullptr;
}

// A frame of one figure.
inline scrape_frame one_figure(utc_minute minute, namespace_slot slot, history_column column, double value) {
  scrape_frame frame{
      .minute = minute, .data = completeness::complete, .arrived_unix_ms = minute.index * 60'000 + 185'000};
  frame.set(slot, column, value);
  return frame;
}

}  // namespace headroom::store::testing
