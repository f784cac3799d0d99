// What the reading of an account costs beside the network: the Ops API's JSON (against simdjson reading the same
// members and nothing else), and the way from samples to snapshots.
#include <benchmark/benchmark.h>
#include <fmt/format.h>
#include <simdjson.h>

#include "headroom/cloud/metric_names.h"
#include "headroom/cloud/ops_codec.h"
#include "headroom/cloud/snapshot_builder.h"

namespace {

using namespace headroom;

constexpr std::int64_t minute_s = 1'765'894'320;

std::string page_of(int namespaces) {
  std::string out = R"({"namespaces":[)";
  for (int i = 0; i < namespaces; ++i) {
    out += fmt::format(
        R"({}{{"namespace":"ns-{:05}.a1b2c","resourceVersion":"{}","spec":{{"name":"ns-{:05}","retentionDays":30,"mtlsAuth":)"
        R"({{"acceptedClientCa":"{}","certificateFilters":[]}},"customSearchAttributes":{{"Customer":"Keyword"}},"capacitySpec":)"
        R"({{"provisioned":{{"value":4}}}}}},"state":"RESOURCE_STATE_ACTIVE","endpoints":{{"webAddress":"https://x"}},)"
        R"("activeRegion":"aws-us-east-1","limits":{{"actionsPerSecondLimit":2000}},"replicas":[{{"id":"1","region":)"
        R"("aws-us-east-1"}}],"capacity":{{"provisioned":{{"currentValue":4}}}}}})",
        i == 0 ? "" : ",", i, i, i, std::string(600, 'Q'));
  }
  return out + R"(],"nextPageToken":"next"})";
}

void decode_page(benchmark::State& state) {
  std::string page = page_of(1000);
  for (auto unused : state) benchmark::DoNotOptimize(cloud::decode_namespace_page(page));
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(page.size()));
}
BENCHMARK(decode_page)->Unit(benchmark::kMicrosecond);

// The anchor: a document built by simdjson alone, of which nothing is looked at. As above, each page has a parser of
// its own.
void simdjson_document(benchmark::State& state) {
  const simdjson::padded_string page(page_of(1000));
  for (auto unused : state) {
    simdjson::dom::parser parser;
    benchmark::DoNotOptimize(parser.parse(page).error());
  }
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(page.size()));
}
BENCHMARK(simdjson_document)->Unit(benchmark::kMicrosecond);

std::string body_of(const std::vector<std::string>& metrics, int namespaces) {
  std::string out;
  for (const std::string& metric : metrics) {
    out += "# TYPE " + metric + " gauge\n";
    for (int i = 0; i < namespaces; ++i) {
      out += fmt::format("{}{{temporal_account=\"a1b2c\",temporal_namespace=\"ns-{:05}.a1b2c\"}} {} {}\n", metric, i,
                         i % 700, minute_s);
    }
  }
  return out + "# EOF\n";
}

// 10,000 namespaces with nine metrics each: the samples into the table, and the table into snapshots.
void samples_to_snapshots(benchmark::State& state) {
  const auto metrics = cloud::namespace_metrics();
  const auto body = openmetrics::parse_temporal(body_of(metrics, 10'000));
  for (auto unused : state) {
    cloud::point_table table(metrics);
    table.add(body.value(), metrics, completeness::complete);
    table.close();
    benchmark::DoNotOptimize(
        cloud::build_account_snapshot(table, {}, {.window = {.now_unix_ms = (minute_s + 180) * 1000}}));
  }
}
BENCHMARK(samples_to_snapshots)->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
