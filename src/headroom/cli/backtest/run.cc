#include "headroom/cli/backtest/run.h"

#include <atomic>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>

#include "headroom/backtest/decisions_csv.h"
#include "headroom/backtest/picture.h"
#include "headroom/backtest/workload.h"
#include "headroom/cli/backtest/parallel.h"
#include "headroom/cli/backtest/trace_file.h"

namespace headroom::cli::backtest {
namespace {

using headroom::backtest::workload;

result<workload> load_trace(const std::string& file, const options& asked) {
  const auto trace = read_trace_file(file);
  if (!trace) return fail(trace.error());
  return headroom::backtest::prepare_workload(*trace, {.scale = asked.scale, .setting = asked.setting});
}

result<void> write_file(const std::filesystem::path& path, const std::string& text) {
  std::ofstream out(path, std::ios::binary | std::ios::trunc);
  out << text;
  out.close();
  if (out) return {};
  return fail(error_code::data_loss, fmt::format("{}: the decisions could not be written: {}", path.string(),
                                                 errno != 0 ? std::strerror(errno) : "unknown cause"));
}

bool shows_pictures(output_format output) {
  return output == output_format::text || output == output_format::markdown || output == output_format::html;
}

}  // namespace

run_outcome run_all(const options& asked, const std::vector<headroom::backtest::contender>& contenders,
                    const progress& tell) {
  const int threads = asked.threads > 0 ? asked.threads : usual_threads();
  std::vector<result<workload>> read(asked.traces.size());
  run_parallel(read.size(), threads, [&](std::size_t i) { read[i] = load_trace(asked.traces[i], asked); });

  run_outcome out;
  std::vector<const workload*> workloads;
  for (const auto& one : read) {
    if (one) {
      workloads.push_back(&*one);
    } else {
      out.unread.push_back(one.error());
    }
  }
  out.runs.resize(workloads.size() * contenders.size());
  std::atomic<std::size_t> done{0};
  run_parallel(out.runs.size(), threads, [&](std::size_t i) {
    const workload& load = *workloads[i / contenders.size()];
    const auto& contender = contenders[i % contenders.size()];
    auto requests = contender.requests(load);
    const auto card = headroom::backtest::score(load, requests);
    scored_run& run = out.runs[i];
    run = {.trace = load.name, .policy = contender.name(), .card = card};
    if (shows_pictures(asked.output)) {
      run.peaks = headroom::backtest::peaks_of(load);
      run.limits = headroom::backtest::limits_of(load, requests);
    }
    if (!asked.decisions_folder.empty()) run.requests = std::move(requests);
    tell(++done, out.runs.size());
  });
  return out;
}

result<void> write_decisions(std::vector<scored_run>& runs, const std::string& folder) {
  std::error_code failure;
  std::filesystem::create_directories(folder, failure);
  if (failure) {
    return fail(error_code::failed_precondition,
                fmt::format("{}: the folder for the decisions cannot be made: {}", folder, failure.message()));
  }
  for (auto& run : runs) {
    const auto path = std::filesystem::path(folder) / fmt::format("{}.{}.csv", run.trace, run.policy);
    if (auto written = write_file(path, headroom::backtest::decisions_csv(run.requests)); !written) return written;
    run.decisions_file = path.string();
  }
  return {};
}

}  // namespace headroom::cli::backtest
