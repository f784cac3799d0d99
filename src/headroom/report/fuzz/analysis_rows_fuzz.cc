// Any JSON: rows that are written and read back as the same rows, or an error.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "headroom/report/account_report.h"
#include "headroom/report/csv_report.h"
#include "headroom/report/html_report.h"
#include "headroom/report/json_report.h"
#include "headroom/report/markdown_report.h"
#include "headroom/report/text_report.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace headroom;
  const auto value = parse_json({reinterpret_cast<const char*>(data), size}, "rows");
  if (!value) return 0;
  const auto rows = report::namespace_recommendations_from(*value);
  if (!rows) return 0;
  const auto again = parse_json(report::json_report(*rows), "again");
  if (!again || !report::namespace_recommendations_from(*again)) std::abort();
  const auto made = report::make_report(*rows, "headroom");
  for (const std::size_t columns : {0, 60, 133}) {
    const auto text = report::text_report(made, {.columns = columns});
    if (text.find('\x1b') != std::string::npos || text.find('\r') != std::string::npos) std::abort();
  }
  if (report::html_report(made).find("<script") != std::string::npos) std::abort();
  (void)report::csv_report(made, report::formula_guard::on);
  (void)report::markdown_report(made);
  return 0;
}
