#include "headroom/cloud/account_reader.h"

#include <algorithm>
#include <fmt/format.h>
#include <future>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

#include "headroom/cloud/metric_selection.h"
#include "headroom/cloud/metrics_client.h"
#include "headroom/cloud/ops_client.h"
#include "headroom/cloud/point_table.h"
#include "headroom/cloud/scrape_memory.h"
#include "headroom/cloud/scrape_split.h"
#include "headroom/cloud/snapshot_builder.h"

namespace headroom::cloud {
namespace {

using std::chrono::milliseconds;

// The caller's hooks for two threads: one at a time, with a stop of our own that the caller's also reaches.
class shared_hooks {
 public:
  explicit shared_hooks(const hooks& outer) : outer_(outer), chain_(outer.stop, [this] { source_.request_stop(); }) {
    inner_.stop = source_.get_token();
    inner_.heartbeat = [this](std::string_view what) {
      const std::scoped_lock lock(mutex_);
      if (outer_.heartbeat) outer_.heartbeat(what);
    };
    inner_.log = [this](log_level level, std::string_view line) {
      const std::scoped_lock lock(mutex_);
      if (outer_.log) outer_.log(level, line);
    };
  }
  [[nodiscard]] const hooks& get() const { return inner_; }
  void stop() { source_.request_stop(); }

 private:
  const hooks& outer_;
  std::stop_source source_;
  std::mutex mutex_;
  hooks inner_;
  std::stop_callback<std::function<void()>> chain_;
};

// The list of namespaces, read in a thread of its own while the scrape is under way.
class ops_listing {
 public:
  ops_listing(services with, const settings& what, const hooks& tell, milliseconds deadline)
      : api_(ops_caller(with, what, tell, deadline)) {
    if (what.ops_key.empty()) return;
    thread_ = std::thread([this] {
      listed_.emplace(list_namespaces(api_));
      done_.set_value();
    });
  }
  ~ops_listing() { wait(); }
  ops_listing(const ops_listing&) = delete;
  ops_listing& operator=(const ops_listing&) = delete;

  // The number of namespaces, if the list came within `patience`.
  std::optional<std::size_t> size_within(milliseconds patience) {
    if (!thread_.joinable() || is_done_.wait_for(patience) != std::future_status::ready) return std::nullopt;
    return *listed_ ? std::optional((*listed_)->size()) : std::nullopt;
  }

  // Empty when it was not asked.
  const std::optional<result<std::vector<ops_namespace>>>& wait() {
    if (thread_.joinable()) thread_.join();
    return listed_;
  }
  int calls() {
    wait();
    return api_.calls();
  }

