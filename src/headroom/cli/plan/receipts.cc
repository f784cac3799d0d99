#include "headroom/cli/plan/receipts.h"

#include <fmt/format.h>
#include <sstream>
#include <vector>

#include "headroom/base/text.h"
#include "headroom/cli/plan/text_file.h"
#include "headroom/store/sqlite_history.h"

namespace headroom::cli::plan {
namespace {

// The plans of a JSON array, of one object, or of objects line by line.
result<std::vector<json>> values_of(const std::string& text, const std::string& file) {
  if (auto whole = parse_json(text, file)) {
    if (!whole->is_array()) return std::vector<json>{*std::move(whole)};
    return whole->get<std::vector<json>>();
  } else if (text.find('\n') == text.size() - 1) {
    return fail(whole.error());
  }
  std::vector<json> out;
  std::istringstream lines(text);
  int number = 0;
  for (std::string line; std::getline(lines, line);) {
    ++number;
    if (trim(line).empty()) continue;
    auto value = parse_json(line, fmt::format("{}:{}", file, number));
    if (!value) return fail(std::move(value).error());
    out.push_back(*std::move(value));
  }
  return out;
}

// A plan with its receipt inside becomes the receipt with its outcome inside.
std::optional<json> receipt_of(const json& value) {
  if (!value.is_object()) return std::nullopt;
  if (value.contains("inputs") && value.contains("outcome")) return value;
  const auto data = value.find("receipt_data");
  if (data == value.end() || !data->is_object()) return std::nullopt;
  json out = *data;
  out["outcome"] = value;
  out["outcome"].erase("receipt_data");
  return out;
}

std::string id_of(const json& receipt) {
  const auto id = receipt.find("id");
  return id != receipt.end() && id->is_string() ? id->get<std::string>() : "";
}

}  // namespace

result<void> keep_receipts(const std::string& store_file, std::span<const report::plan_receipt> receipts,
                           std::int64_t now_unix_ms) {
  auto history =
      store::open_sqlite_history(store_file, {.mode = store::open_mode::write, .now_unix_ms = now_unix_ms, .vfs = {}});
  if (!history) return fail(std::move(history).error());
  for (const auto& receipt : receipts) {
    const auto added = (*history)->add_receipt({.id = receipt.id,
                                                .decided_unix_ms = now_unix_ms,
                                                .subject = receipt.inputs.id,
                                                .inputs_hash = receipt.inputs_hash,
                                                .decision = to_compact_text(report::to_json(receipt)),
                                                .outcome = {}});
    if (!added && added.error().code != error_code::already_exists) return added;
  }
  return {};
}

result<report::plan_receipt> find_receipt(const std::string& store_file, const std::string& id) {
  auto history = store::open_sqlite_history(store_file, {.mode = store::open_mode::read});
  if (!history) return fail(std::move(history).error());
  const auto kept = (*history)->find_receipt(id);
  if (!kept && kept.error().code != error_code::not_found) return fail(kept.error());
  if (!kept) {
    constexpr std::size_t newest_shown = 3;
    const auto newest = (*history)->receipts(std::nullopt, newest_shown);
    if (!newest) return fail(newest.error());
    std::vector<std::string> ids;
    for (const auto& r : *newest) ids.push_back(r.id);
    return fail(error_code::not_found,
                fmt::format("{}: saw no receipt '{}', expected {}", store_file, escape_for_terminal(id),
                            ids.empty() ? "one that `headroom plan` kept; it has none yet"
                                        : fmt::format("one it has, the newest being {}", fmt::join(ids, ", "))));
  }
  const auto value = parse_json(kept->decision, fmt::format("receipt {}", id));
  if (!value) return fail(value.error());
  return report::plan_receipt_from(*value, fmt::format("receipt {}", id));
}

result<report::plan_receipt> read_receipt(const std::string& file, const std::string& id) {
  const auto text = read_text_file(file, "the output of `headroom plan -o json`");
  if (!text) return fail(text.error());
  const auto values = values_of(*text, file);
  if (!values) return fail(values.error());
  std::vector<json> receipts;
  for (const auto& value : *values) {
    auto receipt = receipt_of(value);
    if (receipt && (id.empty() || id_of(*receipt) == id)) receipts.push_back(*std::move(receipt));
  }
  if (receipts.size() == 1) return report::plan_receipt_from(receipts.front(), file);
  return fail(receipts.empty() ? error_code::not_found : error_code::invalid_argument,
              receipts.empty()
                  ? fmt::format("{}: saw no receipt{}, expected the output of `headroom plan -o json`", file,
                                id.empty() ? "" : fmt::format(" '{}'", escape_for_terminal(id)))
                  : fmt::format("{}: saw {} receipts, expected the id of one of them: headroom why ID --receipt FILE",
                                file, receipts.size()));
}

}  // namespace headroom::cli::plan
