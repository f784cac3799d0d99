#include "headroom/store/schema.h"

#include <array>
#include <fmt/format.h>
#include <string>

namespace headroom::store {
namespace {

constexpr std::int64_t application_id = 0x48'64'72'6d;  // "Hdrm"

constexpr const char* format_1 = R"(
  CREATE TABLE meta(key TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
  INSERT INTO meta VALUES('reader_version', 1);
  CREATE TABLE namespace(slot INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, sum INTEGER NOT NULL);
  CREATE TABLE scrape(id INTEGER PRIMARY KEY, arrived_ms INTEGER NOT NULL, data INTEGER NOT NULL,
                      sum INTEGER NOT NULL, body BLOB NOT NULL);
  CREATE TABLE chunk(id INTEGER PRIMARY KEY, body BLOB NOT NULL);
  CREATE TABLE ledger(day INTEGER PRIMARY KEY, finished INTEGER NOT NULL, body BLOB NOT NULL);
  CREATE TABLE gap(id INTEGER PRIMARY KEY, first INTEGER NOT NULL, until INTEGER NOT NULL, reason TEXT NOT NULL,
                   noted_ms INTEGER NOT NULL, sum INTEGER NOT NULL);
  CREATE TABLE loss(id INTEGER PRIMARY KEY, what TEXT NOT NULL UNIQUE);
  CREATE TABLE receipt(number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, decided_ms INTEGER NOT NULL,
                       subject TEXT NOT NULL, inputs_hash TEXT NOT NULL, decision TEXT NOT NULL, outcome TEXT NOT NULL,
                       sum INTEGER NOT NULL);
  CREATE INDEX receipt_of ON receipt(subject, decided_ms);
)";

// Chunks of version 2, which older programs cannot read.
constexpr const char* format_2 = "UPDATE meta SET value = 2 WHERE key = 'reader_version'";

// Step i brings a file from version i to i + 1.
constexpr std::array<const char*, schema_version> migrations{format_1, format_2};

constexpr std::int64_t oldest_version_read = 1;

struct file_identity {
  std::int64_t application = 0;
  std::int64_t version = 0;
  std::int64_t tables = 0;
};

result<file_identity> identify(sqlite::database& db, std::string_view file) {
  file_identity seen;
  const std::array<std::pair<const char*, std::int64_t*>, 3> questions{{
      {"PRAGMA application_id", &seen.application},
      {"PRAGMA user_version", &seen.version},
      {"SELECT count(*) FROM sqlite_schema", &seen.tables},
  }};
  for (const auto& [sql, answer] : questions) {
    const auto value = db.integer(sql);
    if (!value) return fail(value.error().in(file));
    *answer = *value;
  }
  return seen;
}

std::unexpected<error> not_ours(std::string_view file) {
  return fail(error_code::failed_precondition,
              fmt::format("{} is an SQLite file, but not a history of headroom; name another file", file));
}

result<void> migrate(sqlite::database& db, std::int64_t from) {
  auto work = sqlite::transaction::begin(db, sqlite::transaction::kind::write);
  if (!work) return fail(work.error());
  for (auto step = static_cast<std::size_t>(from); step < migrations.size(); ++step) {
    if (auto done = db.run(migrations[step]); !done) return done;
  }
  const auto marks =
      fmt::format("PRAGMA application_id = {}; PRAGMA user_version = {}", application_id, schema_version);
  if (auto done = db.run(marks); !done) return done;
  return work->commit();
}

}  // namespace

result<void> prepare_for_writing(sqlite::database& db, std::string_view file) {
  const auto seen = identify(db, file);
  if (!seen) return fail(seen.error());
  const bool empty = seen->tables == 0 && seen->application == 0 && seen->version == 0;
  if (!empty && seen->application != application_id) return not_ours(file);
  if (seen->version > schema_version) {
    return fail(error_code::failed_precondition,
                fmt::format("{} was written by a newer headroom (format {}, this one writes {}); it is left as it is; "
                            "upgrade headroom, or open it for reading",
                            file, seen->version, schema_version));
  }
  if (seen->version == schema_version) return {};
  return migrate(db, seen->version);
}

result<void> prepare_for_reading(sqlite::database& db, std::string_view file) {
  const auto seen = identify(db, file);
  if (!seen) return fail(seen.error());
  if (seen->application != application_id) return not_ours(file);
  // Older files are read as they are: their chunks are of versions that are still known, their tables are the same.
  if (seen->version >= oldest_version_read && seen->version <= schema_version) return {};
  const auto needed = db.integer("SELECT value FROM meta WHERE key = 'reader_version'");
  if (!needed) return fail(needed.error().in(file));
  if (*needed > schema_version || *needed == 0) {
    return fail(
        error_code::failed_precondition,
        fmt::format("{} was written by a newer headroom in format {}, which this one cannot read (it knows {}); "
                    "upgrade headroom",
                    file, seen->version, schema_version));
  }
  return {};
}

}  // namespace headroom::store