 private:
  caller api_;
  std::optional<result<std::vector<ops_namespace>>> listed_;
  std::promise<void> done_;
  std::future<void> is_done_ = done_.get_future();
  std::thread thread_;
};

// Faults that somebody must mend: falling back on the metric would only hide them.
bool is_misconfigured(const error& e) {
  return e.code == error_code::unauthenticated || e.code == error_code::permission_denied ||
         e.code == error_code::invalid_argument || e.code == error_code::not_found;
}

std::vector<std::string_view> ids_of(const std::optional<result<std::vector<ops_namespace>>>& listed) {
  std::vector<std::string_view> out;
  if (!listed || !*listed) return out;
  for (const ops_namespace& one : **listed) out.push_back(one.id.value());
  return out;
}

std::size_t sample_count(const openmetrics::scrape& body) {
  std::size_t count = 0;
  for (const auto& family : body.families()) count += family.samples.size();
  return count;
}

struct scraped_account {
  point_table table;
  int scrapes_compared = 0;
};

// One scrape, or as many as it takes when the service truncates it.
result<scraped_account> scrape_all(caller& api, const settings& what, std::vector<std::string> metrics,
                                   ops_listing& ops, scrape_memory* memory) {
  scraped_account out{.table = point_table(metrics)};
  std::vector<scrape_request> to_do{{.metrics = std::move(metrics)}};
  int extra_requests = 0;
  while (!to_do.empty()) {
    const scrape_request next = std::move(to_do.back());
    to_do.pop_back();
    openmetrics::scrape_reader once;
    auto body = scrape_metrics(api, next, memory ? memory->reader_of(next) : once);
    if (!body) return fail(std::move(body).error());
    const bool too_large =
        body->how == completeness::limited && sample_count(*body->samples) >= what.split_from_samples;
    if (too_large && extra_requests + 2 <= what.split_requests_max) {
      auto smaller =
          split_request(next, next.metrics.size() > 1 ? std::vector<std::string_view>{} : ids_of(ops.wait()));
      if (!smaller.empty()) {
        extra_requests += static_cast<int>(smaller.size());
        api.log(log_level::info, fmt::format("the service truncated the scrape of {} metrics: asking again in {} parts",
                                             next.metrics.size(), smaller.size()));
        std::ranges::move(smaller, std::back_inserter(to_do));
        continue;
      }
    }
    out.table.add(*body->samples, next.metrics, body->how);
    out.scrapes_compared += body->way == openmetrics::scrape_reader::way::compared ? 1 : 0;
  }
  out.table.close();
  if (memory) memory->end_reading();
  return out;
}

std::vector<std::string> metrics_for(const settings& what, const account_size* remembered, ops_listing& ops) {
  std::vector<std::string> out = what.metrics;
  if (what.all_rows_up_to_namespaces == 0 || out != namespace_metrics()) return out;
  auto size = remembered ? remembered->last() : std::nullopt;
  if (!size) size = ops.size_within(what.wait_for_size);
  if (size && *size <= what.all_rows_up_to_namespaces) add_missing(out, all_row_metrics());
  return out;
}

// The names behind `extra_metrics`; the API is asked for its list only when a name is not in the documentation.
result<std::vector<std::string>> resolve_extra(caller& api, const std::vector<std::string>& patterns) {
  if (all_documented(patterns)) return patterns;
  auto known = list_descriptors(api);
  if (!known) return fail(std::move(known).error().in("the metrics' names cannot be listed"));
  return select_metrics(patterns, *known);
}

}  // namespace

caller metrics_caller(services with, const settings& what, const hooks& tell, milliseconds deadline) {
  return caller({.which = api::metrics,
                 .base_url = what.metrics_url,
                 .key = what.metrics_key,
                 .headers = {{"Accept", "application/openmetrics-text; version=1.0.0, text/plain; q=0.5, */*; q=0.1"}},
                 .timeouts = what.timeouts,
                 .limits = what.limits,
                 .retries = what.retries,
                 .jitter_seed = what.jitter_seed},
                with, tell, deadline);
}

caller ops_caller(services with, const settings& what, const hooks& tell, milliseconds deadline) {
  std::vector<http::header> headers{{"Accept", "application/json"}};
  if (!what.ops_api_version.empty()) headers.push_back({"temporal-cloud-api-version", what.ops_api_version});
  return caller({.which = api::ops,
                 .base_url = what.ops_url,
                 .key = what.ops_key,
                 .headers = std::move(headers),
                 .timeouts = what.timeouts,
                 .limits = what.limits,
                 .retries = what.retries,
                 .jitter_seed = what.jitter_seed + 1},
                with, tell, deadline);
}

result<account_snapshot> read_account(services with, const settings& what, const hooks& tell) {
  if (auto sound = check_settings(what); !sound) return fail(std::move(sound).error());
  shared_hooks shared(tell);
  const milliseconds deadline = with.time.monotonic() + what.total;
  caller metrics_api = metrics_caller(with, what, shared.get(), deadline);
  ops_listing ops(with, what, shared.get(), deadline);
  const auto give_up = [&shared](error e) {
    shared.stop();
    return fail(std::move(e));
  };

  auto extra = resolve_extra(metrics_api, what.extra_metrics);
  if (!extra) return give_up(std::move(extra).error());
  std::vector<std::string> metrics = metrics_for(what, with.size, ops);
  add_missing(metrics, *extra);
  const auto scraped = scrape_all(metrics_api, what, std::move(metrics), ops, with.scrapes);
  if (!scraped) return give_up(scraped.error());

  ops_view view;
  if (auto& listed = ops.wait()) {
    if (*listed) {
      view.namespaces = **listed;
      if (with.size) with.size->note((*listed)->size());
    } else if (is_misconfigured(listed->error()) || tell.stop.stop_requested()) {
      return fail(listed->error());
    } else {
      view.failure = listed->error();
    }
  }
  auto out = build_account_snapshot(scraped->table, view,
                                    {.window = {.now_unix_ms = with.time.unix_ms(), .oldest = what.oldest_sample},
                                     .filter = what.filter,
                                     .extra_metrics = *extra});
  if (!out) return out;
  if (auto warning = with.metrics_budget.warning()) out->warnings.push_back(*std::move(warning));
  out->metrics_calls = metrics_api.calls();
  out->scrapes_compared = scraped->scrapes_compared;
  out->ops_calls = ops.calls();
  return out;
}

}  // namespace headroom::cloud
