#pragma once

#include <cstdint>
#include <string>

#include "headroom/base/time.h"
#include "headroom/json/json.h"

namespace headroom::sim {

class account;

enum class report_step : std::uint8_t { hour, day, month };

// A billing report that was asked for; it is generated within a minute, one at a time.
struct billing_report {
  std::string id, operation_id;
  ordered_json spec;  // as it was asked for
  utc_hour from, until;
  report_step step = report_step::hour;
  std::int64_t requested_ms = 0, generated_ms = 0, url_expires_ms = 0;
};

// The CSV behind its download URL, with the columns of docs/cloud/billing-api; amounts in US cents.
[[nodiscard]] std::string report_csv(account& cloud, const billing_report& report);

}  // namespace headroom::sim
