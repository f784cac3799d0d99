#include "headroom/plan/week_words.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <fmt/format.h>

#include "headroom/base/figures.h"
#include "headroom/cost/sold_counts.h"
#include "headroom/plan/limit_check.h"
#include "headroom/plan/week_cost.h"

namespace headroom::plan {
namespace {

constexpr double high_level = 0.99;
constexpr double likely_level = 0.5;

std::string rate(double per_s, limit_kind kind) { return fmt::format("{} {}", rate_text(per_s), unit_of(kind)); }

std::string allows(const capacity& held) {
  return fmt::format("{} {}", capacity_text(held), held.rung() > 1 ? "allow" : "allows");
}

// The hour of a block in which some capacity's limits are tightest.
struct tight_hour {
  std::size_t h = 0;
  limit_use use;
};
tight_hour tightest_of(const week_case& in, std::size_t from, int hours, const capacity& held) {
  tight_hour out{.h = from, .use = tightest_in_hour(in, from, held, high_level)};
  for (std::size_t h = from + 1; h < from + static_cast<std::size_t>(hours); ++h) {
    const limit_use use = tightest_in_hour(in, h, held, high_level);
    if (use.share > out.use.share) out = {.h = h, .use = use};
  }
  return out;
}

expected_outcome expect_block(const week_case& in, std::size_t from, int hours, const capacity& held) {
  expected_outcome sum;
  for (std::size_t h = from; h < from + static_cast<std::size_t>(hours); ++h) add_to(sum, expect_hour(in, h, held));
  return sum;
}

std::string minutes_text(double minutes) {
  if (minutes < 0.5) return "less than a minute";
  return counted(std::llround(minutes), "minute", "minutes");
}

// "3 minutes of throttling are expected", "no throttling is expected".
std::string expected_text(double minutes) {
  constexpr double none_minutes = 0.05;
  if (minutes < none_minutes) return "no throttling is expected";
  return fmt::format("{} of throttling {} expected", minutes_text(minutes), minutes < 1.5 ? "is" : "are");
}

// "peaks are likely near 1,450 APS and may reach 1,830".
std::string peaks_text(const week_case& in, const tight_hour& at) {
  const limit_kind kind = in.rows[at.use.row].kind;
  return fmt::format("peaks are likely near {} and reach {} one time in a hundred",
                     rate(peak_at(in, at.use.row, at.h, likely_level), kind),
                     rate_text(peak_at(in, at.use.row, at.h, high_level)));
}

// What idle TRUs add to the bill, or that they add nothing.
std::string premium_text(const week_case& in, const expected_outcome& expected) {
  if (expected.idle_actions < 0.001 * expected.billed_actions) return "the load itself pays for these TRUs";
  const std::int64_t before = std::max<std::int64_t>(0, in.price.actions_per_month);
  const auto idle = static_cast<std::int64_t>(expected.idle_actions * in.replica_factor);
  return fmt::format("idle TRUs cost {}", usd_text(in.price.tariff.cost_of_more(before, idle)));
}

std::string raised_reason(const week_case& in, const plan_block& block, std::size_t from) {
  const tight_hour at = tightest_of(in, from, block.hours, block.before);
  const expected_outcome expected = expect_block(in, from, block.hours, block.held);
  const expected_outcome without = expect_block(in, from, block.hours, block.before);
  const double spared = without.throttled_minutes - expected.throttled_minutes;
  const limit_kind kind = in.rows[at.use.row].kind;
  const std::string bound = kind == limit_kind::actions ? "" : fmt::format("Bound by {}: ", to_string(kind));
  const auto limit = limit_in_hour(in, at.use.row, at.h, block.before);
  if (at.use.share <= 1) {
    return fmt::format("{}{}, within the {} that {} {}; more room for what nobody foresees, and {}", bound,
                       peaks_text(in, at), rate_text(limit.value_or(0)), capacity_text(block.before),
                       block.before.rung() > 1 ? "allow" : "allows", premium_text(in, expected));
  }
  std::string out =
      fmt::format("{}{}, but {} {}", bound, peaks_text(in, at), allows(block.before), rate_text(limit.value_or(0)));
  if (spared >= 0.5) out += fmt::format("; the raise spares {} of throttling", minutes_text(spared));
  return out + ", and " + premium_text(in, expected);
}

std::string lowered_reason(const week_case& in, const plan_block& block, std::size_t from) {
  const tight_hour at = tightest_of(in, from, block.hours, block.held);
  const limit_kind kind = in.rows[at.use.row].kind;
  const double high = peak_at(in, at.use.row, at.h, high_level);
  const auto limit = limit_in_hour(in, at.use.row, at.h, block.held);
  const expected_outcome held = expect_block(in, from, block.hours, block.held);
  const expected_outcome kept = expect_block(in, from, block.hours, block.before);
  const usd_micros saved = in.price.tariff.cost_of_more(
      in.price.actions_per_month,
      static_cast<std::int64_t>((kept.idle_actions - held.idle_actions) * in.replica_factor));
  std::string out = at.use.share <= 1 ? fmt::format("{} {}, enough for peaks that stay below {} 99 times in 100",
                                                    allows(block.held), rate(limit.value_or(0), kind), rate_text(high))
                                      : fmt::format("{} {}: {}, which costs less than the TRUs that would spare it",
                                                    allows(block.held), rate(limit.value_or(0), kind),
                                                    expected_text(held.throttled_minutes));
  if (saved.value() > 0) out += fmt::format("; saves {} of idle TRUs", usd_text(saved));
  return out;
}

std::string kept_reason(const week_case& in, const plan_block& block, std::size_t from) {
  const tight_hour at = tightest_of(in, from, block.hours, block.held);
  const auto limit = limit_in_hour(in, at.use.row, at.h, block.held);
  const limit_kind kind = in.rows[at.use.row].kind;
  if (at.use.share <= 1) {
    return fmt::format("{} at least {} of what peaks reach 99 times in 100 ({} of {})", allows(block.held),
                       percent_text(1 / std::max(at.use.share, 0.001)),
                       rate_text(peak_at(in, at.use.row, at.h, high_level)), rate(limit.value_or(0), kind));
  }
  const expected_outcome expected = expect_block(in, from, block.hours, block.held);
  return fmt::format("{} {}; {}, and more TRUs would cost more than they spare", allows(block.held),
                     rate(limit.value_or(0), kind), expected_text(expected.throttled_minutes));
}

bool is_raise(const week_case& in, const plan_block& block, std::size_t from) {
  return tightest_of(in, from, block.hours, block.held).use.share <
         tightest_of(in, from, block.hours, block.before).use.share;
}

std::string sentence(std::string text) {
  if (!text.empty() && text.front() >= 'a' && text.front() <= 'z') text.front() = static_cast<char>(text.front() - 32);
  return text + ".";
}

std::string basis_text(const week_case& in) {
  return fmt::format("{} of history up to {}", counted(in.basis.known_hours, "hour", "hours"),
                     hour_text(in.basis.history_end));
}

std::string seasons_text(const week_case& in) {
  if (in.basis.seasons_hours.empty()) return "no daily or weekly rhythm was found";
  return fmt::format("the load repeats every {} hours", fmt::join(in.basis.seasons_hours, " and "));
}

}  // namespace

std::string capacity_text(const capacity& held) {
  return held.mode() == capacity_mode::on_demand ? "On-Demand" : to_string(held);
}

std::string hour_text(utc_hour hour) {
  using std::chrono::days;
  static constexpr std::array<std::string_view, 7> weekdays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  static constexpr std::array<std::string_view, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                           "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const std::int64_t day = floor_div(hour.index, 24);
  const std::chrono::sys_days date{days{day}};
  const std::chrono::year_month_day ymd{date};
  return fmt::format("{} {} {} {:02}:00", weekdays[std::chrono::weekday{date}.c_encoding()],
                     static_cast<unsigned>(ymd.day()), months[static_cast<unsigned>(ymd.month()) - 1],
                     hour.index - day * 24);
}

std::string block_reason(const week_case& in, const plan_block& block, std::size_t from) {
  if (block.before == block.held) return sentence(kept_reason(in, block, from));
  return sentence(is_raise(in, block, from) ? raised_reason(in, block, from) : lowered_reason(in, block, from));
}

std::string plan_summary(const week_plan& plan) {
  const plan_option* itself = plan.option(plan_option_itself);
  const plan_option* nothing = plan.option(plan_option_nothing);
  const usd_micros change = itself->cost_per_month - nothing->cost_per_month;
  const double minutes = itself->expected.throttled_minutes - nothing->expected.throttled_minutes;
  const int changes = plan.changes();
  std::string out = changes == 0 ? fmt::format("Keep {} all week", capacity_text(plan.held_now()))
                    : changes == 1
                        ? fmt::format("Go to {} at {} and stay there", capacity_text(plan.blocks.back().held),
                                      hour_text(plan.blocks.back().from))
                        : fmt::format("Change capacity {} times in the week", changes);
  if (changes == 0) {
    return fmt::format("{}: {}, and {} a month of the bill is for idle TRUs.", out,
                       expected_text(itself->expected.throttled_minutes), usd_text(itself->idle_per_month));
  }
  const std::string money = change.value() == 0 ? "costs as much as today"
                            : change.value() < 0
                                ? fmt::format("saves {} a month", usd_text(usd_micros(-change.value())))
                                : fmt::format("adds {} a month", usd_text(change));
  if (minutes <= -0.5) return fmt::format("{}: {} and spares {} of throttling.", out, money, minutes_text(-minutes));
  if (minutes >= 0.5) return fmt::format("{}: {} for {} more of throttling.", out, money, minutes_text(minutes));
  return fmt::format("{}: {} at the same risk.", out, money);
}

std::vector<std::string> plan_facts(const week_case& in) {
  std::vector<std::string> out;
  out.push_back(fmt::format("Forecast from {}; {}.", basis_text(in), seasons_text(in)));
  out.push_back(fmt::format("The highest minute of the last seven days was {}.",
                            rate(in.basis.highest_seen_aps, limit_kind::actions)));
  if (!in.current) out.push_back("What it has now is unknown: On-Demand is assumed; --current tells.");
  for (const limit_outlook& row : in.rows) {
    if (row.kind == limit_kind::actions) continue;
    const bool judged = row.hours.front().on_demand_limit_per_s.has_value();
    out.push_back(fmt::format(
        "{} are watched too: {} for each TRU{}.", row.kind == limit_kind::requests ? "Requests" : "Operations",
        rate(cost::limit_per_tru(row.kind), row.kind),
        judged ? fmt::format(", On-Demand allows {}", rate_text(*row.hours.front().on_demand_limit_per_s))
               : ", what On-Demand allows is unknown"));
  }
  out.push_back(fmt::format("A throttled action weighs as much as {} billed ones; a change must save {} actions.",
                            rate_text(in.terms.throttle_cost),
                            with_commas(static_cast<std::int64_t>(in.terms.change_cost_actions))));
  if (in.terms.reaction_share > 0) {
    out.push_back(fmt::format(
        "Within the hour someone is counted on to raise, {} minutes after it first throttles, as the autopilot does, "
        "and "
        "to spare {} of what the best raise would. Raised once throttling has cost as much as the TRUs would, an hour "
        "costs at most twice its best choice in hindsight, plus these minutes.",
        in.terms.reaction_minutes, percent_text(in.terms.reaction_share)));
  } else {
    out.push_back(fmt::format(
        "Nobody is counted on to raise within an hour. Who does so {} minutes after it first throttles, as the "
        "autopilot can, may hold less (--watched); raised once throttling has cost as much as the TRUs would, an hour "
        "costs at most twice its best choice in hindsight, plus these minutes.",
        in.terms.reaction_minutes));
  }
  return out;
}

confidence trust_in(const week_case& in) {
  constexpr int two_days = 48, two_weeks = 336;
  const std::int64_t stale_hours = in.first - in.basis.history_end;
  if (in.basis.known_hours < two_days || stale_hours > 24) return confidence::low;
  return in.basis.known_hours < two_weeks || !in.current ? confidence::medium : confidence::high;
}

}  // namespace headroom::plan
