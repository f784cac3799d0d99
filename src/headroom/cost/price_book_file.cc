// Reads the price book's TOML. Every key is checked: an unknown one is a slip that would silently leave a wrong price.
#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "headroom/base/text.h"
#include "headroom/base/toml.h"
#include "headroom/cost/price_book.h"

namespace headroom::cost {
namespace {

using names = std::initializer_list<std::string_view>;

// One table of the file with the key that leads to it, and what errors must say about its place.
struct place {
  std::string_view file;
  const toml::table& table;
  std::string path;  // "edition[1].plan[2]", or empty at the top

  [[nodiscard]] std::string key(std::string_view name) const {
    return path.empty() ? std::string(name) : fmt::format("{}.{}", path, name);
  }
  [[nodiscard]] std::unexpected<error> bad(const toml::node& at, std::string_view name,
                                           std::string_view message) const {
    const auto& from = at.source().begin;
    return fail(error_code::invalid_argument,
                fmt::format("{}:{}:{}: {}: {}", file, from.line, from.column, key(name), message));
  }
  [[nodiscard]] std::unexpected<error> missing(std::string_view name, std::string_view expected) const {
    return bad(table, name, fmt::format("missing, expected {}", expected));
  }

  [[nodiscard]] result<void> only(names allowed) const {
    for (const auto& [k, node] : table) {
      if (std::ranges::find(allowed, k.str()) != allowed.end()) continue;
      const auto near = nearest(k.str(), std::span(allowed.begin(), allowed.size()));
      const std::string hint = near ? fmt::format(", did you mean {}?", *near) : "";
      return bad(node, escape_for_terminal(k.str()),
                 fmt::format("unknown key{} (expected {})", hint, fmt::join(allowed, ", ")));
    }
    return {};
  }

