#include "sim/fault_text.h"

#include <fmt/format.h>

#include "sim/toml_reader.h"

namespace headroom::sim {

result<fault> read_fault(const toml::table& table, std::string_view source) {
  toml_reader keys(table, source);
  fault f;
  const std::string kind = keys.required_text("kind");
  if (const auto known = parse_fault_kind(kind)) {
    f.kind = *known;
  } else if (!kind.empty()) {
    keys.complain("kind", fmt::format("one of {}", fault_kind_names()));
  }
  const std::string where = keys.text("api", "any");
  if (where != "any" && where != "metrics" && where != "ops") keys.complain("api", "any, metrics or ops");
  f.where = where == "metrics" ? api::metrics : where == "ops" ? api::ops : api::any;
  f.path = keys.text("path", "*");
  f.name_space = keys.text("namespace", "*");
  f.metric = keys.text("metric", "*");
  f.status = static_cast<int>(keys.integer("status", 503, 200, 599));
  if (keys.has("retry_after_seconds")) {
    f.retry_after_s = static_cast<int>(keys.integer("retry_after_seconds", 0, 0, 86'400));
  }
  f.delay_ms = keys.integer("delay_ms", 0, 0, 3'600'000);
  f.seconds = keys.integer("seconds", 0, -10'000'000, 10'000'000);
  f.at = keys.number("at", 0.5, 0, 1);
  f.bytes = keys.integer("bytes", 0, 0, std::int64_t{4} << 30);
  f.url = keys.text("url", "http://127.0.0.1:9/");
  f.probability = keys.number("probability", 1, 0, 1);
  f.skip = keys.integer("skip", 0, 0, 1'000'000'000);
  f.times = keys.integer("times", 0, 0, 1'000'000'000);
  if (auto done = keys.finish(); !done) return fail(std::move(done.error()));
  return f;
}

}  // namespace headroom::sim
