#include "headroom/http/http_date.h"

#include <gtest/gtest.h>

namespace headroom::http {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

TEST(HttpDate, ReadsTheThreeFormsOfTheStandard) {
  for (const char* text : {"Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT",
                           "Sun Nov  6 08:49:37 1994", "  Sun, 06 Nov 1994 08:49:37 GMT "}) {
    EXPECT_EQ(parse_http_date(text), 784111777) << text;
  }
  EXPECT_EQ(parse_http_date("Thu, 01 Jan 1970 00:00:00 GMT"), 0);
  EXPECT_EQ(parse_http_date("Wed, 29 Feb 2040 23:59:60 GMT"), 2214172800);
}

TEST(HttpDate, RefusesWhatIsNoDate) {
  for (const char* text :
       {"", "tomorrow", "Sun, 06 Nov 1994 08:49:37", "Sun, 06 Nov 1994 08:49:37 CET", "Sun, 31 Feb 1994 08:49:37 GMT",
        "Sun, 06 Nov 1994 24:00:00 GMT", "Sun, 6 Nov 1994 08:49:37 GMT", "Sun, 06 November 1994 08:49:37 GMT",
        "Sun, 06 Nov 1994 08:49:37 GMT x", ",", ", "}) {
    EXPECT_EQ(parse_http_date(text), std::nullopt) << text;
  }
}

TEST(RetryAfter, ReadsSecondsAndDates) {
  constexpr std::int64_t now_ms = 784111777'000;
  const std::pair<const char*, std::optional<milliseconds>> table[] = {
      {"0", milliseconds(0)},
      {"120", seconds(120)},
      {" 7 ", seconds(7)},
      {"Sun, 06 Nov 1994 08:49:47 GMT", seconds(10)},
      {"Sun, 06 Nov 1994 08:49:30 GMT", milliseconds(0)},  // past
      {"99999999999999999999999999", seconds(std::int64_t{10} * 366 * 24 * 3600)},
      {"Fri, 31 Dec 9999 23:59:59 GMT", seconds(std::int64_t{10} * 366 * 24 * 3600)},
      {"-5", std::nullopt},
      {"1.5", std::nullopt},
      {"soon", std::nullopt},
      {"", std::nullopt},
  };
  for (const auto& [text, wait] : table) EXPECT_EQ(parse_retry_after(text, now_ms), wait) << text;
}

}  // namespace
}  // namespace headroom::http
