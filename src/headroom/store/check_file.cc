#include "headroom/store/check_file.h"

#include <fmt/format.h>
#include <string>

#include "headroom/store/column_reader.h"
#include "headroom/store/side_tables.h"

namespace headroom::store {
namespace {

result<void> check_structure(sqlite::database& db, std::vector<finding>& found) {
  auto query = db.prepare("PRAGMA integrity_check(100)");
  if (!query) return fail(std::move(query).error());
  for (;;) {
    const auto row = query->step();
    if (!row) return fail(row.error());
    if (!*row) return {};
    if (const std::string line = query->text(0); line != "ok") found.push_back({.what = "the file: " + line});
  }
}

}  // namespace

result<std::vector<finding>> check_file(sqlite::database& db, namespace_table& names) {
  std::vector<finding> found;
  if (auto done = check_structure(db, found); !done) return fail(done.error());
  if (auto done = names.refresh(db); !done) return fail(done.error());
  for (const std::string& line : names.damage()) found.push_back({.what = line});
  const auto side = damage_in_side_tables(db);
  if (!side) return fail(side.error());
  for (const std::string& line : *side) found.push_back({.what = line});
  return found;
}

}  // namespace headroom::store
