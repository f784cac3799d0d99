#include "headroom/report/plan_receipt_codec.h"

#include <algorithm>
#include <fmt/format.h>
#include <map>

namespace headroom::report {
namespace {

using plan::week_case;

// --- writing ---------------------------------------------------------------------------------------------------------

template <class T>
ordered_json maybe(const std::optional<T>& value) {
  return value ? ordered_json(*value) : ordered_json();
}

std::string text_of(utc_hour hour) { return to_string(start_of(hour)); }

ordered_json capacity_json(const std::optional<capacity>& held) {
  return held ? ordered_json(held->rung()) : ordered_json();
}

ordered_json row_json(const plan::limit_outlook& row) {
  ordered_json out{{"limit", to_string(row.kind)}};
  for (const char* key : {"peaks_per_second", "means_per_second", "expected_per_second", "on_demand_per_second"}) {
    out[key] = ordered_json::array();
  }
  for (const auto& hour : row.hours) {
    out["peaks_per_second"].push_back(hour.peak_per_s);
    out["means_per_second"].push_back(hour.mean_per_s);
    out["expected_per_second"].push_back(hour.expected_mean_per_s);
    out["on_demand_per_second"].push_back(maybe(hour.on_demand_limit_per_s));
  }
  return out;
}

// By hour, and by rung in it; null where the quantiles say what to expect.
ordered_json prospects_json(const std::vector<plan::hour_prospect>& prospects) {
  ordered_json out = ordered_json::array();
  for (const auto& hour : prospects) {
    if (hour.rungs.empty()) {
      out.push_back(nullptr);
      continue;
    }
    ordered_json rungs = ordered_json::array();
    for (const auto& r : hour.rungs) {
      rungs.push_back({r.trus, r.billed_actions, r.throttled_actions, r.throttled_minutes, r.throttle_chance});
    }
    out.push_back({{"used_actions", hour.used_actions}, {"rungs", std::move(rungs)}});
  }
  return out;
}

ordered_json terms_json(const plan::week_terms& terms) {
  ordered_json out{{"throttle_cost", terms.throttle_cost},
                   {"change_cost_actions", terms.change_cost_actions},
                   {"trus_min", terms.trus_min},
                   {"trus_max", maybe(terms.trus_max)},
                   {"monthly_cap_micros", maybe(terms.monthly_cap_micros)},
                   {"changes_per_day", maybe(terms.changes_per_day)},
                   {"reaction_minutes", terms.reaction_minutes},
                   {"freezes", ordered_json::array()},
                   {"leases", ordered_json::array()}};
  // Left out where it is the default, as in receipts from before it was there: their hashes still hold.
  if (terms.reaction_share != 0) out["reaction_share"] = terms.reaction_share;
  for (const auto& f : terms.freezes) out["freezes"].push_back({{"from", text_of(f.from)}, {"to", text_of(f.to)}});
  for (const auto& l : terms.leases) {
    out["leases"].push_back({{"from", text_of(l.hours.from)}, {"to", text_of(l.hours.to)}, {"trus", l.trus}});
  }
  return out;
}

ordered_json offer_json(const capacity_offer& offer) {
  ordered_json out{{"valid_trus", ordered_json::array()}};
  for (const tru_count trus : offer.valid_trus) out["valid_trus"].push_back(trus.value());
  out["max_available_trus"] =
      offer.max_available_trus ? ordered_json(offer.max_available_trus->value()) : ordered_json();
  out["on_demand_limit_aps"] = maybe(offer.on_demand_limit_aps);
  return out;
}

ordered_json price_json(const week_case& in) {
  ordered_json out{{"included_actions", in.price.tariff.included_actions()},
                   {"tiers", ordered_json::array()},
                   {"account_actions_per_month", in.price.actions_per_month},
                   {"own_actions_per_month", in.account_share_per_month},
                   {"high_availability_factor", in.price.high_availability_factor},
                   {"replica_factor", in.replica_factor}};
  for (const auto& tier : in.price.tariff.tiers()) {
    out["tiers"].push_back(
        {{"up_to_actions", maybe(tier.up_to_actions)}, {"micros_per_million", tier.per_million.value()}});
  }
  return out;
}

// --- reading: members that are missing or of another type throw, and case_from_json says so --------------------------

template <class T>
std::optional<T> maybe_from(const json& value) {
  return value.is_null() ? std::nullopt : std::optional(value.get<T>());
}

utc_hour hour_from(const json& value) {
  const auto minute = parse_utc_minute(value.get<std::string>());
  if (!minute) throw std::invalid_argument(minute.error().message);
  return hour_of(*minute);
}

capacity capacity_from(int rung) { return rung > 0 ? provisioned(rung) : on_demand; }

plan::limit_outlook row_from(const json& value, std::size_t levels) {
  static const std::map<std::string, limit_kind> kinds{
      {"actions", limit_kind::actions}, {"requests", limit_kind::requests}, {"operations", limit_kind::operations}};
  plan::limit_outlook out{.kind = kinds.at(value.at("limit").get<std::string>()), .hours = {}};
  for (std::size_t h = 0; h < value.at("peaks_per_second").size(); ++h) {
    plan::row_outlook hour;
    hour.peak_per_s = value.at("peaks_per_second").at(h).get<std::vector<double>>();
    hour.mean_per_s = value.at("means_per_second").at(h).get<std::vector<double>>();
    hour.expected_mean_per_s = value.at("expected_per_second").at(h).get<double>();
    hour.on_demand_limit_per_s = maybe_from<double>(value.at("on_demand_per_second").at(h));
    if (hour.peak_per_s.size() != levels || hour.mean_per_s.size() != levels) {
      throw std::invalid_argument("saw an hour with another number of quantiles than there are levels");
    }
    out.hours.push_back(std::move(hour));
  }
  return out;
}

plan::hour_prospect prospect_from(const json& value) {
  plan::hour_prospect out;
  if (value.is_null()) return out;
  out.used_actions = value.at("used_actions").get<double>();
  for (const auto& r : value.at("rungs")) {
    out.rungs.push_back({.trus = r.at(0).get<int>(),
                         .billed_actions = r.at(1).get<double>(),
                         .throttled_actions = r.at(2).get<double>(),
                         .throttled_minutes = r.at(3).get<double>(),
                         .throttle_chance = r.at(4).get<double>()});
  }
  if (!std::ranges::is_sorted(out.rungs, {}, &plan::rung_prospect::trus)) {
    throw std::invalid_argument("saw an hour whose rungs do not rise");
  }
  return out;
}

plan::week_terms terms_from(const json& value) {
  plan::week_terms out;
  out.throttle_cost = value.at("throttle_cost").get<double>();
  out.change_cost_actions = value.at("change_cost_actions").get<double>();
  out.trus_min = value.at("trus_min").get<int>();
  out.trus_max = maybe_from<int>(value.at("trus_max"));
  out.monthly_cap_micros = maybe_from<std::int64_t>(value.at("monthly_cap_micros"));
  out.changes_per_day = maybe_from<int>(value.at("changes_per_day"));
  out.reaction_minutes = value.at("reaction_minutes").get<int>();
  out.reaction_share = value.value("reaction_share", 0.0);
  for (const auto& f : value.at("freezes")) out.freezes.push_back({hour_from(f.at("from")), hour_from(f.at("to"))});
  for (const auto& l : value.at("leases")) {
    out.leases.push_back({.hours = {hour_from(l.at("from")), hour_from(l.at("to"))}, .trus = l.at("trus").get<int>()});
  }
  return out;
}

capacity_offer offer_from(const json& value) {
  capacity_offer out;
  for (const auto& trus : value.at("valid_trus")) out.valid_trus.emplace_back(trus.get<int>());
  if (const auto most = maybe_from<int>(value.at("max_available_trus"))) out.max_available_trus = tru_count(*most);
  out.on_demand_limit_aps = maybe_from<double>(value.at("on_demand_limit_aps"));
  return out;
}

plan::account_price price_from(const json& value) {
  std::vector<cost::price_tier> tiers;
  for (const auto& tier : value.at("tiers")) {
    tiers.push_back({.up_to_actions = maybe_from<std::int64_t>(tier.at("up_to_actions")),
                     .per_million = usd_micros(tier.at("micros_per_million").get<std::int64_t>())});
  }
  auto tariff = cost::action_tariff::make(value.at("included_actions").get<std::int64_t>(), std::move(tiers));
  if (!tariff) throw std::invalid_argument(tariff.error().message);
  return {.tariff = *std::move(tariff),
          .actions_per_month = value.at("account_actions_per_month").get<std::int64_t>(),
          .high_availability_factor = value.at("high_availability_factor").get<double>()};
}

plan::week_basis basis_from(const json& value) {
  return {.known_hours = value.at("known_hours").get<int>(),
          .history_end = hour_from(value.at("history_end")),
          .highest_seen_aps = value.at("highest_seen_aps").get<double>(),
          .seasons_hours = value.at("seasons_hours").get<std::vector<int>>()};
}

week_case read_case(const json& value) {
  week_case out{.id = namespace_id(value.at("namespace").get<std::string>()),
                .first = hour_from(value.at("first_hour")),
                .current = {},
                .levels = value.at("levels").get<std::vector<double>>(),
                .rows = {},
                .prospects = {},
                .event_hours = {},
                .basis = basis_from(value.at("basis")),
                .offer = offer_from(value.at("offer")),
                .terms = terms_from(value.at("terms")),
                .price = price_from(value.at("price"))};
  if (const auto rung = maybe_from<int>(value.at("current_trus"))) out.current = capacity_from(*rung);
  for (const auto& hour : value.at("event_hours")) out.event_hours.push_back(hour_from(hour));
  if (out.levels.empty()) throw std::invalid_argument("saw no levels");
  for (const auto& row : value.at("limits")) out.rows.push_back(row_from(row, out.levels.size()));
  if (out.rows.empty() || out.rows.front().kind != limit_kind::actions || out.hours() == 0) {
    throw std::invalid_argument("saw no hours of actions");
  }
  for (const auto& row : out.rows) {
    if (row.hours.size() != out.hours()) throw std::invalid_argument("saw limits with different numbers of hours");
  }
  // Receipts from before there were prospects have none.
  for (const auto& hour : value.value("prospects", json::array())) out.prospects.push_back(prospect_from(hour));
  if (!out.prospects.empty() && out.prospects.size() != out.hours()) {
    throw std::invalid_argument("saw prospects of another number of hours");
  }
  out.account_share_per_month = value.at("price").at("own_actions_per_month").get<std::int64_t>();
  out.replica_factor = value.at("price").at("replica_factor").get<double>();
  return out;
}

}  // namespace

ordered_json case_to_json(const week_case& in) {
  ordered_json out{{"namespace", in.id.value()},
                   {"first_hour", text_of(in.first)},
                   {"current_trus", capacity_json(in.current)},
                   {"levels", in.levels},
                   {"basis",
                    {{"known_hours", in.basis.known_hours},
                     {"history_end", text_of(in.basis.history_end)},
                     {"highest_seen_aps", in.basis.highest_seen_aps},
                     {"seasons_hours", in.basis.seasons_hours}}},
                   {"offer", offer_json(in.offer)},
                   {"terms", terms_json(in.terms)},
                   {"price", price_json(in)},
                   {"event_hours", ordered_json::array()},
                   {"limits", ordered_json::array()}};
  for (const utc_hour hour : in.event_hours) out["event_hours"].push_back(text_of(hour));
  for (const auto& row : in.rows) out["limits"].push_back(row_json(row));
  if (!in.prospects.empty()) out["prospects"] = prospects_json(in.prospects);
  return out;
}

result<week_case> case_from_json(const json& value, std::string_view what) {
  try {
    return read_case(value);
  } catch (const std::exception& e) {
    return fail(error_code::invalid_argument,
                fmt::format("{}: expected the inputs of a plan's receipt: {}", what, e.what()));
  }
}

}  // namespace headroom::report
