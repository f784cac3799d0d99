#include "headroom/cli/forecast/command_forecast.h"

#include <cstdio>
#include <fmt/format.h>
#include <memory>

#include "headroom/base/text.h"
#include "headroom/cli/backtest/parallel.h"
#include "headroom/cli/backtest/trace_file.h"
#include "headroom/cli/exit_code.h"
#include "headroom/cli/forecast/outlook_text.h"
#include "headroom/cli/metrics/input.h"
#include "headroom/forecast/series_csv.h"

namespace headroom::cli::forecast {
namespace {

using headroom::forecast::named_series;

int say(const error& e, int code) {
  std::fprintf(stderr, "%s\n", escape_for_terminal(e.message).c_str());
  return code;
}

result<std::vector<named_series>> read_series(const std::string& file) {
  const std::string shown = file == "-" ? "stdin" : file;
  auto bytes = metrics::read_input(file);
  if (bytes && bytes->starts_with("\x1f\x8b")) bytes = backtest::gunzip(*bytes, shown);
  if (!bytes) return fail(std::move(bytes).error());
  return headroom::forecast::parse_series_csv(*bytes, shown);
}

headroom::forecast::forecast_options forecast_options_of(const options& asked) {
  headroom::forecast::forecast_options out{.horizon = asked.horizon};
  if (!asked.seasons.empty()) {
    out.seasons = asked.seasons;
    std::erase(*out.seasons, 1U);
  }
  return out;
}

// What one series came to: its rows, or why there are none.
using written = result<std::string>;

written write_one(const named_series& series, const headroom::forecast::forecast_options& asked, row_format as) {
  const auto outlook = headroom::forecast::foretell(series.values, asked);
  if (!outlook) return fail(outlook.error().in(fmt::format("series '{}'", series.name)));
  return outlook_rows(series, *outlook, as);
}

bool put(std::string_view text) { return std::fwrite(text.data(), 1, text.size(), stdout) == text.size(); }

}  // namespace

int run_forecast(const options& asked) {
  const auto as = row_format_of(asked.output);
  if (!as) return say(as.error(), exit_usage);
  const auto all = read_series(asked.series);
  if (!all) return say(all.error(), exit_failed);

  const auto settings = forecast_options_of(asked);
  std::vector<written> texts(all->size());
  const int threads = asked.threads > 0 ? asked.threads : backtest::usual_threads();
  backtest::run_parallel(texts.size(), threads, [&](std::size_t i) { texts[i] = write_one((*all)[i], settings, *as); });

  int exit = exit_ok;
  bool whole = put(text_before(*as));
  std::string_view between;
  for (const auto& text : texts) {
    if (!text) {
      exit = say(text.error(), exit_partial);
      continue;
    }
    whole = put(between) && put(*text) && whole;
    between = text_between(*as);
  }
  whole = put(text_after(*as)) && whole;
  return whole ? exit : say({error_code::data_loss, "the output could not be written"}, exit_failed);
}

void add_forecast(CLI::App& app, const output_format& output, int& exit) {
  auto asked = std::make_shared<options>();
  auto* command = app.add_subcommand("forecast", "Foretells series of equal steps: means and quantiles of each step");
  command->add_option("--series", asked->series, "CSV with the columns series,step,value (or gzip); - is stdin")
      ->required()
      ->type_name("FILE");
  command->add_option("--horizon", asked->horizon, "Steps to foretell")
      ->required()
      ->type_name("H")
      ->check(CLI::Range(1, 100'000));
  command
      ->add_option("--season", asked->seasons, "Steps after which the series repeats, as in 24,168; 1 is none (found)")
      ->type_name("S")
      ->delimiter(',')
      ->check(CLI::Range(1, 1'000'000));
  command->add_option("--threads", asked->threads, "Threads to use (as many as the machine has)")
      ->type_name("N")
      ->check(CLI::Range(1, 4096));
  command->callback([asked, &output, &exit] {
    asked->output = output;
    exit = run_forecast(*asked);
  });
}

}  // namespace headroom::cli::forecast
