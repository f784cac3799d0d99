#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "headroom/base/result.h"
#include "headroom/openmetrics/scrape.h"
#include "headroom/openmetrics/steady_parser.h"

namespace headroom::openmetrics {

// Successive bodies of one request to one endpoint, each read as parse_temporal reads it. The last scrape is kept: a
// body whose lines are its lines but for values and timestamps is only compared with it, and the values are put into
// it. Movable, not for several threads at once. Memory: one scrape and twice its text.
class scrape_reader {
 public:
  enum class way : std::uint8_t { compared, parsed };

  // The scrape is good until the next read. Fails as parse_temporal does; the next body is then parsed in full.
  [[nodiscard]] result<const scrape*> read(std::string_view body);
  // How the last body was read.
  [[nodiscard]] way last_way() const { return way_; }

 private:
  bool read_straight(std::string_view body);

  steady_parser lines_;  // the kept scrape's views point into its text, unless it had slips
  std::optional<scrape> scrape_;
  scrape::storage* kept_ = nullptr;  // the scrape's
  std::string mended_;               // a body that had no end mark, with one
  way way_ = way::parsed;
};

}  // namespace headroom::openmetrics
