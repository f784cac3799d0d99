#include "headroom/report/plan_receipt.h"

#include <fmt/format.h>

#include "headroom/base/sha256.h"
#include "headroom/plan/week_decision.h"
#include "headroom/report/plan_json.h"
#include "headroom/report/plan_receipt_codec.h"

namespace headroom::report {
namespace {

constexpr int receipt_format = 1;
constexpr std::size_t id_digits = 16;

std::string hash_of(const plan::week_case& inputs) { return sha256_hex(to_compact_text(case_to_json(inputs))); }
std::string id_of(const std::string& inputs_hash) { return "plan-" + inputs_hash.substr(0, id_digits); }

// The first member in which two plans differ, as a path like /hours/17/trus.
std::string first_difference(const json& stored, const json& now, const std::string& path = "") {
  if (stored.type() != now.type() || !(stored.is_object() || stored.is_array())) {
    return path.empty() ? "the whole" : path;
  }
  if (stored.size() != now.size()) return path + " (its length)";
  auto mine = stored.items().begin();
  for (const auto& [key, value] : now.items()) {
    if (mine.key() != key) return fmt::format("{}/{}", path, mine.key());
    if (mine.value() != value) return first_difference(mine.value(), value, fmt::format("{}/{}", path, key));
    ++mine;
  }
  return path;
}

}  // namespace

plan_receipt make_receipt(const plan::week_case& inputs, const history_source& history, week_plan& plan) {
  plan_receipt out{.id = {}, .inputs_hash = hash_of(inputs), .history = history, .inputs = inputs, .outcome = {}};
  out.id = id_of(out.inputs_hash);
  plan.receipt_id = out.id;
  out.outcome = to_json(plan);
  return out;
}

ordered_json to_json(const plan_receipt& receipt) {
  return {{"format", receipt_format},
          {"id", receipt.id},
          {"inputs_hash", receipt.inputs_hash},
          {"history",
           {{"where", receipt.history.where},
            {"first", to_string(receipt.history.first)},
            {"minutes", receipt.history.minutes},
            {"sha256", receipt.history.sha256}}},
          {"inputs", case_to_json(receipt.inputs)},
          {"outcome", receipt.outcome}};
}

result<plan_receipt> plan_receipt_from(const json& value, std::string_view what) {
  try {
    if (const int format = value.at("format").get<int>(); format != receipt_format) {
      return fail(error_code::failed_precondition,
                  fmt::format("{}: saw a receipt of format {}, expected {}; a newer headroom wrote it", what, format,
                              receipt_format));
    }
    auto inputs = case_from_json(value.at("inputs"), what);
    if (!inputs) return fail(std::move(inputs).error());
    const json& history = value.at("history");
    const auto first = parse_utc_minute(history.at("first").get<std::string>());
    if (!first) return fail(error(first.error()).in(what));
    return plan_receipt{.id = value.at("id").get<std::string>(),
                        .inputs_hash = value.at("inputs_hash").get<std::string>(),
                        .history = {.where = history.at("where").get<std::string>(),
                                    .first = *first,
                                    .minutes = history.at("minutes").get<std::int64_t>(),
                                    .sha256 = history.at("sha256").get<std::string>()},
                        .inputs = *std::move(inputs),
                        .outcome = ordered_json::parse(value.at("outcome").dump())};
  } catch (const json::exception& e) {
    return fail(error_code::invalid_argument, fmt::format("{}: expected a plan's receipt: {}", what, e.what()));
  }
}

result<receipt_check> check_receipt(const plan_receipt& receipt) {
  auto plan = plan::decide_week(receipt.inputs);
  if (!plan) return fail(std::move(plan).error());
  receipt_check out{.plan = *std::move(plan), .differences = {}};
  const std::string hash = hash_of(receipt.inputs);
  out.plan.receipt_id = id_of(hash);
  if (hash != receipt.inputs_hash || out.plan.receipt_id != receipt.id) {
    out.differences.push_back(
        fmt::format("The inputs are not those that the receipt was made for: their hash is {}, expected {}.", hash,
                    receipt.inputs_hash));
  }
  // As sorted JSON: the store may keep members in another order than they were written in.
  const json stored = json::parse(receipt.outcome.dump());
  const json now = json::parse(to_json(out.plan).dump());
  if (stored.dump() != now.dump()) {
    out.differences.push_back(
        fmt::format("The plan decided again differs from the stored one, first at {}.", first_difference(stored, now)));
  }
  return out;
}

}  // namespace headroom::report
