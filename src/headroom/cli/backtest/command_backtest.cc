#include "headroom/cli/backtest/command_backtest.h"

#include <algorithm>
#include <cstdio>
#include <fmt/format.h>
#include <memory>
#include <mutex>
#include <set>
#include <unistd.h>

#include "headroom/backtest/trace_csv.h"
#include "headroom/base/text.h"
#include "headroom/cli/backtest/run.h"
#include "headroom/cli/backtest/score_json.h"
#include "headroom/cli/backtest/score_table.h"
#include "headroom/cli/exit_code.h"

namespace headroom::cli::backtest {
namespace {

using headroom::backtest::contender;

// A message that begins with a file and line stands as it is, so that editors can jump to it.
int say(const error& e, int code, const char* prefix = "headroom: ") {
  std::fprintf(stderr, "%s%s\n", prefix, escape_for_terminal(e.message).c_str());
  return code;
}

result<void> check_names(const std::vector<std::string>& files) {
  std::set<std::string> seen;
  for (const auto& file : files) {
    const auto name = headroom::backtest::trace_name(file);
    if (!seen.insert(name).second) {
      return fail(error_code::invalid_argument,
                  fmt::format("saw two traces named '{}', expected names that differ; a trace's name is its file's up "
                              "to '.csv'",
                              name));
    }
  }
  return {};
}

result<std::vector<contender>> find_contenders(const std::vector<std::string>& typed) {
  std::vector<contender> out;
  const auto add = [&](std::string_view text) -> result<void> {
    auto found = contender::find(text);
    if (!found) return fail(std::move(found).error());
    out.push_back(*std::move(found));
    return {};
  };
  for (const auto& text : typed) {
    if (auto added = add(text); !added) return fail(added.error());
  }
  if (!typed.empty()) return out;
  for (const auto name : headroom::backtest::contender_names()) {
    if (auto added = add(name); !added) return fail(added.error());
  }
  return out;
}

// "backtest: 12 of 176" on one line that is written over; only a terminal sees it.
class progress_line {
 public:
  progress_line() : shown_(isatty(STDERR_FILENO) != 0) {}
  ~progress_line() {
    if (shown_) std::fputs("\r\033[K", stderr);
  }
  progress_line(const progress_line&) = delete;
  progress_line& operator=(const progress_line&) = delete;

  void tell(std::size_t done, std::size_t all) {
    if (!shown_) return;
    const std::lock_guard lock(mutex_);
    latest_ = std::max(latest_, done);
    std::fprintf(stderr, "\rbacktest: %zu of %zu", latest_, all);
  }

 private:
  bool shown_;
  std::mutex mutex_;
  std::size_t latest_ = 0;
};

// CLI::Range lets NaN pass.
CLI::Validator number_between(double least, double most) {
  return CLI::Validator(
      [least, most](const std::string& text) {
        double value = 0;
        const bool number = CLI::detail::lexical_cast(text, value);
        return number && value >= least && value <= most
                   ? ""
                   : fmt::format("saw {}, expected a number from {} to {}", text, least, most);
      },
      fmt::format("[{} - {}]", least, most));
}

std::string rendered(const std::vector<scored_run>& runs, const options& asked) {
  switch (asked.output) {
    case output_format::text:
      return score_text(runs, asked);
    case output_format::json:
    case output_format::jsonl:
      return score_json(runs, asked);
    case output_format::csv:
      return score_csv(runs, asked);
    case output_format::markdown:
      return score_markdown(runs, asked);
    case output_format::html:
      return score_html(runs, asked);
    case output_format::none:
      break;
  }
  return "";
}

int exit_code_of(const run_outcome& outcome) {
  if (outcome.runs.empty()) return exit_failed;
  const bool unscored = std::ranges::any_of(outcome.runs, [](const scored_run& r) { return r.card.scored_hours == 0; });
  return unscored || !outcome.unread.empty() ? exit_partial : exit_ok;
}

}  // namespace

int run_backtest(const options& asked) {
  if (auto names = check_names(asked.traces); !names) return say(names.error(), exit_usage);
  const auto contenders = find_contenders(asked.policies);
  if (!contenders) return say(contenders.error(), exit_usage);

  run_outcome outcome;
  {
    progress_line line;
    outcome = run_all(asked, *contenders, [&](std::size_t done, std::size_t all) { line.tell(done, all); });
  }
  for (const auto& e : outcome.unread) say(e, exit_partial, "");
  if (!asked.decisions_folder.empty()) {
    if (auto written = write_decisions(outcome.runs, asked.decisions_folder); !written) {
      return say(written.error(), exit_failed);
    }
  }
  const auto text = rendered(outcome.runs, asked);
  if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size()) {
    return say({error_code::data_loss, "the output could not be written"}, exit_failed);
  }
  return exit_code_of(outcome);
}

void add_backtest(CLI::App& app, const output_format& output, int& exit) {
  auto asked = std::make_shared<options>();
  auto* command = app.add_subcommand("backtest", "What any policy would have cost and throttled over recorded load");
  command->add_option("--trace", asked->traces, "CSV or gzip with the columns minute,actions_per_second; may repeat")
      ->required()
      ->type_name("FILE")
      ->expected(1, -1)
      ->take_all();
  command->add_option("--policy", asked->policies, "Policy to replay, as in original:every=15; may repeat (all)")
      ->type_name("NAME")
      ->expected(1)
      ->take_all();
  command->add_option("--scale", asked->scale, "Multiplies every load")
      ->type_name("X")
      ->check(number_between(1e-6, 1e6));
  command->add_option("--lag-minutes", asked->setting.lag_minutes, "Age of the newest row that a decision may use")
      ->type_name("N")
      ->check(CLI::Range(0, 1440));
  command->add_option("--actuation-minutes", asked->setting.actuation_minutes, "Minutes from a request to its effect")
      ->type_name("N")
      ->check(CLI::Range(0, 1440));
  command->add_option("--throttle-cost", asked->setting.throttle_cost, "Billed actions that a throttled one weighs")
      ->type_name("W")
      ->check(number_between(0, 1e9));
  command->add_option("--decisions", asked->decisions_folder, "Folder for each policy's requests")->type_name("DIR");
  command->add_option("--threads", asked->threads, "Threads to use (as many as the machine has)")
      ->type_name("N")
      ->check(CLI::Range(1, 4096));
  command->callback([asked, &output, &exit] {
    asked->output = output;
    exit = run_backtest(*asked);
  });
}

}  // namespace headroom::cli::backtest
