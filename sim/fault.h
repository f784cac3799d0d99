#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace headroom::sim {

// Everything that can be made to go wrong; docs/formats/world.md says what each does.
enum class fault_kind : std::uint8_t {
  // answers
  status,
  slow,
  hang,
  cut,
  chunk_stop,
  drop,
  lost_reply,
  html,
  empty,
  garbage,
  huge,
  gzip_bomb,
  header_flood,
  redirect,
  // what a scrape says of itself and of its samples
  limited,
  unknown,
  stale,
  milliseconds,
  clock_skew,
  no_eof,
  docs_style,
  duplicate,
  nan,
  negative,
  absent,
  // changes of capacity
  operation_failed,
  operation_rejected,
  operation_cancelled,
  operation_stuck,
  capacity_failed,
  value_mismatch,
};

std::string_view to_string(fault_kind kind);
std::optional<fault_kind> parse_fault_kind(std::string_view text);
// "status, slow, ...", for errors.
std::string fault_kind_names();

enum class fault_group : std::uint8_t { answer, scrape, change };
fault_group group_of(fault_kind kind);

enum class api : std::uint8_t { any, metrics, ops };

struct fault {
  fault_kind kind = fault_kind::status;
  api where = api::any;
  std::string path = "*";        // glob over the path (answers)
  std::string name_space = "*";  // glob over the full id (samples and changes)
  std::string metric = "*";      // glob over the family (samples)
  int status = 503;              // kind status
  std::optional<int> retry_after_s;
  std::int64_t delay_ms = 0;  // kind slow
  std::int64_t seconds = 0;   // stale, clock_skew: added to timestamps (negative is the past)
  double at = 0.5;            // cut, chunk_stop: the share of the body that arrives
  std::int64_t bytes = 0;     // huge, gzip_bomb, header_flood
  std::string url;            // redirect
  double probability = 1;     // of each call, seeded
  std::int64_t skip = 0;      // calls that pass before it begins
  std::int64_t times = 0;     // calls that it meets; 0 is all
};

}  // namespace headroom::sim
