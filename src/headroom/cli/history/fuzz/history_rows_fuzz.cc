// Rows of an import, CSV below its header or JSON lines: what is taken of them is written and read again as it was.
#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "headroom/cli/history/csv_rows.h"
#include "headroom/cli/history/jsonl_rows.h"
#include "headroom/cli/history/openmetrics_rows.h"

namespace {

using namespace headroom;
using namespace headroom::cli::history;

constexpr utc_minute now{29'502'720};

void expect_same(const history_row& a, const std::optional<history_row>& b) {
  if (!b || a.minute != b->minute || a.id != b->id || a.data != b->data || a.arrived_unix_ms != b->arrived_unix_ms) {
    std::abort();
  }
  const bool same = std::ranges::equal(a.figures, b->figures, [](double x, double y) {
    return (!store::is_known(x) && !store::is_known(y)) ||
           std::bit_cast<std::uint64_t>(x) == std::bit_cast<std::uint64_t>(y);
  });
  if (!same) std::abort();
}

void check_csv(const history_row& row) {
  static const auto columns = store::all_columns();
  static const std::string header = csv_header(columns);
  static const auto layout =
      csv_layout::from_header(std::string_view(header).substr(0, header.size() - 1), std::nullopt).value();
  std::string line;
  append_csv(line, row, columns);
  row_faults faults;
  expect_same(row, layout.read(std::string_view(line).substr(0, line.size() - 1), faults));
}

void check_jsonl(const history_row& row) {
  std::string line;
  append_jsonl(line, row, store::all_columns());
  row_faults faults;
  expect_same(row, read_jsonl(line, faults));
}

std::string_view next_line(std::string_view& text) {
  const auto end = std::min(text.find('\n'), text.size());
  const auto line = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return line;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view text(reinterpret_cast<const char*>(data), size);
  if (text.starts_with('#')) {
    static_cast<void>(read_openmetrics(text, now, [](std::string_view) {}).has_value());
    return 0;
  }
  if (text.starts_with('{')) {
    while (!text.empty()) {
      row_faults faults;
      if (const auto row = read_jsonl(next_line(text), faults)) check_jsonl(*row);
    }
    return 0;
  }
  const auto layout = csv_layout::from_header(next_line(text), namespace_id("orders.a1b2c"));
  if (!layout) return 0;
  while (!text.empty()) {
    row_faults faults;
    const auto row = layout->read(next_line(text), faults);
    if (!row || faults.fatal) continue;
    check_csv(*row);
    std::string unused;
    append_jsonl(unused, *row, store::all_columns());  // whatever the bytes of its name
  }
  return 0;
}
