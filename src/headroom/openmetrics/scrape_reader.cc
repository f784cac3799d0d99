#include "headroom/openmetrics/scrape_reader.h"

#include <cmath>
#include <memory>
#include <utility>

#include "headroom/openmetrics/scrape_ending.h"
#include "headroom/openmetrics/scrape_storage.h"

namespace headroom::openmetrics {
namespace {

constexpr scrape_options options;

void put_values(const steady_parser& from, scrape::storage& to) {
  bool milliseconds = false;
  for (std::size_t i = 0; i < to.samples.size(); ++i) {
    to.samples[i].value = from.values()[i];
    to.samples[i].timestamp_s.reset();
    if (std::isnan(from.timestamps_s()[i])) continue;
    const auto time = time_of(from.timestamps_s()[i], options);
    milliseconds = milliseconds || time.was_milliseconds;
    to.samples[i].timestamp_s = time.seconds;
  }
  if (milliseconds) to.used.push_back(tolerance::millisecond_timestamps);
}

}  // namespace

result<const scrape*> scrape_reader::read(std::string_view body) {
  if (read_straight(body)) return &*scrape_;
  way_ = way::parsed;
  kept_ = nullptr;
  scrape_.reset();
  auto parsed = parse_temporal(body, options);
  if (!parsed) return fail(std::move(parsed).error());
  scrape_ = *std::move(parsed);
  return &*scrape_;
}

bool scrape_reader::read_straight(std::string_view body) {
  const auto ending = ending_of(body);
  if (!ending.marked) mended_.assign(ending.whole_lines).append(end_mark);
  auto fresh = std::make_unique<scrape::storage>();
  scrape_builder builder(*fresh, options, scrape_builder::texts::lasting);
  const auto done = lines_.try_read(ending.marked ? body : mended_, builder);
  if (!done) return false;
  if (*done == steady_parser::outcome::same_series) {
    way_ = way::compared;
    kept_->used.clear();
    note_tolerances(body, ending, kept_->used);
    put_values(lines_, *kept_);
    return true;
  }
  way_ = way::parsed;
  note_tolerances(body, ending, fresh->used);
  builder.finish();
  kept_ = fresh.get();
  scrape_.emplace(std::move(fresh));
  return true;
}

}  // namespace headroom::openmetrics
