#include "headroom/cli/metrics/bench.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <ctime>
#include <fmt/format.h>
#include <functional>
#include <limits>

#include "headroom/cli/exit_code.h"
#include "headroom/cli/metrics/input.h"
#include "headroom/openmetrics/reference.h"
#include "headroom/openmetrics/steady_parser.h"
#include "headroom/openmetrics/strict_parser.h"
#include "headroom/openmetrics/write.h"

namespace headroom::cli::metrics {
namespace {

struct totals {
  std::size_t samples = 0;
  std::size_t label_bytes = 0;
  double value_sum = 0;
  double timestamp_sum_s = 0;
};

// Reads every label, value and timestamp, so that nothing can be left out.
class summer final : public openmetrics::text_handler {
 public:
  void on_restart() override { all = {}; }
  void on_family(const openmetrics::text_family&) override {}
  void on_sample(const openmetrics::text_sample& one) override {
    ++all.samples;
    for (const auto& label : one.labels) all.label_bytes += label.name.size() + label.raw_value.size();
    if (std::isfinite(one.value)) all.value_sum += one.value;
    if (one.has_timestamp) all.timestamp_sum_s += one.timestamp_s;
  }

  totals all;
};

totals sum_of(const openmetrics::exposition& body) {
  totals all;
  for (const auto& family : body.families) {
    all.samples += family.samples.size();
    for (const auto& one : family.samples) {
      for (const auto& label : one.labels) all.label_bytes += label.name.size() + label.value.size();
      if (std::isfinite(one.value)) all.value_sum += one.value;
      all.timestamp_sum_s += one.timestamp_s.value_or(0);
    }
  }
  return all;
}

double clock_s(clockid_t clock) {
  timespec now{};
  clock_gettime(clock, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

struct timing {
  double seconds_min = std::numeric_limits<double>::infinity();
  double cpu_seconds_min = std::numeric_limits<double>::infinity();
};

timing best_of(int rounds, const std::function<void()>& round) {
  timing best;
  for (int i = 0; i < rounds; ++i) {
    const double cpu = clock_s(CLOCK_THREAD_CPUTIME_ID);
    const double wall = clock_s(CLOCK_MONOTONIC);
    round();
    best.seconds_min = std::min(best.seconds_min, clock_s(CLOCK_MONOTONIC) - wall);
    best.cpu_seconds_min = std::min(best.cpu_seconds_min, clock_s(CLOCK_THREAD_CPUTIME_ID) - cpu);
  }
  return best;
}

void print_line(std::string_view mode, std::size_t bytes, const totals& all, const timing& best) {
  std::string sum;
  openmetrics::append_number(sum, all.value_sum);
  if (!std::isfinite(all.value_sum)) sum = '"' + sum + '"';  // finite values can add up to more; JSON has no infinity
  fmt::print(
      "{{\"mode\": \"{}\", \"bytes\": {}, \"samples\": {}, \"seconds_min\": {:.9f}, \"cpu_seconds_min\": {:.9f}, "
      "\"value_sum\": {}}}\n",
      mode, bytes, all.samples, best.seconds_min, best.cpu_seconds_min, sum);
}

// Any error of the body, found before it is timed.
int report_invalid(const std::string& file, const openmetrics::text_error& found) {
  fmt::print(stderr, "{}:{}:{}: {}\n", file, found.line, found.column, found.message);
  return exit_failed;
}

int bench_body(const std::string& file, const std::string& body, int rounds, reference_mode reference) {
  const auto format = openmetrics::detect_format(body);
  openmetrics::strict_parser parser;
  if (const auto good = parser.check(body, format); !good) return report_invalid(file, good.error());
  for (const std::string_view mode : {"full", "strict"}) {
    summer sums;
    const auto best = best_of(rounds, [&] {
      sums.all = {};
      static_cast<void>(parser.parse(body, format, sums).has_value());
    });
    print_line(mode, body.size(), sums.all, best);
  }
  if (reference == reference_mode::left_out) return exit_ok;
  totals all;
  const auto best = best_of(rounds, [&] { all = sum_of(*openmetrics::parse_reference(body, format)); });
  print_line("reference", body.size(), all, best);
  return exit_ok;
}

// Adds up what one scrape of a steady parser brought.
void add_scrape(const openmetrics::steady_parser& parser, totals& all) {
  all.samples += parser.values().size();
  for (const double value : parser.values()) all.value_sum += std::isfinite(value) ? value : 0;
  for (const double time_s : parser.timestamps_s()) all.timestamp_sum_s += std::isnan(time_s) ? 0 : time_s;
}

int bench_scrapes(const std::vector<std::string>& files, const std::vector<std::string>& bodies, int rounds) {
  openmetrics::steady_parser parser;
  summer fresh;
  std::size_t bytes = 0;
  for (std::size_t i = 0; i < bodies.size(); ++i) {
    if (const auto good = parser.read(bodies[i], fresh); !good) return report_invalid(files[i], good.error());
    if (i > 0) bytes += bodies[i].size();
  }
  totals all;
  timing best;
  for (int round = 0; round < rounds; ++round) {
    static_cast<void>(parser.read(bodies.front(), fresh).has_value());
    const auto one = best_of(1, [&] {
      all = {};
      for (std::size_t i = 1; i < bodies.size(); ++i) {
        fresh.all = {};
        if (parser.read(bodies[i], fresh) == openmetrics::steady_parser::outcome::same_series) {
          add_scrape(parser, all);
        } else {
          all.samples += fresh.all.samples;
          all.value_sum += fresh.all.value_sum;
        }
      }
    });
    best.seconds_min = std::min(best.seconds_min, one.seconds_min);
    best.cpu_seconds_min = std::min(best.cpu_seconds_min, one.cpu_seconds_min);
  }
  print_line("steady", bytes, all, best);
  return exit_ok;
}

}  // namespace

int bench_files(const std::vector<std::string>& files, int rounds, reference_mode reference) {
  std::vector<std::string> bodies;
  for (const auto& file : files) {
    auto body = read_input(file);
    if (!body) {
      fmt::print(stderr, "headroom: {}\n", body.error().message);
      return exit_failed;
    }
    bodies.push_back(std::move(*body));
  }
  return files.size() > 1 ? bench_scrapes(files, bodies, rounds)
                          : bench_body(files.front(), bodies.front(), rounds, reference);
}

}  // namespace headroom::cli::metrics
