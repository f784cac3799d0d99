#include "headroom/plan/snapshot_words.h"

#include <algorithm>
#include <fmt/format.h>

#include "headroom/base/figures.h"
#include "headroom/base/text.h"
#include "headroom/cost/sold_counts.h"
#include "headroom/plan/limit_check.h"

namespace headroom::plan {
namespace {

constexpr std::size_t brief_bytes_max = 80;

// Cuts at a byte bound without splitting a UTF-8 character.
std::string at_most(std::string text, std::size_t bytes_max) {
  if (text.size() <= bytes_max) return text;
  std::size_t end = bytes_max - 3;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80) --end;
  return text.substr(0, end) + "...";
}

// "On-Demand", "4 TRUs".
std::string name_of(const capacity& c) { return c.mode() == capacity_mode::on_demand ? "On-Demand" : to_string(c); }
std::string verb(const capacity& c, std::string_view many, std::string_view one) {
  return std::string(c.rung() > 1 ? many : one);
}

std::string rate_with_unit(double rate, limit_kind kind) {
  return fmt::format("{} {}", rate_text(rate), unit_of(kind));
}

// "6 TRUs allow 3,000 APS", "On-Demand allows 3,000 APS".
std::string allows(const snapshot_case& c, const capacity& choice, const checked_row& row) {
  return fmt::format("{} {} {}", name_of(choice), verb(choice, "allow", "allows"),
                     rate_with_unit(c.limit(row, choice).value_or(0), row.kind));
}

std::string use_of(const checked_row& row) {
  return fmt::format("{} of its limit of {}", percent_text(row.used_share()),
                     rate_with_unit(row.limit_per_s, row.kind));
}

// What is turned away, and, where the minute average hides it, why that can be.
std::string throttling_of(const checked_row& row) {
  const std::string rate =
      fmt::format("Throttled {} {}/s", rate_text(row.throttled_per_s.value_or(0)), to_string(row.kind));
  if (row.demand_per_s() >= row.limit_per_s) {
    return fmt::format("{} at a limit of {}", rate, rate_with_unit(row.limit_per_s, row.kind));
  }
  return fmt::format("{}, though the minute's average is {} (bursts hide inside a minute)", rate, use_of(row));
}

// What a change does to the bill: "costs nothing extra at this load", "adds $5,578 a month".
std::string price_of(const snapshot_case& c, const capacity& choice) {
  const usd_micros change = c.option(choice).cost_per_month - c.option(c.now).cost_per_month;
  const bool plural = choice.rung() > 1;
  if (change.value() < 0)
    return fmt::format("{} {} a month", plural ? "save" : "saves", usd_text(usd_micros(-change.value())));
  if (change.value() == 0) return fmt::format("{} nothing extra at this load", plural ? "cost" : "costs");
  return fmt::format("{} {} a month", plural ? "add" : "adds", usd_text(change));
}

reason_words raised(const snapshot_case& c, const snapshot_decision& d, std::string_view sight,
                    std::string_view brief) {
  const checked_row& row = tightest(c.rows);
  const std::string allowed = allows(c, d.advised, row);
  if (!d.enough) {
    return {
        fmt::format(
            "{}: {}, the most that can be had and still not enough with room to spare, and {}; ask Temporal for more",
            sight, allowed, price_of(c, d.advised)),
        fmt::format("{}; {} (the most)", brief, allowed)};
  }
  return {fmt::format("{}: {} and {}", sight, allowed, price_of(c, d.advised)), fmt::format("{}; {}", brief, allowed)};
}

reason_words not_worth(const snapshot_case& c, const capacity& cure, std::string_view sight, std::string_view brief) {
  const std::string cost = fmt::format("{} {}", name_of(cure), price_of(c, cure));
  return {fmt::format("{}: too little to pay for, as {}; spread the bursts, or raise throttle_cost", sight, cost),
          fmt::format("{}; {}", brief, cost)};
}

std::string idle_of(const snapshot_case& c) { return usd_text(c.option(c.now).idle_premium_per_month); }

// What the advice to lower rests on: the past hours, their peaks alone, or a single minute.
std::string basis_of(const snapshot_case& c, const capacity& choice) {
  const double limit = c.limit(c.actions(), choice).value_or(0);
  if (const double share = c.has_week() ? share_above_limit(c.week, limit) : 0; share > 0) {
    return fmt::format("it would have throttled {} of the past hours' actions, which costs less", percent_text(share));
  }
  if (c.peak_aps)
    return fmt::format("enough for its highest of {} seen", rate_with_unit(*c.peak_aps, limit_kind::actions));
  return "enough for the minute seen, so check the week's peak first";
}

reason_words lowered(const snapshot_case& c, const snapshot_decision& d) {
  const checked_row& actions = c.actions();
  const std::string allowed = allows(c, d.advised, actions);
  return {fmt::format("Uses {} of {} and pays {} a month for idle TRUs: {}, {}", rate_text(actions.count_per_s),
                      rate_with_unit(actions.limit_per_s, actions.kind), idle_of(c), allowed, basis_of(c, d.advised)),
          fmt::format("idle TRUs; {}{}", allowed, d.trust == confidence::low ? " (one minute seen)" : "")};
}

reason_words kept_idle(const snapshot_case& c) {
  if (!c.actions().throttled_per_s) {
    return {fmt::format("Pays {} a month for idle TRUs, but whether it was throttled is unknown", idle_of(c)),
            "idle TRUs, but throttling unknown"};
  }
  const auto envelope = c.actions().envelope_per_s;
  const std::string on_demand_text =
      envelope ? fmt::format("On-Demand would allow {}", rate_with_unit(*envelope, limit_kind::actions))
               : std::string("what On-Demand would allow is unknown");
  return {fmt::format("Pays {} a month for idle TRUs, but nothing cheaper clearly covers its load or its week ({})",
                      idle_of(c), on_demand_text),
          "idle TRUs, but nothing cheaper clearly covers it"};
}

std::string peak_note(const snapshot_case& c) {
  const double limit = c.actions().limit_per_s;
  if (!c.peak_aps || *c.peak_aps < raise_from_share * limit) return "";
  return fmt::format("; its peak reached {} of it", percent_text(*c.peak_aps / limit));
}

reason_words words(const snapshot_case& c, const snapshot_decision& d) {
  const checked_row& row = tightest(c.rows);
  const std::string throttled_brief =
      fmt::format("throttled {}{}/s", rate_text(row.throttled_per_s.value_or(0)),
                  row.kind == limit_kind::actions ? "" : fmt::format(" {}", to_string(row.kind)));
  const std::string tight = fmt::format("Uses {}", use_of(row));
  const std::string tight_brief =
      fmt::format("{} of {} used", percent_text(row.used_share()), rate_with_unit(row.limit_per_s, row.kind));
  switch (d.found) {
    case finding::change_in_progress:
      return {"A capacity change is in progress: look again when it is done", "a change is in progress"};
    case finding::outside_bounds:
      return {fmt::format("{} is outside the bounds that were set: {} {}{}", name_of(c.now),
                          allows(c, d.advised, c.actions()), "and " + price_of(c, d.advised),
                          d.enough ? "" : ", which is not enough for its load"),
              fmt::format("outside the bounds set; {}", allows(c, d.advised, c.actions()))};
    case finding::nothing_within_bounds:
      return {"No capacity on offer lies within the bounds that were set", "nothing on offer within the bounds set"};
    case finding::throttled:
      return raised(c, d, throttling_of(row), throttled_brief);
    case finding::throttled_at_most:
      return {fmt::format("{} with {}, and no more can be had: ask Temporal for a higher limit", throttling_of(row),
                          name_of(c.now)),
              fmt::format("{}; no more can be had", throttled_brief)};
    case finding::throttled_not_worth:
      return not_worth(c, *d.not_worth, throttling_of(row), throttled_brief);
    case finding::tight:
      return raised(c, d, tight, tight_brief);
    case finding::tight_at_most:
      return {fmt::format("{}, and no more can be had: ask Temporal for a higher limit", tight),
              fmt::format("{}; no more can be had", tight_brief)};
    case finding::tight_not_worth:
      return not_worth(c, *d.not_worth, fmt::format("{} and is not throttled", tight), tight_brief);
    case finding::week_asks_more:
      return {fmt::format("Its past hours reached {}: {} and {}, which they are worth",
                          rate_with_unit(c.peak_aps.value_or(0), limit_kind::actions),
                          allows(c, d.advised, c.actions()), price_of(c, d.advised)),
              fmt::format("peaks at {}; {}", rate_with_unit(c.peak_aps.value_or(0), limit_kind::actions),
                          allows(c, d.advised, c.actions()))};
    case finding::idle:
      return lowered(c, d);
    case finding::idle_kept:
      return kept_idle(c);
    case finding::paid_for:
      return {fmt::format("Uses {}, and the load pays for its {}{}", use_of(row), name_of(c.now), peak_note(c)),
              "its load pays for its TRUs"};
    case finding::covered:
      return {fmt::format("Uses {}, and On-Demand covers it{}", use_of(row), peak_note(c)), "On-Demand covers it"};
  }
  return {};
}

}  // namespace

reason_words words_of(const snapshot_case& seen, const snapshot_decision& decision) {
  auto out = words(seen, decision);
  out.sentence += '.';
  out.brief = at_most(std::move(out.brief), brief_bytes_max);
  return out;
}

reason_words words_of_original(const original_rule_input& seen, const capacity& advised) {
  const bool on_sale = advised.mode() == capacity_mode::on_demand || cost::is_sold(advised.rung());
  return {
      fmt::format("The original rule answers {} to {} APS at a limit of {} APS{}.", name_of(advised),
                  rate_text(seen.count_aps), rate_text(seen.limit_aps), on_sale ? "" : ", which is no count on sale"),
      fmt::format("original rule: {}{}", name_of(advised), on_sale ? "" : " (not on sale)")};
}

reason_words words_of_unknown(std::string_view cause) {
  const std::string safe = escape_for_terminal(cause);
  return {fmt::format("Not enough data, so nothing should change: {}.", safe),
          at_most(fmt::format("not enough data: {}", safe), brief_bytes_max)};
}

}  // namespace headroom::plan
