#include "headroom/cli/history/jsonl_rows.h"

#include <fmt/format.h>

#include "headroom/base/text.h"
#include "headroom/json/json.h"
#include "headroom/openmetrics/write.h"

namespace headroom::cli::history {
namespace {

using store::history_column;

std::string shown(const json& value) { return escape_for_terminal(to_compact_text(ordered_json(value)).substr(0, 40)); }

constexpr std::string_view this_line = "this line";

// "this line:1:7: ..." is "column 7: ..." where the line's number is said already.
std::string in_columns(std::string message) {
  const std::string place = std::string(this_line) + ":1:";
  return message.starts_with(place) ? message.replace(0, place.size(), "column ") : message;
}

std::optional<std::string> read_member(const std::string& key, const json& value, history_row& out,
                                       row_faults& faults) {
  if (key == "minute") {
    const auto minute = value.is_string() ? parse_utc_minute(value.get<std::string>()) : parse_utc_minute(shown(value));
    if (!minute) return minute.error().message;
    out.minute = *minute;
    return std::nullopt;
  }
  if (key == "namespace") {
    if (value.is_string()) out.id = namespace_id(value.get<std::string>());
    if (!out.id.value().empty()) return std::nullopt;
    return fmt::format("saw the namespace {}, expected one as \"orders-prod.a1b2c\"", shown(value));
  }
  if (key == "completeness") {
    if (value.is_string()) out.data = completeness_named(value.get<std::string>());
    if (out.data) return std::nullopt;
    return fmt::format("saw the completeness {}, expected complete, limited, unknown or cut", shown(value));
  }
  if (key == "arrived_unix_ms") {
    if (value.is_number_integer() && value.get<std::int64_t>() >= 0) out.arrived_unix_ms = value.get<std::int64_t>();
    if (out.arrived_unix_ms) return std::nullopt;
    return fmt::format("saw the arrival {}, expected whole milliseconds since 1970", shown(value));
  }
  const auto column = store::column_named(key);
  if (!column) return fmt::format("saw the member '{}', expected the name of a figure", escape_for_terminal(key));
  if (value.is_null()) return std::nullopt;
  if (!value.is_number()) {
    faults.figures.push_back(fmt::format("saw {} in {}, expected a number", shown(value), key));
  } else if (auto why = why_absurd(*column, value.get<double>())) {
    faults.figures.push_back(std::move(*why));
  } else {
    out[*column] = value.get<double>();
  }
  return std::nullopt;
}

}  // namespace

std::optional<history_row> read_jsonl(std::string_view line, row_faults& faults) {
  const auto value = parse_json(line, this_line);
  if (!value || !value->is_object()) {
    faults.fatal =
        value ? fmt::format("saw {}, expected a JSON object", shown(*value)) : in_columns(value.error().message);
    return std::nullopt;
  }
  history_row out;
  for (const auto& [key, member] : value->items()) {
    faults.fatal = read_member(key, member, out, faults);
    if (faults.fatal) return std::nullopt;
  }
  if (value->contains("minute") && value->contains("namespace")) return out;
  faults.fatal = "saw no minute or no namespace, expected both";
  return std::nullopt;
}

void append_jsonl(std::string& out, const history_row& row, std::span<const history_column> columns) {
  out += R"({"minute":")" + to_string(row.minute) + R"(","namespace":)" + to_compact_text(row.id.value());
  if (row.data) out += fmt::format(R"(,"completeness":"{}")", to_string(*row.data));
  if (row.arrived_unix_ms) out += fmt::format(R"(,"arrived_unix_ms":{})", *row.arrived_unix_ms);
  for (const history_column column : columns) {
    if (!store::is_known(row[column])) continue;
    out += fmt::format(R"(,"{}":)", to_string(column));
    openmetrics::append_number(out, row[column]);
  }
  out += "}\n";
}

}  // namespace headroom::cli::history
