#include "headroom/store/history_file.h"

#include <fmt/format.h>
#include <string>
#include <system_error>
namespace headroom::store {
namespace {

// The smallest there is: a small account's columns fill SQLite's usual page by two thirds, and its dozen of tables have
// a page each. A large account pays a tenth of its ingest for it (docs/benchmarks.md).
constexpr int page_bytes = 512;
constexpr int cache_kilobytes = 16'384;

// '?', '#' and '%' mean something in a URI.
std::string uri_of(const std::filesystem::path& file, const char* query) {
  std::string uri = "file:";
  for (const char c : std::filesystem::absolute(file).string()) {
    if (c == '?' || c == '#' || c == '%') {
      uri += fmt::format("%{:02x}", static_cast<unsigned char>(c));
    } else {
      uri += c;
    }
  }
  return uri + query;
}

std::unexpected<error> no_history(const std::filesystem::path& file) {
  return fail(
      error_code::not_found,
      fmt::format("there is no history at {}; `headroom collect` starts one, `headroom history import` fills it "
                  "from files",
                  file.string()));
}

result<sqlite::database> open_and_look(const std::string& uri, const std::string& vfs) {
  auto db = sqlite::database::open(uri, SQLITE_OPEN_READONLY, vfs);
  if (!db) return db;
  // Readers look at the file where the system has it in memory, without a copy.
  if (auto done = db->run("PRAGMA mmap_size = 274877906944"); !done) return fail(done.error());
  const auto seen = db->integer("SELECT count(*) FROM sqlite_schema");
  if (!seen) return fail(seen.error());
  return db;
}

// On a disk that cannot be written, SQLite cannot make the index of the write-ahead log. Without a log, the file alone
// is the history, and is read as it is.
result<sqlite::database> open_for_reading(const std::filesystem::path& file, const std::string& vfs) {
  auto db = open_and_look(uri_of(file, ""), vfs);
  if (db || db.error().code == error_code::data_loss) return db;
  std::error_code unseen;
  const auto log_bytes = std::filesystem::file_size(file.string() + "-wal", unseen);
  if (!unseen && log_bytes > 0)
    return fail(db.error().in(file.string() + ", whose write-ahead log cannot be read here"));
  return open_and_look(uri_of(file, "?immutable=1"), vfs);
}

result<sqlite::database> open_for_writing(const std::filesystem::path& file, const std::string& vfs) {
  auto db = sqlite::database::open(uri_of(file, ""), SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, vfs);
  if (!db) return db;
  // synchronous=FULL: the log is on the disk before a commit returns. NORMAL would lose the last minutes with the
  // power.
  const auto settings = fmt::format(
      "PRAGMA page_size = {}; PRAGMA auto_vacuum = INCREMENTAL; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; "
      "PRAGMA wal_autocheckpoint = 0; "
      "PRAGMA cache_size = -{}; PRAGMA foreign_keys = ON",
      page_bytes, cache_kilobytes);
  if (auto done = db->run(settings); !done) return fail(done.error().in(file.string()));
  return db;
}

}  // namespace

result<sqlite::database> open_history_file(const std::filesystem::path& file, const sqlite_options& options) {
  if (options.mode == open_mode::write) return open_for_writing(file, options.vfs);
  std::error_code unseen;
  if (!std::filesystem::exists(file, unseen)) return no_history(file);
  return open_for_reading(file, options.vfs);
}

result<void> give_back_space(sqlite::database& db) {
  constexpr std::int64_t worth_it_pages = 256;
  const auto empty = db.integer("PRAGMA freelist_count");
  const auto pages = db.integer("PRAGMA page_count");
  if (!empty || !pages) return fail(empty ? pages.error() : empty.error());
  if (*empty < worth_it_pages || *empty * 4 < *pages) return {};
  return db.run("PRAGMA incremental_vacuum");
}

std::int64_t bytes_on_disk(const std::filesystem::path& file) {
  std::int64_t bytes = 0;
  for (const char* suffix : {"", "-wal"}) {
    std::error_code unseen;
    const auto size = std::filesystem::file_size(file.string() + suffix, unseen);
    if (!unseen) bytes += static_cast<std::int64_t>(size);
  }
  return bytes;
}

}  // namespace headroom::store
