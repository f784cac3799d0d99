#pragma once

#include <string_view>
#include <vector>

#include "headroom/openmetrics/scrape.h"

namespace headroom::openmetrics {

inline constexpr std::string_view end_mark = "# EOF";

// How a body ends: what of it is whole lines, and whether the end mark is the last of them.
struct scrape_ending {
  std::string_view whole_lines;
  bool marked = false;
};

[[nodiscard]] constexpr scrape_ending ending_of(std::string_view body) {
  auto before_line_feed = body;
  if (before_line_feed.ends_with('\n')) before_line_feed.remove_suffix(1);
  const bool marked =
      before_line_feed == end_mark ||
      (before_line_feed.ends_with(end_mark) && before_line_feed[before_line_feed.size() - end_mark.size() - 1] == '\n');
  return {.whole_lines = marked ? body : body.substr(0, body.rfind('\n') + 1), .marked = marked};
}

// What had to be let pass of it.
inline void note_tolerances(std::string_view body, const scrape_ending& ending, std::vector<tolerance>& used) {
  if (!ending.marked) used.push_back(tolerance::missing_eof);
  if (ending.whole_lines.size() < body.size()) used.push_back(tolerance::cut_last_line);
}

}  // namespace headroom::openmetrics