  [[nodiscard]] result<std::optional<double>> number(std::string_view name, double most) const {
    const toml::node* node = table.get(name);
    if (!node) return std::nullopt;
    const auto value = node->value<double>();
    if (!node->is_number() || !value || !std::isfinite(*value) || *value < 0 || *value > most) {
      return bad(*node, name, fmt::format("expected a number from 0 to {:.0f}", most));
    }
    return value;
  }
  [[nodiscard]] result<std::optional<std::int64_t>> count(std::string_view name) const {
    const toml::node* node = table.get(name);
    if (!node) return std::nullopt;
    const auto value = node->value_exact<std::int64_t>();
    if (!value || *value < 0 || *value > action_tariff::most_actions) {
      return bad(*node, name, fmt::format("expected a whole number from 0 to {}", action_tariff::most_actions));
    }
    return value;
  }
  [[nodiscard]] result<std::string> text(std::string_view name) const {
    const toml::node* node = table.get(name);
    if (!node) return missing(name, "a text");
    const auto value = node->value_exact<std::string>();
    if (!value || value->empty()) return bad(*node, name, "expected a text in quotes that is not empty");
    return *value;
  }
  // The tables of an array, each with its place.
  [[nodiscard]] result<std::vector<place>> tables(std::string_view name) const {
    const toml::node* node = table.get(name);
    if (!node) return missing(name, "at least one table");
    const toml::array* array = node->as_array();
    if (!array || array->empty()) return bad(*node, name, "expected an array of tables that is not empty");
    std::vector<place> out;
    for (std::size_t i = 0; i < array->size(); ++i) {
      const toml::table* entry = array->get(i)->as_table();
      if (!entry) return bad(*array->get(i), name, "expected a table");
      out.push_back({file, *entry, fmt::format("{}[{}]", key(name), i + 1)});
    }
    return out;
  }
};

constexpr double most_usd = 1'000;
constexpr double most_fee_usd = 1e9;

usd_micros micros(double dollars) { return usd_micros(std::llround(dollars * 1e6)); }

result<price_tier> read_tier(const place& at) {
  if (auto ok = at.only({"up_to_actions", "usd_per_million"}); !ok) return fail(ok.error());
  const auto bound = at.count("up_to_actions");
  if (!bound) return fail(bound.error());
  const auto price = at.number("usd_per_million", most_usd);
  if (!price) return fail(price.error());
  if (!*price) return at.missing("usd_per_million", "the price of a million actions in dollars");
  return price_tier{.up_to_actions = *bound, .per_million = micros(**price)};
}

result<price_plan> read_plan(const place& at) {
  if (auto ok = at.only({"name", "included_actions", "fee_usd_per_month", "fee_percent_of_usage", "tiers"}); !ok) {
    return fail(ok.error());
  }
  const auto name = at.text("name");
  if (!name) return fail(name.error());
  const auto included = at.count("included_actions");
  if (!included) return fail(included.error());
  const auto fee = at.number("fee_usd_per_month", most_fee_usd);
  if (!fee) return fail(fee.error());
  const auto percent = at.number("fee_percent_of_usage", 100);
  if (!percent) return fail(percent.error());
  const auto entries = at.tables("tiers");
  if (!entries) return fail(entries.error());
  std::vector<price_tier> tiers;
  for (const place& entry : *entries) {
    auto tier = read_tier(entry);
    if (!tier) return fail(tier.error());
    tiers.push_back(*tier);
  }
  auto tariff = action_tariff::make(included->value_or(0), std::move(tiers));
  if (!tariff) return at.bad(*at.table.get("tiers"), "tiers", tariff.error().message);
  return price_plan{.name = *name,
                    .actions = *std::move(tariff),
                    .fee_per_month = fee->transform(micros),
                    .fee_percent_of_usage = percent->transform([](double p) { return static_cast<int>(p); })};
}

result<utc_minute> read_date(const place& at, std::string_view name) {
  const toml::node* node = at.table.get(name);
  if (!node) return at.missing(name, "a date like 2026-09-17");
  const auto date = node->value_exact<toml::date>();
  if (!date) return at.bad(*node, name, "expected a date like 2026-09-17, without quotes");
  auto minute = parse_utc_minute(fmt::format("{:04}-{:02}-{:02}T00:00:00Z", date->year, date->month, date->day));
  if (!minute) return at.bad(*node, name, minute.error().message);
  return minute;
}

result<std::vector<std::string>> read_sources(const place& at) {
  const toml::node* node = at.table.get("sources");
  if (!node) return at.missing("sources", "where the prices were read");
  std::vector<std::string> out;
  const toml::array* array = node->as_array();
  for (std::size_t i = 0; array && i < array->size(); ++i) {
    if (auto text = array->get(i)->value_exact<std::string>()) out.push_back(*text);
  }
  if (!array || out.empty() || out.size() != array->size()) {
    return at.bad(*node, "sources", "expected a list of texts that is not empty");
  }
  return out;
}

result<price_edition> read_edition(const place& at) {
  if (auto ok = at.only({"effective_from", "sources", "default_plan", "high_availability_factor",
                         "active_storage_usd_per_gbh", "retained_storage_usd_per_gbh", "plan"});
      !ok) {
    return fail(ok.error());
  }
  price_edition out;
  const auto from = read_date(at, "effective_from");
  if (!from) return fail(from.error());
  out.effective_from = *from;
  auto sources = read_sources(at);
  if (!sources) return fail(sources.error());
  out.sources = *std::move(sources);
  const auto factor = at.number("high_availability_factor", 100);
  if (!factor) return fail(factor.error());
  out.high_availability_factor = factor->value_or(out.high_availability_factor);
  for (const auto& [key, nanos] : {std::pair{"active_storage_usd_per_gbh", &out.active_storage_nanos_per_gbh},
                                   std::pair{"retained_storage_usd_per_gbh", &out.retained_storage_nanos_per_gbh}}) {
    const auto price = at.number(key, most_usd);
    if (!price) return fail(price.error());
    *nanos = std::llround(price->value_or(0) * 1e9);
  }
  const auto plans = at.tables("plan");
  if (!plans) return fail(plans.error());
  for (const place& entry : *plans) {
    auto plan = read_plan(entry);
    if (!plan) return fail(plan.error());
    if (std::ranges::find(out.plans, plan->name, &price_plan::name) != out.plans.end()) {
      return entry.bad(*entry.table.get("name"), "name", fmt::format("a second plan '{}'", plan->name));
    }
    out.plans.push_back(*std::move(plan));
  }
  const auto plan = at.text("default_plan");
  if (!plan) return fail(plan.error());
  out.default_plan = *plan;
  if (const auto known = out.plan(); !known) {
    return at.bad(*at.table.get("default_plan"), "default_plan", known.error().message);
  }
  return out;
}

}  // namespace

result<price_book> parse_price_book(std::string_view toml_text, std::string_view file) {
  const auto guarded = guarded_toml(toml_text, file);
  if (!guarded) return fail(guarded.error());
  // All of the program reads TOML with exceptions: two configurations of the header-only library do not mix.
  toml::table parsed;
  try {
    parsed = toml::parse(*guarded);
  } catch (const toml::parse_error& e) {
    const auto& from = e.source().begin;
    return fail(error_code::invalid_argument,
                fmt::format("{}:{}:{}: {}", file, from.line, from.column, escape_for_terminal(e.description())));
  }
  const place top{file, parsed, ""};
  if (auto ok = top.only({"format", "edition"}); !ok) return fail(ok.error());
  const auto format = top.count("format");
  if (!format) return fail(format.error());
  if (!*format) return top.missing("format", "1");
  if (**format != 1) {
    return top.bad(*top.table.get("format"), "format",
                   fmt::format("format {}, this program reads 1: use a newer headroom", **format));
  }
  const auto entries = top.tables("edition");
  if (!entries) return fail(entries.error());
  price_book out{.name = std::string(file)};
  for (const place& entry : *entries) {
    auto edition = read_edition(entry);
    if (!edition) return fail(edition.error());
    if (!out.editions.empty() && out.editions.back().effective_from >= edition->effective_from) {
      return entry.bad(*entry.table.get("effective_from"), "effective_from",
                       "expected a later date than the edition before it");
    }
    out.editions.push_back(*std::move(edition));
  }
  return out;
}

}  // namespace headroom::cost
