#include "headroom/store/prometheus_history.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <fmt/format.h>
#include <map>
#include <utility>

#include "headroom/base/text.h"
#include "headroom/http/url.h"
#include "headroom/store/hourly_figures.h"
#include "headroom/store/prometheus_answer.h"
#include "headroom/store/prometheus_queries.h"
#include "headroom/store/remote_read.h"
#include "headroom/store/scrape_frame.h"
#include "headroom/store/snappy_block.h"

namespace headroom::store {
namespace {

// Prometheus gives 11,000 points of a series at most.
constexpr std::int64_t minutes_per_query = 7 * minutes_per_day;
constexpr std::size_t namespaces_per_query = 50;
constexpr std::size_t body_bytes_max = std::size_t{256} << 20;

struct found_columns {
  std::map<std::string, std::vector<double>> by_name;
  std::vector<std::string> damage;
};

// Whether the figures are a running total: they only rise, nearly every minute. A minute's rate goes up and down.
bool looks_like_counter(const std::vector<double>& values) {
  constexpr int enough = 30;
  int known = 0;
  int rises = 0;
  double before = -1;
  for (const double value : values) {
    if (!is_known(value)) continue;
    if (value < before) return false;
    rises += known > 0 && value > before;
    before = value;
    ++known;
  }
  return known >= enough && rises * 10 >= known * 9;
}

bool holds_load(history_column column) {
  return metric_of(column).ends_with("_count") && column != history_column::trus;
}

// The series of each namespace as one, as PromQL's sum and min join them: of a minute that only some have, those.
range_answer joined(const std::vector<remote_series>& all, across_series how, minute_range part) {
  std::map<std::string, std::map<std::int64_t, double>> by_name;
  for (const remote_series& series : all) {
    auto& minutes = by_name[series.name];
    const std::vector<double> values = minutes_of(series, part);
    for (std::size_t m = 0; m < values.size(); ++m) {
      if (!is_known(values[m])) continue;
      const auto [at, is_first] =
          minutes.try_emplace((part.first.index + static_cast<std::int64_t>(m)) * 60, values[m]);
      if (is_first) continue;
      at->second = how == across_series::sum ? at->second + values[m] : std::min(at->second, values[m]);
    }
  }
  range_answer answer;
  for (const auto& [name, minutes] : by_name) answer.series.push_back({name, {minutes.begin(), minutes.end()}});
  return answer;
}

class prometheus_history final : public history_reader {
 public:
  prometheus_history(prometheus_settings settings, http::client& client)
      : settings_(std::move(settings)), client_(client) {
    if (const auto url = http::parse_url(settings_.url)) where_ = http::authority_of(*url);
  }

  result<history_info> info() override;
  result<std::vector<namespace_id>> namespaces() override;
  result<column_history> read(const namespace_id& id, history_column column, minute_range range) override;
  result<void> scan(history_column column, minute_range range, const column_visitor& visit) override;
  result<void> hourly(history_column column, minute_range range, int threads, const hours_visitor& visit) override;
  result<std::vector<minute_note>> notes(minute_range range) override;
  result<std::vector<gap_note>> gaps(minute_range) override { return std::vector<gap_note>{}; }

 private:
  result<http::response> post(const std::string& path, const http::query_parameters& parameters);
  result<std::optional<range_answer>> read_remotely(history_column column, const std::vector<namespace_id>& names,
                                                    minute_range part);
  result<range_answer> ask(const std::string& query, minute_range range, std::int64_t step_minutes);
  result<void> add(found_columns& found, history_column column, const std::vector<namespace_id>& names,
                   minute_range part, minute_range whole);
  result<found_columns> columns(history_column column, const std::vector<namespace_id>& names, minute_range range);
  [[nodiscard]] minute_range looked_at() const {
    const utc_minute now = minute_of_unix_seconds(settings_.now_unix_ms / 1000);
    const utc_hour next = hour_of(now) + 1;
    return {start_of(next - std::int64_t{24} * settings_.days_back_max), start_of(next)};
  }

