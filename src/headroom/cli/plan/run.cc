#include "headroom/cli/plan/run.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <fmt/format.h>

#include "headroom/base/sha256.h"
#include "headroom/base/text.h"
#include "headroom/cost/envelope.h"
#include "headroom/forecast/ics.h"
#include "headroom/plan/headroom_net.h"
#include "headroom/plan/week_decision.h"
#include "headroom/plan/week_forecast.h"
#include "headroom/report/account_report.h"

namespace headroom::cli::plan {
namespace {

using headroom::plan::hour_span;
using headroom::plan::week_case;
using headroom::plan::week_terms;

const cost::price_book& prices_of(const plan_configuration& with) {
  return with.prices ? *with.prices : cost::list_prices();
}

// The mean of the newest week of known minutes, as actions a month.
double actions_per_month(const namespace_past& past, double replica_factor) {
  const auto& minutes = past.rows.front().per_second;
  const auto from = minutes.size() - std::min<std::size_t>(minutes.size(), cost::envelope_minutes);
  double sum = 0;
  std::size_t known = 0;
  for (std::size_t i = from; i < minutes.size(); ++i) {
    if (std::isnan(minutes[i])) continue;
    sum += minutes[i];
    ++known;
  }
  if (known == 0) return 0;
  return sum / static_cast<double>(known) * 3600 * headroom::plan::hours_per_month *
         (past.has_replica ? replica_factor : 1);
}

std::string hash_of(const namespace_past& past) {
  std::string text;
  for (const auto& row : past.rows) {
    text += to_string(row.kind);
    for (const double v : row.per_second) text += std::isnan(v) ? std::string(",") : fmt::format(",{}", v);
  }
  return sha256_hex(text);
}

report::history_source source_of(const namespace_past& past) {
  return {.where = past.where,
          .first = past.start,
          .minutes = static_cast<std::int64_t>(past.rows.front().per_second.size()),
          .sha256 = hash_of(past)};
}

// The first clock hour after the last known minute.
utc_hour hour_after(const namespace_past& past) {
  const auto& minutes = past.rows.front().per_second;
  std::size_t known = minutes.size();
  while (known > 0 && std::isnan(minutes[known - 1])) --known;
  return hour_of(past.start + static_cast<std::int64_t>(known) + 59);
}

class planner {
 public:
  planner(const run_input& in, const std::vector<namespace_past>& pasts) : in_(in) {
    const auto& edition = prices_of(in.with).at(when(pasts));
    factor_ = edition.high_availability_factor;
    double account = 0;
    for (const auto& past : pasts) account += actions_per_month(past, factor_);
    account_actions_ = in.with.settings.account_actions_per_month.value_or(static_cast<std::int64_t>(account));
  }

  result<void> plan_one(const namespace_past& past, plan_run& to) const {
    const utc_hour first = in_.first.value_or(hour_after(past));
    const auto plan = prices_of(in_.with).at(start_of(first)).plan(in_.with.settings.price_plan);
    if (!plan) return fail(plan.error());
    week_case inputs{
        .id = past.id,
        .first = first,
        .current = in_.current ? in_.current : past.current,
        .levels = {},
        .rows = {},
        .prospects = {},
        .event_hours = {},
        .basis = {},
        .offer = {},
        .terms = in_.terms,
        .price = {.tariff = plan->actions, .actions_per_month = account_actions_, .high_availability_factor = factor_},
        .account_share_per_month = static_cast<std::int64_t>(actions_per_month(past, factor_)),
        .replica_factor = past.has_replica ? factor_ : 1};
    if (auto foretold = foretell(past, inputs); !foretold) return foretold;
    auto decided = headroom::plan::decide_week(inputs);
    if (!decided) return fail(std::move(decided).error());
    to.receipts.push_back(report::make_receipt(inputs, source_of(past), *decided));
    to.report.plans.push_back(*std::move(decided));
    return {};
  }

  [[nodiscard]] std::string price_note(const std::vector<namespace_past>& pasts) const {
    return report::price_note_of(prices_of(in_.with), in_.with.settings, when(pasts));
  }

