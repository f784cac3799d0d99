#include "headroom/backtest/contender.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <optional>
#include <span>

#include "headroom/backtest/foresight.h"

namespace headroom::backtest {
namespace {

constexpr std::array<std::string_view, 9> names{"headroom",        "original", "on-demand",        "peak",
                                                "target-tracking", "vpa",      "autopilot-window", "hindsight",
                                                "week-plan"};
// The last one is run when it is asked for: it takes a second or so a trace.
constexpr std::span<const std::string_view> usual = std::span(names).first<8>();

std::optional<foresight> find_foresight(std::string_view name) {
  if (name == "peak") return foresight{peak_requests};
  if (name == "hindsight") return foresight{hindsight_requests};
  return std::nullopt;
}

}  // namespace

std::span<const std::string_view> contender_names() { return usual; }

result<contender> contender::find(std::string_view text) {
  const std::string_view name = text.substr(0, text.find(':'));
  if (std::ranges::find(names, name) == names.end()) return fail(plan::unknown_policy(name, names));
  if (const auto known = find_foresight(name)) {
    if (name == text) return contender(text, *known);
    return fail(error_code::invalid_argument, fmt::format("policy '{}': saw parameters, expected none", name));
  }
  auto make = plan::find_policy(text);
  if (!make) return fail(std::move(make).error());
  return contender(text, *std::move(make));
}

std::vector<request> contender::requests(const workload& load) const {
  if (const auto* knows = std::get_if<foresight>(&how_)) return knows->requests(load);
  const auto& make = std::get<plan::policy_maker>(how_);
  if (make.rule() != nullptr) return replay(load, *make.rule());
  return replay(load, *make(load.setting));
}

}  // namespace headroom::backtest
