#include "sim/desk_bill.h"

#include <algorithm>

#include "sim/answer.h"
#include "sim/billing.h"
#include "sim/billing_report.h"
#include "sim/simulator.h"

namespace headroom::sim {
namespace {

constexpr std::int64_t week_hours = 168;
constexpr std::int64_t hours_max = 62 * 24;

result<utc_hour> hour_parameter(const http_request& request, const std::string& name, utc_hour otherwise) {
  const auto text = request.one(name);
  if (!text) return otherwise;
  const auto minute = parse_utc_minute(*text);
  if (!minute || minute->index % 60 != 0) {
    return fail(error_code::invalid_argument, name + ": expected a whole UTC hour as 2026-01-05T00:00:00Z");
  }
  return hour_of(*minute);
}

ordered_json totals(const bill& b) {
  return {{"used_actions", b.used_actions}, {"charged_actions", b.charged_actions}, {"tru_actions", b.tru_actions}};
}

ordered_json hours_json(live_namespace& n, utc_hour from, utc_hour until) {
  ordered_json out = ordered_json::array();
  for (utc_hour h = from; h < until; h = h + 1) {
    const billed_hour b = bill_hour(n, h);
    out.push_back({{"hour", to_string(start_of(h))},
                   {"used_actions", b.used_actions},
                   {"highest_trus", b.highest_trus},
                   {"charged_actions", b.charged_actions},
                   {"tru_actions", b.tru_actions}});
  }
  return out;
}

}  // namespace

http_response get_invoice(simulator& sim, const http_request& request) {
  const utc_hour now = hour_of(minute_at(sim.clock().now_ms()));
  const auto until = hour_parameter(request, "end", now);
  if (!until) return status_answer(until.error());
  const auto from = hour_parameter(request, "start", *until - week_hours);
  if (!from) return status_answer(from.error());
  if (*until > now || *from > *until || *until - *from > hours_max) {
    return status_answer(
        {error_code::out_of_range, "start, end: expected at most 62 days that are over", retryable::no});
  }
  const bool detailed = request.one("hours") == "1";
  bill all;
  ordered_json namespaces = ordered_json::object();
  for (live_namespace& n : sim.cloud().namespaces()) {
    const bill b = bill_of(n, *from, *until);
    all.used_actions += b.used_actions;
    all.charged_actions += b.charged_actions;
    all.tru_actions += b.tru_actions;
    ordered_json row = totals(b);
    if (detailed) row["hours"] = hours_json(n, *from, *until);
    namespaces[n.id.value()] = std::move(row);
  }
  ordered_json account_row = totals(all);
  account_row["usd"] = usd(cost_of(sim.cloud(), *from, *until));
  return json_answer({{"start", to_string(start_of(*from))},
                      {"end", to_string(start_of(*until))},
                      {"account", std::move(account_row)},
                      {"namespaces", std::move(namespaces)}});
}

http_response get_download(simulator& sim, const http_request& request) {
  constexpr std::string_view folder = "/sim/downloads/", ending = ".csv";
  const std::int64_t now = sim.clock().now_ms();
  for (const billing_report& report : sim.cloud().reports()) {
    if (request.path != std::string(folder) + report.id + std::string(ending)) continue;
    if (now < report.generated_ms || now >= report.url_expires_ms) return text_answer(403, "the URL has expired\n");
    return {.content_type = "text/csv", .body = report_csv(sim.cloud(), report)};
  }
  return text_answer(404, "no such report\n");
}

}  // namespace headroom::sim