 private:
  [[nodiscard]] utc_minute when(const std::vector<namespace_past>& pasts) const {
    if (in_.first) return start_of(*in_.first);
    return pasts.empty() ? utc_minute{} : start_of(hour_after(pasts.front()));
  }

  result<void> foretell(const namespace_past& past, week_case& to) const {
    headroom::plan::week_past known{.start = past.start, .rows = {}, .events = {}};
    for (const auto& row : past.rows) {
      known.rows.push_back(
          {.kind = row.kind, .per_second = row.per_second, .on_demand_limit_per_s = row.on_demand_limit_per_s});
    }
    for (const auto& [file, text] : in_.calendars) {
      auto events = forecast::ics_events(text, file, past.start, start_of(to.first + in_.asked.hours));
      if (!events) return fail(std::move(events).error());
      known.events.insert(known.events.end(), events->begin(), events->end());
    }
    return headroom::plan::foretell_case(known, {.first = to.first, .hours = static_cast<std::size_t>(in_.asked.hours)},
                                         to);
  }

  const run_input& in_;
  double factor_ = 2;
  std::int64_t account_actions_ = 0;
};

std::unexpected<error> bad(std::string_view flag, std::string_view seen, std::string_view expected) {
  return fail(error_code::invalid_argument,
              fmt::format("{}: saw '{}', expected {}", flag, escape_for_terminal(seen.substr(0, 60)), expected));
}

result<hour_span> freeze_of(const std::string& text) {
  constexpr std::string_view expected = "FROM/TO in UTC, as in 2026-12-24T00:00:00Z/2026-12-27T00:00:00Z";
  const auto slash = text.find('/');
  if (slash == std::string::npos) return bad("--freeze", text, expected);
  const auto from = parse_utc_minute(text.substr(0, slash));
  const auto to = parse_utc_minute(text.substr(slash + 1));
  if (!from || !to || *to <= *from) return bad("--freeze", text, expected);
  return hour_span{hour_of(*from), hour_of(*to + 59)};
}

}  // namespace

plan_run run_plans(const std::vector<namespace_past>& pasts, const run_input& in) {
  plan_run out;
  const planner with(in, pasts);
  out.report.price_note = with.price_note(pasts);
  for (const auto& past : pasts) {
    const auto planned = with.plan_one(past, out);
    if (planned) continue;
    if (planned.error().code == error_code::failed_precondition) {
      out.report.unplanned.push_back({.id = past.id, .reason = planned.error().message});
    } else {
      out.failed.push_back(planned.error().in(past.id.value()));
    }
  }
  return out;
}

result<week_terms> terms_of(const plan_options& asked, const plan_configuration& with) {
  week_terms out;
  out.throttle_cost = asked.throttle_cost.value_or(with.settings.throttle_cost);
  out.trus_min = asked.trus_min.value_or(with.settings.trus_min);
  out.trus_max = asked.trus_max ? asked.trus_max : with.settings.trus_max;
  if (out.trus_max && *out.trus_max < out.trus_min) {
    return bad("--max-trus", fmt::format("{}", *out.trus_max), fmt::format("at least --min-trus, {}", out.trus_min));
  }
  if (asked.monthly_cap_usd) out.monthly_cap_micros = std::llround(*asked.monthly_cap_usd * 1e6);
  out.changes_per_day = asked.changes_per_day;
  out.reaction_share = asked.watched ? headroom::plan::usual_reaction : 0;
  for (const auto& text : asked.freezes) {
    const auto freeze = freeze_of(text);
    if (!freeze) return fail(freeze.error());
    out.freezes.push_back(*freeze);
  }
  return out;
}

result<std::optional<capacity>> capacity_flag(const std::string& text) {
  if (text.empty()) return std::nullopt;
  if (text == "on-demand" || text == "on_demand" || text == "0") return on_demand;
  int count = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), count);
  if (read.ec != std::errc() || read.ptr != text.data() + text.size() || count < 1 || count > 1000) {
    return bad("--current", text, "on-demand or a count of TRUs");
  }
  return provisioned(count);
}

}  // namespace headroom::cli::plan
