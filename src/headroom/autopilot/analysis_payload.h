#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "headroom/autopilot/account_analysis.h"
#include "headroom/report/account_report.h"
#include "headroom/report/wire.h"

namespace headroom::autopilot {

// What BulkCapacityAnalysisWorkflow returns, as text of a json/plain payload: a list of NamespaceRecommendation
// objects; with a report, an object {"recommendations": [that list], "policy", "prices", "minute", "data", "money",
// "left_out": [{"namespace", "reason"}], "warnings": [...]}.

// Temporal refuses payloads above 2 MiB (blobSizeLimitError); a little is left for the payload's metadata.
inline constexpr std::size_t payload_bytes_max = 2 * 1024 * 1024 - 4096;

// The payload's text, not longer than `bytes_max`. When it would be, headroom's own fields are left out: first those of
// namespaces with nothing to do, then all, so that the original's seven fields arrive for every namespace. Where even
// they are too much: out_of_range, with what was reached and how to ask for less.
result<std::string> write_analysis(const account_analysis& found, report_wish report,
                                   std::size_t bytes_max = payload_bytes_max);

// The same, read by a client.
struct bulk_analysis {
  std::vector<report::namespace_recommendation> recommendations;
  std::string policy;  // these only with a report
  std::string prices;
  std::optional<utc_minute> minute;
  std::string data;  // completeness of the scrape
  std::optional<plan::account_money> money;
  std::vector<left_out_namespace> left_out;
  std::vector<std::string> warnings;
};
result<bulk_analysis> read_analysis(const json& value);

// The rows and what came with them, ready to be written in any format.
report::account_report report_of(const bulk_analysis& analysis);

}  // namespace headroom::autopilot