  prometheus_settings settings_;
  std::string where_;  // host and port, for errors of answers; those of the network have it
  http::client& client_;
  bool reads_remotely_ = true;  // until the server shows that it does not offer it
};

result<http::response> prometheus_history::post(const std::string& path, const http::query_parameters& parameters) {
  http::request request{
      .verb = http::method::post,
      .url = http::join_url(settings_.url, path),
      .headers = {{"Content-Type", "application/x-www-form-urlencoded"}, {"Accept", "application/json"}},
      .bearer = settings_.bearer,
      .timeouts = settings_.timeouts};
  request.limits.body_bytes_max = body_bytes_max;
  for (const auto& [name, value] : parameters) {
    request.body += (request.body.empty() ? "" : "&") + name + '=' + http::percent_encode(value);
  }
  return client_.send(request, {});
}

result<range_answer> prometheus_history::ask(const std::string& query, minute_range range, std::int64_t step_minutes) {
  const range_grid grid{range.first.index * 60, range.end.index * 60, step_minutes * 60};
  const std::string context =
      fmt::format("query {} from {} to {}", query.substr(0, 400), to_string(range.first), to_string(range.end));
  const auto answer = post("/api/v1/query_range", {{"query", query},
                                                   {"start", std::to_string(grid.first_s)},
                                                   {"end", std::to_string(grid.end_s - grid.step_s)},
                                                   {"step", std::to_string(grid.step_s)}});
  if (!answer) return fail(answer.error().in(context));
  auto read = read_range_answer(answer->body, answer->status, grid);
  if (!read) return fail(read.error().in(context).in(where_));
  return read;
}

// As a remote read, where the server offers one; empty where it does not. What goes wrong with the server goes wrong
// with the query that is asked instead, and is told by it.
result<std::optional<range_answer>> prometheus_history::read_remotely(history_column column,
                                                                      const std::vector<namespace_id>& names,
                                                                      minute_range part) {
  if (!reads_remotely_) return std::nullopt;
  const std::int64_t first_ms = (part.first.index - 1) * 60'000;
  const std::int64_t last_ms = (part.end.index - 1) * 60'000;
  http::request request{.verb = http::method::post,
                        .url = http::join_url(settings_.url, "/api/v1/read"),
                        .headers = {{"Content-Type", "application/x-protobuf"},
                                    {"Content-Encoding", "snappy"},
                                    {"X-Prometheus-Remote-Read-Version", "0.1.0"}},
                        .bearer = settings_.bearer,
                        .body = snappy_literals(remote_read_request(matchers_of(column, names), first_ms, last_ms)),
                        .timeouts = settings_.timeouts,
                        .coding = http::body_coding::as_sent};
  request.limits.body_bytes_max = body_bytes_max;
  const auto answer = client_.send(request, {});
  const auto type = answer ? answer->find_header("Content-Type") : std::nullopt;
  if (!answer || answer->status != 200 || !type || !type->starts_with("application/x-protobuf")) {
    reads_remotely_ = false;
    return std::nullopt;
  }
  const auto message = snappy_unpack(answer->body, body_bytes_max);
  if (!message) return fail(message.error().in("a remote read of " + metric_of(column)));
  const auto series = read_remote_answer(*message);
  if (!series) return fail(series.error().in("a remote read of " + metric_of(column)));
  return joined(*series, across(column), part);
}

result<void> prometheus_history::add(found_columns& found, history_column column,
                                     const std::vector<namespace_id>& names, minute_range part, minute_range whole) {
  const std::string query = query_of(column, names);
  auto remote = read_remotely(column, names, part);
  if (!remote) return fail(std::move(remote).error());
  const auto answer = *remote ? result<range_answer>(std::move(**remote)) : ask(query, part, 1);
  if (!answer) return fail(answer.error());
  for (const std::string& warning : answer->warnings)
    found.damage.push_back(fmt::format("query {}: {}", query, warning));
  for (const answer_series& series : answer->series) {
    auto& values = found.by_name[series.name];
    values.resize(whole.minutes(), unknown_value);
    int absurd = 0;
    for (const auto& [time, value] : series.points) {
      const bool possible = value >= 0 && !std::isinf(value);
      absurd += is_known(value) && !possible;
      if (possible) values[static_cast<std::size_t>(time / 60 - whole.first.index)] = value;
    }
    if (absurd > 0) {
      found.damage.push_back(fmt::format("{} of {}: {} negative or infinite values were left out (query {})",
                                         to_string(column), escape_for_terminal(series.name), absurd, query));
    }
  }
  return {};
}

result<found_columns> prometheus_history::columns(history_column column, const std::vector<namespace_id>& names,
                                                  minute_range range) {
  found_columns found;
  for (utc_minute first = range.first; first < range.end; first = first + minutes_per_query) {
    if (auto done = add(found, column, names, {first, std::min(first + minutes_per_query, range.end)}, range); !done) {
      return fail(done.error());
    }
  }
  for (const auto& [name, values] : found.by_name) {
    if (!holds_load(column) || !looks_like_counter(values)) continue;
    return fail(
        error_code::failed_precondition,
        fmt::format("{} of {} only ever rises: it looks like a counter, where Temporal's endpoint has rates per "
                    "second; is the metric rewritten on its way? (query {})",
                    metric_of(column), escape_for_terminal(name), query_of(column, names)));
  }
  return found;
}

result<std::vector<namespace_id>> prometheus_history::namespaces() {
  const minute_range range = looked_at();
  const std::string path = "/api/v1/label/temporal_namespace/values";
  http::request request{.url = http::join_url(settings_.url, path,
                                              {{"match[]", metric_of(history_column::actions_limit)},
                                               {"start", std::to_string(range.first.index * 60)},
                                               {"end", std::to_string(range.end.index * 60)}}),
                        .headers = {{"Accept", "application/json"}},
                        .bearer = settings_.bearer,
                        .timeouts = settings_.timeouts};
  const auto answer = client_.send(request, {});
  if (!answer) return fail(answer.error().in("names of namespaces"));
  const auto values = read_label_values(answer->body, answer->status);
  if (!values) return fail(values.error().in("names of namespaces").in(where_));
  std::vector<namespace_id> names(values->begin(), values->end());
  std::ranges::sort(names);
  return names;
}

result<column_history> prometheus_history::read(const namespace_id& id, history_column column, minute_range range) {
  auto found = columns(column, {id}, range);
  if (!found) return fail(std::move(found).error());
  column_history history{.first = range.first, .damage = std::move(found->damage)};
  const auto values = found->by_name.find(id.value());
  if (values != found->by_name.end()) {
    history.values = std::move(values->second);
    return history;
  }
  const auto all = namespaces();
  if (!all) return fail(all.error());
  if (!std::ranges::binary_search(*all, id)) {
    std::vector<std::string_view> names;
    for (const namespace_id& name : *all) names.push_back(name.value());
    const auto near = nearest(id.value(), names);
    return fail(error_code::not_found,
                fmt::format("{} has no namespace '{}' in {} days{}", settings_.url, escape_for_terminal(id.value()),
                            settings_.days_back_max, near ? fmt::format("; did you mean '{}'?", *near) : ""));
  }
  history.values.assign(range.minutes(), unknown_value);
  return history;
}

result<void> prometheus_history::scan(history_column column, minute_range range, const column_visitor& visit) {
  const auto all = namespaces();
  if (!all) return fail(all.error());
  for (std::size_t at = 0; at < all->size(); at += namespaces_per_query) {
    const auto first = all->begin() + static_cast<std::ptrdiff_t>(at);
    const auto count = static_cast<std::ptrdiff_t>(std::min(namespaces_per_query, all->size() - at));
    auto found = columns(column, {first, first + count}, range);
    if (!found) return fail(std::move(found).error());
    for (auto& [name, values] : found->by_name) {
      const column_history history{range.first, std::move(values), found->damage};
      if (auto done = visit(namespace_id(name), history); !done) return done;
    }
  }
  return {};
}

result<void> prometheus_history::hourly(history_column column, minute_range range, int, const hours_visitor& visit) {
  return scan(column, range, [&](const namespace_id& id, const column_history& minutes) {
    hourly_history hours = hourly_figures(minutes.first, minutes.values);
    hours.damage = minutes.damage;
    return visit(id, hours);
  });
}

result<std::vector<minute_note>> prometheus_history::notes(minute_range range) {
  std::vector<minute_note> notes;
  for (utc_minute first = range.first; first < range.end; first = first + minutes_per_query) {
    const auto answer = ask(presence_query("59s"), {first, std::min(first + minutes_per_query, range.end)}, 1);
    if (!answer) return fail(answer.error());
    for (const answer_series& series : answer->series) {
      for (const auto& [time, value] : series.points) {
        if (value > 0) notes.push_back({.minute = {time / 60}, .data = completeness::unknown});
      }
    }
  }
  return notes;
}

// By the hour, so that months of it are one small answer.
result<history_info> prometheus_history::info() {
  history_info info{.where = settings_.url};
  const auto names = namespaces();
  if (!names) return fail(names.error());
  info.namespaces = static_cast<std::int64_t>(names->size());
  minute_range range = looked_at();
  range.first = range.first + 60;  // an hour is counted at its end
  range.end = range.end + 60;
  // A minute less than the hour: Prometheus counts a sample at either end.
  const auto answer = ask(presence_query("3599s"), range, 60);
  if (!answer) return fail(answer.error());
  for (const answer_series& series : answer->series) {
    for (const auto& [time, value] : series.points) {
      const minute_range hour{{time / 60 - 59}, {time / 60 + 1}};
      if (!(value > 0)) continue;
      if (!info.covered) info.covered = hour;
      info.covered->end = hour.end;
      info.minutes_stored += static_cast<std::int64_t>(value);
    }
  }
  info.minutes_incomplete = info.minutes_stored;
  return info;
}

}  // namespace

result<std::unique_ptr<history_reader>> open_prometheus_history(prometheus_settings settings, http::client& client) {
  const auto parts = http::parse_url(settings.url);
  if (!parts) return fail(parts.error().in("the Prometheus server of the history"));
  return std::make_unique<prometheus_history>(std::move(settings), client);
}

}  // namespace headroom::store
