#include "headroom/cli/metrics/command_metrics.h"

#include <cstdio>
#include <fmt/format.h>
#include <memory>
#include <string>
#include <vector>

#include "headroom/cli/exit_code.h"
#include "headroom/cli/metrics/bench.h"
#include "headroom/cli/metrics/check.h"
#include "headroom/cli/metrics/show.h"

namespace headroom::cli::metrics {
namespace {

// The words of a command line; they live as long as the callbacks that read them.
struct words {
  std::vector<std::string> files;
  std::string format = "auto";
  int rounds = 5;
  bool without_reference = false;
};

format_choice to_format(const std::string& word) {
  if (word == "openmetrics") return openmetrics::text_format::openmetrics;
  if (word == "prometheus") return openmetrics::text_format::prometheus;
  return std::nullopt;
}

void add_format(CLI::App& command, words& given) {
  command
      .add_option("--format", given.format,
                  "auto: OpenMetrics when some line is exactly `# EOF`, else Prometheus 0.0.4")
      ->check(CLI::IsMember({"auto", "openmetrics", "prometheus"}))
      ->default_str("auto");
}

void add_check(CLI::App& metrics, int& exit) {
  auto given = std::make_shared<words>();
  auto* check = metrics.add_subcommand("check", "Says of each file whether it keeps every rule of its specification");
  add_format(*check, *given);
  check->add_option("FILE", given->files, "Files; - is standard input")->required();
  check->callback([given, &exit] { exit = check_files(given->files, to_format(given->format)); });
}

int show(const words& given, output_format output) {
  if (output != output_format::text && output != output_format::json) {
    fmt::print(stderr, "headroom: metrics show prints text or json; choose one with -o\n");
    return exit_usage;
  }
  const auto as = output == output_format::json ? show_format::json : show_format::text;
  return show_file(given.files.front(), to_format(given.format), as);
}

void add_show(CLI::App& metrics, const output_format& output, int& exit) {
  auto given = std::make_shared<words>();
  auto* command = metrics.add_subcommand("show", "Prints what a file holds, as text or json (-o)");
  add_format(*command, *given);
  command->add_option("FILE", given->files, "A file; - is standard input")->required()->expected(1);
  command->callback([given, &output, &exit] { exit = show(*given, output); });
}

void add_bench(CLI::App& metrics, int& exit) {
  auto given = std::make_shared<words>();
  auto* bench = metrics.add_subcommand(
      "bench", "Times the parsers on a file; on several files, successive scrapes of one endpoint");
  bench->add_option("--rounds", given->rounds, "The best of this many rounds counts")->check(CLI::Range(1, 1'000'000));
  bench->add_option("FILE", given->files, "Files; - is standard input")->required();
  bench->add_flag("--without-reference", given->without_reference, "Leave the slow reference parser out");
  bench->callback([given, &exit] {
    const auto reference = given->without_reference ? reference_mode::left_out : reference_mode::timed;
    exit = bench_files(given->files, given->rounds, reference);
  });
}

}  // namespace

void add_metrics(CLI::App& app, const output_format& output, int& exit) {
  auto* metrics = app.add_subcommand("metrics", "Reads OpenMetrics 1.0 and Prometheus text 0.0.4");
  metrics->require_subcommand(1);
  metrics->fallthrough();
  add_check(*metrics, exit);
  add_show(*metrics, output, exit);
  add_bench(*metrics, exit);
}

}  // namespace headroom::cli::metrics
