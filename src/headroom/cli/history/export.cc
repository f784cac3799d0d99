#include "headroom/cli/history/export.h"

#include <algorithm>
#include <fmt/format.h>
#include <set>

#include "headroom/cli/history/csv_rows.h"
#include "headroom/cli/history/jsonl_rows.h"
#include "headroom/cli/history/openmetrics_rows.h"
#include "headroom/openmetrics/write.h"

namespace headroom::cli::history {
namespace {

constexpr std::size_t piece_bytes = std::size_t{1} << 18;

result<std::vector<std::string>> export_lines(store::history_reader& from, const selection& what, file_format format,
                                              const text_sink& out) {
  std::string text = format == file_format::csv ? csv_header(what.columns) : "";
  auto damage = read_rows(from, what, [&](const history_row& row) -> result<void> {
    format == file_format::csv ? append_csv(text, row, what.columns) : append_jsonl(text, row, what.columns);
    if (text.size() < piece_bytes) return {};
    auto done = out(text);
    text.clear();
    return done;
  });
  if (!damage) return damage;
  if (auto done = out(text); !done) return fail(done.error());
  return damage;
}

std::string escaped_label(std::string_view value) {
  std::string out;
  for (const char c : value) {
    if (c == '\\' || c == '"') out += '\\';
    if (c == '\n') {
      out += "\\n";
    } else {
      out += c;
    }
  }
  return out;
}

// All samples of a family stand together, and those of a series in the order of time.
class openmetrics_export {
 public:
  openmetrics_export(store::history_reader& from, const selection& what, const text_sink& out)
      : from_(from), what_(what), out_(out) {}

  result<std::vector<std::string>> run() {
    const auto names = selected_namespaces(from_, what_.namespaces);
    if (!names) return fail(names.error());
    std::string_view family;
    for (const auto& form : metric_forms()) {
      if (std::ranges::find(what_.columns, form.column) == what_.columns.end()) continue;
      if (form.family != family) text_ += fmt::format("# TYPE {} gauge\n", form.family);
      family = form.family;
      for (const auto& id : *names) {
        if (auto done = series(id, form); !done) return fail(done.error());
      }
    }
    text_ += "# EOF\n";
    if (auto done = out_(text_); !done) return fail(done.error());
    return std::vector(damage_.begin(), damage_.end());
  }

 private:
  result<void> series(const namespace_id& id, const metric_form& form) {
    const auto seen = from_.read(id, form.column, what_.minutes);
    if (!seen) return fail(seen.error());
    damage_.insert(seen->damage.begin(), seen->damage.end());
    const std::string head =
        fmt::format("{}{{temporal_namespace=\"{}\"{}}} ", form.family, escaped_label(id.value()), form.labels);
    for (std::size_t i = 0; i < seen->values.size(); ++i) {
      if (!store::is_known(seen->values[i])) continue;
      text_ += head;
      openmetrics::append_number(text_, seen->values[i]);
      text_ += fmt::format(" {}\n", (seen->first.index + static_cast<std::int64_t>(i)) * 60);
    }
    if (text_.size() < piece_bytes) return {};
    auto done = out_(text_);
    text_.clear();
    return done;
  }

  store::history_reader& from_;
  const selection& what_;
  const text_sink& out_;
  std::string text_;
  std::set<std::string> damage_;
};

}  // namespace

result<std::vector<std::string>> export_rows(store::history_reader& from, const selection& what, file_format format,
                                             const text_sink& out) {
  return format == file_format::openmetrics ? openmetrics_export(from, what, out).run()
                                            : export_lines(from, what, format, out);
}

}  // namespace headroom::cli::history
