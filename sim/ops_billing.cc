#include "sim/ops_billing.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <fmt/format.h>

#include "sim/answer.h"
#include "sim/billing.h"
#include "sim/billing_report.h"
#include "sim/operation_json.h"
#include "sim/proto_schema.h"

namespace headroom::sim {
namespace {

using enum proto_type;

constexpr std::int64_t day_hours = 24;
constexpr std::int64_t usage_days_max = 90;
constexpr std::int64_t late_ms = 6 * 3'600'000;  // records of a day come in until so long after it
constexpr std::int64_t generation_ms = 30'000;
constexpr std::size_t page_default = 100, page_max = 1'000;

constexpr std::array report_spec{proto_field{"startTimeInclusive", timestamp},
                                 proto_field{"endTimeExclusive", timestamp},
                                 proto_field{"downloadUrlExpirationDuration", duration}, proto_field{"description"},
                                 proto_field{"granularity", enumeration}};
constexpr std::array report_request{proto_field{"spec", message, report_spec}, proto_field{"asyncOperationId"}};

std::unexpected<error> invalid(std::string text) { return fail(error_code::invalid_argument, std::move(text)); }

result<utc_hour> whole_hour(const std::string& text, std::string_view what, std::int64_t unit_hours) {
  const auto minute = parse_utc_minute(text);
  if (!minute || minute->index % (60 * unit_hours) != 0) {
    return invalid(fmt::format("{} must be {} UTC", what, unit_hours == day_hours ? "midnight" : "a whole hour"));
  }
  return hour_of(*minute);
}

result<utc_hour> day_parameter(const ops_call& call, const std::string& name, utc_hour otherwise) {
  const auto text = call.request.one(name);
  if (!text) return otherwise;
  auto day = whole_hour(*text, name, day_hours);
  const utc_hour now = hour_of(minute_at(call.now_ms));
  if (day && (now - *day > (usage_days_max + 1) * day_hours || *day - now > day_hours)) {
    return invalid(fmt::format("{} must be within the last 90 days", name));
  }
  return day;
}

ordered_json record(std::string_view type, std::string_view unit, double value) {
  return {{"type", type}, {"unit", unit}, {"value", value}};
}

ordered_json record_group(live_namespace& n, utc_hour day, utc_hour until) {
  const bill b = bill_of(n, day, until);
  const double byte_seconds = static_cast<double>(b.used_actions) * 600 * 3600;  // 600 bytes an action, for an hour
  return {{"groupBys", {{{"key", "GROUP_BY_KEY_NAMESPACE"}, {"value", n.id.value()}}}},
          {"records",
           {record("RECORD_TYPE_ACTIONS", "RECORD_UNIT_NUMBER", static_cast<double>(b.charged_actions + b.tru_actions)),
            record("RECORD_TYPE_ACTIVE_STORAGE", "RECORD_UNIT_BYTE_SECONDS", byte_seconds),
            record("RECORD_TYPE_RETAINED_STORAGE", "RECORD_UNIT_BYTE_SECONDS",
                   byte_seconds * 24 * n.plan.retention_days)}}};
}

result<std::size_t> number_parameter(const http_request& request, const std::string& name, std::size_t otherwise,
                                     std::size_t most) {
  const auto text = request.one(name);
  if (!text || text->empty()) return otherwise;
  std::size_t value = 0;
  const auto [end, status] = std::from_chars(text->data(), text->data() + text->size(), value);
  if (status != std::errc{} || end != text->data() + text->size() || value > most) {
    return invalid(fmt::format("{}: invalid value", name));
  }
  return value;
}

billing_report* find_report(account& cloud, const std::string& id) {
  auto& all = cloud.reports();
  const auto at = std::find_if(all.begin(), all.end(), [&](const billing_report& r) { return r.id == id; });
  return at == all.end() ? nullptr : &*at;
}

result<std::int64_t> expiry_ms(const ordered_json& text) {
  if (text.is_null()) return 300'000;
  const auto& value = text.get_ref<const std::string&>();
  std::int64_t seconds = 0;
  const auto [end, status] = std::from_chars(value.data(), value.data() + value.size(), seconds);
  if (status != std::errc{} || std::string_view(end) != "s" || seconds < 1 || seconds > 3600) {
    return invalid("download_url_expiration_duration must be at most 1 hour, as \"600s\"");
  }
  return seconds * 1000;
}

report_step step_of(const ordered_json& granularity) {
  if (granularity == "BILLING_REPORT_GRANULARITY_DAILY" || granularity == 2) return report_step::day;
  if (granularity == "BILLING_REPORT_GRANULARITY_MONTHLY" || granularity == 3) return report_step::month;
  return report_step::hour;
}

result<billing_report> read_report(ops_call& call) {
  auto body = parse_json(call.request.body, "body");
  if (!body) return fail(std::move(body.error()));
  auto read = normalise(*body, report_request);
  if (!read) return fail(std::move(read.error()));
  const auto& spec = (*read)["spec"];
  if (spec.is_null() || spec["startTimeInclusive"].is_null() || spec["endTimeExclusive"].is_null()) {
    return invalid("spec.start_time_inclusive and spec.end_time_exclusive are required");
  }
  const auto from = whole_hour(spec["startTimeInclusive"].get<std::string>(), "start_time_inclusive", 1);
  if (!from) return fail(from.error());
  const auto until = whole_hour(spec["endTimeExclusive"].get<std::string>(), "end_time_exclusive", 1);
  if (!until) return fail(until.error());
  if (*until <= *from || *until - *from > 400 * day_hours)
    return invalid("end_time_exclusive must be after start_time_inclusive, by at most 400 days");
  const auto keeps = expiry_ms(spec["downloadUrlExpirationDuration"]);
  if (!keeps) return fail(keeps.error());
  // Data ends a day before now.
  const utc_hour data_end = hour_of(minute_at(call.now_ms)) - day_hours;
  const auto& reports = call.cloud.reports();
  const std::int64_t begins_ms = reports.empty() ? call.now_ms : std::max(call.now_ms, reports.back().generated_ms);
  const std::string asked_id = (*read)["asyncOperationId"].get<std::string>();
  billing_report report{.id = call.cloud.new_id(),
                        .operation_id = asked_id.empty() ? call.cloud.new_id() : asked_id,
                        .spec = spec,
                        .from = *from,
                        .until = std::max(*from, std::min(*until, data_end)),
                        .step = step_of(spec["granularity"]),
                        .requested_ms = call.now_ms,
                        .generated_ms = begins_ms + generation_ms};
  report.url_expires_ms = report.generated_ms + *keeps;
  return report;
}

}  // namespace

http_response get_usage(ops_call& call, const std::string&, api_version) {
  const utc_hour now = hour_of(minute_at(call.now_ms));
  const utc_hour today{floor_div(now.index, day_hours) * day_hours};
  const auto from = day_parameter(call, "startTimeInclusive", first_hour_of_month(now));
  if (!from) return status_answer(from.error());
  const auto until = day_parameter(call, "endTimeExclusive", today + day_hours);
  if (!until) return status_answer(until.error());
  auto size = number_parameter(call.request, "pageSize", page_default, page_max);
  if (!size) return status_answer(size.error());
  if (*size == 0) size = page_default;
  const auto skip = number_parameter(call.request, "pageToken", 0, 1'000'000'000);
  if (!skip) return status_answer(skip.error());

  auto& all = call.cloud.namespaces();
  const auto days = static_cast<std::size_t>(std::max<std::int64_t>(*until - *from, 0) / day_hours);
  ordered_json summaries = ordered_json::array();
  std::size_t at = *skip;
  for (; at < days * all.size() && at < *skip + *size; ++at) {
    const utc_hour day = *from + static_cast<std::int64_t>(at / all.size()) * day_hours;
    const std::string begin = to_string(start_of(day));
    if (summaries.empty() || summaries.back()["startTime"] != begin) {
      summaries.push_back({{"startTime", begin},
                           {"endTime", to_string(start_of(day + day_hours))},
                           {"recordGroups", ordered_json::array()},
                           {"incomplete", call.now_ms < start_ms(start_of(day + day_hours)) + late_ms}});
    }
    summaries.back()["recordGroups"].push_back(
        record_group(all[at % all.size()], day, std::max(day, std::min(day + day_hours, now))));
  }
  return json_answer(
      {{"summaries", std::move(summaries)}, {"nextPageToken", at < days * all.size() ? std::to_string(at) : ""}});
}

http_response create_billing_report(ops_call& call, const std::string&, api_version) {
  const auto report = read_report(call);
  if (!report) return status_answer(report.error());
  call.cloud.reports().push_back(*report);
  const operation op{
      .id = report->operation_id,
      .type = "CreateBillingReport",
      .input = {{"@type", "type.googleapis.com/temporal.api.cloud.cloudservice.v1.CreateBillingReportRequest"},
                {"spec", report->spec}},
      .accepted_ms = report->requested_ms,
      .begun_ms = report->generated_ms - generation_ms,
      .ended_ms = report->generated_ms};
  call.cloud.record(op);
  return json_answer({{"billingReportId", report->id}, {"asyncOperation", operation_json(op, call.now_ms)}});
}

http_response get_billing_report(ops_call& call, const std::string& id, api_version) {
  const billing_report* report = find_report(call.cloud, id);
  if (report == nullptr) return status_answer({error_code::not_found, "billing report not found", retryable::no});
  const bool ready = call.now_ms >= report->generated_ms;
  ordered_json downloads = ordered_json::array();
  if (ready) {
    downloads.push_back(
        {{"url", fmt::format("http://{}/sim/downloads/{}.csv", call.request.header("host"), report->id)},
         {"urlExpirationTime", proto_timestamp(report->url_expires_ms)},
         {"fileFormat", "FILE_FORMAT_CSV"},
         {"fileSizeBytes", std::to_string(report_csv(call.cloud, *report).size())}});
  }
  return json_answer(
      {{"billingReport",
        {{"id", report->id},
         {"state", ready ? "BILLING_REPORT_STATE_GENERATED" : "BILLING_REPORT_STATE_IN_PROGRESS"},
         {"spec", report->spec},
         {"downloadInfo", std::move(downloads)},
         {"requestedTime", proto_timestamp(report->requested_ms)},
         {"generatedTime", ready ? ordered_json(proto_timestamp(report->generated_ms)) : ordered_json(nullptr)},
         {"asyncOperationId", report->operation_id}}}});
}

}  // namespace headroom::sim
