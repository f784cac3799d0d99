#include "sim/world_file_load.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <fmt/format.h>

#include "sim/toml_reader.h"

#include "headroom/base/text.h"

namespace headroom::sim {
namespace {

constexpr double aps_max = 1e6;
constexpr std::int64_t week_minutes = 7 * 1440;
constexpr std::array<std::string_view, 12> kinds{"steady", "daily",   "cron",   "bursts", "launch", "trace",
                                                 "weekly", "monthly", "growth", "step",   "outage", "noise"};

struct part_reader {
  toml_reader keys;
  const toml::table& table;
  std::string_view source;
  utc_minute begin;
  load& into;
  std::optional<error> moment_error = std::nullopt;

  utc_minute moment(std::string_view key, utc_minute otherwise) {
    if (!keys.has(key)) return otherwise;
    auto read = read_moment(*table.get(key), begin, source, key);
    if (read) return *read;
    if (!moment_error) moment_error = read.error();
    return otherwise;
  }
  double aps(std::string_view key) { return keys.number(key, 0, 0, aps_max); }
  // peak_hour by the clock, or peak_at as a moment.
  double peak_hour() {
    const double by_clock = keys.number("peak_hour", 14, 0, 24);
    if (!keys.has("peak_at")) return by_clock;
    const std::int64_t at = moment("peak_at", begin).index;
    return static_cast<double>(at - floor_div(at, 1440) * 1440) / 60;
  }
  // offset_minutes by the clock, or from as a moment.
  std::int64_t offset_minutes(std::int64_t every) {
    const std::int64_t by_clock = keys.integer("offset_minutes", 0, 0, week_minutes);
    if (!keys.has("from")) return by_clock;
    const std::int64_t at = moment("from", begin).index;
    return at - floor_div(at, every) * every;
  }
  // shift_minutes, or from: the recorded minute that is replayed when the world begins.
  std::int64_t shift_minutes() {
    const std::int64_t given = keys.integer("shift_minutes", 0, -52 * week_minutes, 52 * week_minutes);
    return keys.has("from") ? moment("from", begin) - begin : given;
  }
};

void read_source(std::string_view kind, part_reader& r) {
  if (kind == "steady") r.into.sources.push_back(steady_source{.aps = r.aps("aps")});
  if (kind == "daily") {
    r.into.sources.push_back(daily_source{.low_aps = r.aps("low_aps"),
                                          .high_aps = r.aps("high_aps"),
                                          .peak_hour = r.peak_hour(),
                                          .sharpness = r.keys.number("sharpness", 1, 0.1, 100)});
  }
  if (kind == "cron") {
    const std::int64_t every = r.keys.integer("every_minutes", 60, 1, week_minutes);
    r.into.sources.push_back(cron_source{.aps = r.aps("aps"),
                                         .every_minutes = every,
                                         .offset_minutes = r.offset_minutes(every),
                                         .minutes = r.keys.integer("minutes", 5, 1, week_minutes)});
  }
  if (kind == "bursts") {
    r.into.sources.push_back(burst_source{.aps = r.aps("aps"),
                                          .per_day = r.keys.integer("per_day", 4, 1, 720),
                                          .minutes = r.keys.integer("minutes", 3, 1, 1440)});
  }
  if (kind == "launch") {
    r.into.sources.push_back(
        launch_source{.at = r.moment("at", r.begin),
                      .aps = r.aps("aps"),
                      .rise_minutes = r.keys.integer("rise_minutes", 30, 1, week_minutes),
                      .half_life_minutes = r.keys.integer("half_life_minutes", 720, 1, 52 * week_minutes)});
  }
}

void read_modifier(std::string_view kind, part_reader& r) {
  if (kind == "weekly") r.into.modifiers.push_back(weekly_modifier{.weekend = r.keys.number("weekend", 1, 0, 100)});
  if (kind == "monthly") {
    r.into.modifiers.push_back(monthly_modifier{.first_day = static_cast<int>(r.keys.integer("first_day", 1, 1, 31)),
                                                .last_day = static_cast<int>(r.keys.integer("last_day", 1, 1, 31)),
                                                .factor = r.keys.number("factor", 1, 0, 100)});
  }
  if (kind == "growth") {
    r.into.modifiers.push_back(
        growth_modifier{.from = r.moment("from", r.begin), .per_week = r.keys.number("per_week", 0, -0.9, 10)});
  }
  if (kind == "step") {
    step_modifier step{
        .at = r.moment("at", r.begin), .until = std::nullopt, .factor = r.keys.number("factor", 1, 0, 100)};
    if (r.keys.has("until")) step.until = r.moment("until", r.begin);
    r.into.modifiers.push_back(step);
  }
  if (kind == "outage") {
    r.into.modifiers.push_back(outage_modifier{.at = r.moment("at", r.begin),
                                               .minutes = r.keys.integer("minutes", 30, 1, 1440),
                                               .catch_up_minutes = r.keys.integer("catch_up_minutes", 60, 1, 1440)});
  }
  if (kind == "noise") {
    r.into.noise = {.white = r.keys.number("white", 0.04, 0, 2), .slow = r.keys.number("slow", 0.08, 0, 2)};
  }
}

}  // namespace

result<utc_minute> read_moment(const toml::node& node, utc_minute begin, std::string_view source,
                               std::string_view key) {
  if (const auto hours = node.value<double>(); hours && std::abs(*hours) < 1e6) {
    return begin + std::llround(*hours * 60);
  }
  if (const auto text = node.value_exact<std::string>()) {
    if (auto minute = parse_utc_minute(*text)) return *minute;
  }
  return fail(toml_error(node, source, key, "hours after the start, or a UTC minute as \"2026-01-05T00:00:00Z\""));
}

result<void> load_reader::read(const toml::table& table, load& into) {
  part_reader r{.keys = toml_reader(table, source_), .table = table, .source = source_, .begin = begin_, .into = into};
  const std::string kind = r.keys.required_text("kind");
  if (!kind.empty() && std::find(kinds.begin(), kinds.end(), kind) == kinds.end()) {
    const auto near = nearest(kind, kinds);
    return fail(toml_error(*table.get("kind"), source_, "kind",
                           near ? fmt::format("a kind of load, perhaps {}", *near)
                                : std::string("steady, daily, cron, bursts, launch, trace, weekly, monthly, growth, "
                                              "step, outage or noise")));
  }
  read_source(kind, r);
  read_modifier(kind, r);
  if (kind == "trace") {
    const std::string file = r.keys.required_text("file");
    trace_source replay{
        .recorded = nullptr, .scale = r.keys.number("scale", 1, 0, 1000), .shift_minutes = r.shift_minutes()};
    if (auto done = r.keys.finish(); !done) return done;
    auto recorded = trace_of(file);
    if (!recorded) return fail(std::move(recorded.error()).in(fmt::format("{}: trace", source_)));
    replay.recorded = *recorded;
    into.sources.push_back(std::move(replay));
  }
  if (r.moment_error) return fail(*r.moment_error);
  return r.keys.finish();
}

result<std::shared_ptr<const trace>> load_reader::trace_of(const std::string& file) {
  if (const auto known = traces_.find(file); known != traces_.end()) return known->second;
  auto bytes = read_file_(file);
  if (!bytes) return fail(std::move(bytes.error()));
  auto recorded = read_trace(*bytes, file);
  if (!recorded) return fail(std::move(recorded.error()));
  return traces_.emplace(file, std::make_shared<const trace>(std::move(*recorded))).first->second;
}

}  // namespace headroom::sim
