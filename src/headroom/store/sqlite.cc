#include "headroom/store/sqlite.h"

#include <cstring>
#include <fmt/format.h>
#include <utility>
#include <vector>

namespace headroom::store::sqlite {
namespace {

error_code code_of(int sqlite_code) {
  switch (sqlite_code & 0xff) {
    case SQLITE_FULL:
      return error_code::resource_exhausted;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return error_code::data_loss;
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH:
      return error_code::failed_precondition;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_CANTOPEN:
    case SQLITE_IOERR:
      return error_code::unavailable;
    case SQLITE_INTERRUPT:
      return error_code::cancelled;
    default:
      return error_code::internal;
  }
}

std::string_view advice_for(int sqlite_code) {
  switch (sqlite_code & 0xff) {
    case SQLITE_FULL:
      return "; free some space, nothing that was acknowledged is lost";
    case SQLITE_CORRUPT:
      return "; `headroom history check` names what is damaged; where it cannot be opened at all, bring back a copy, "
             "or "
             "save what can be read with `sqlite3 FILE .recover`";
    case SQLITE_NOTADB:
      return "; it is another kind of file, or its first bytes are damaged and nothing of it can be read: name "
             "another, "
             "or bring back a copy";
    case SQLITE_IOERR:
      return "; look at the disk and its limits (dmesg, quota, ulimit -f); nothing that was acknowledged is lost";
    case SQLITE_READONLY:
      return "; make the file and its folder writable";
    default:
      return "";
  }
}

}  // namespace

error error_of(sqlite3* db, int code, std::string_view doing) {
  const char* file = db ? sqlite3_db_filename(db, "main") : nullptr;
  const bool is_named = file != nullptr && *file != '\0';
  std::string message = fmt::format("{}{}{}: {}", is_named ? file : "", is_named ? ": " : "", doing,
                                    db ? sqlite3_errmsg(db) : sqlite3_errstr(code));
  if (const int number = db ? sqlite3_system_errno(db) : 0; number != 0 && (code & 0xff) != SQLITE_CORRUPT) {
    message += fmt::format(" ({})", std::strerror(number));
  }
  message += advice_for(code);
  const error_code ours = code_of(code);
  return {ours, std::move(message), ours == error_code::unavailable ? retryable::yes : retryable::no};
}

statement& statement::bind(int index, std::int64_t value) {
  sqlite3_bind_int64(prepared_.get(), index, value);
  return *this;
}

statement& statement::bind(int index, std::string_view text) {
  sqlite3_bind_text64(prepared_.get(), index, text.data(), text.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
  return *this;
}

statement& statement::bind(int index, std::span<const std::byte> blob) {
  sqlite3_bind_blob64(prepared_.get(), index, blob.data(), blob.size(), SQLITE_STATIC);
  return *this;
}

result<bool> statement::step() {
  const int code = sqlite3_step(prepared_.get());
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) return false;
  return fail(error_of(db_, code, "the history's file"));
}

result<void> statement::run() {
  const auto row = step();
  reset();
  if (!row) return fail(row.error());
  return {};
}

void statement::reset() {
  sqlite3_reset(prepared_.get());
  sqlite3_clear_bindings(prepared_.get());
}

std::string statement::text(int column) const {
  const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(prepared_.get(), column));
  return bytes ? std::string(bytes, static_cast<std::size_t>(sqlite3_column_bytes(prepared_.get(), column))) : "";
}

std::span<const std::byte> statement::blob(int column) const {
  const auto* bytes = static_cast<const std::byte*>(sqlite3_column_blob(prepared_.get(), column));
  return {bytes, static_cast<std::size_t>(sqlite3_column_bytes(prepared_.get(), column))};
}

result<database> database::open(const std::string& uri, int flags, const std::string& vfs) {
  sqlite3* opened = nullptr;
  const int code = sqlite3_open_v2(uri.c_str(), &opened, flags | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX,
                                   vfs.empty() ? nullptr : vfs.c_str());
  database db;
  db.db_.reset(opened);
  if (code != SQLITE_OK) return fail(error_of(opened, code, "the history's file"));
  sqlite3_extended_result_codes(opened, 1);
  // Locks are held for milliseconds: a reader that meets a checkpoint, or another that recovers the log.
  sqlite3_busy_timeout(opened, 5'000);
  return db;
}

result<void> database::run(const std::string& sql) {
  const int code = sqlite3_exec(db_.get(), sql.c_str(), nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) return fail(error_of(db_.get(), code, "the history's file"));
  return {};
}

result<statement> database::prepare(std::string_view sql) {
  sqlite3_stmt* prepared = nullptr;
  const int code = sqlite3_prepare_v3(db_.get(), sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT,
                                      &prepared, nullptr);
  if (code != SQLITE_OK) return fail(error_of(db_.get(), code, "the history's file"));
  return statement(db_.get(), prepared);
}

result<std::int64_t> database::integer(std::string_view sql) {
  auto query = prepare(sql);
  if (!query) return fail(std::move(query).error());
  const auto row = query->step();
  if (!row) return fail(row.error());
  return *row ? query->integer(0) : 0;
}

result<transaction> transaction::begin(database& db, kind what) {
  if (auto begun = db.run(what == kind::write ? "BEGIN IMMEDIATE" : "BEGIN"); !begun) return fail(begun.error());
  return transaction(&db);
}

transaction::~transaction() {
  // SQLite has already rolled back after some errors; a second time is harmless.
  if (db_ == nullptr || sqlite3_get_autocommit(db_->handle()) != 0) return;
  sqlite3_exec(db_->handle(), "ROLLBACK", nullptr, nullptr, nullptr);
}

result<void> transaction::commit() {
  if (auto done = db_->run("COMMIT"); !done) return done;
  db_ = nullptr;
  return {};
}

result<void> blob_source::go_to(std::int64_t row) {
  int code = SQLITE_OK;
  if (blob_) {
    code = sqlite3_blob_reopen(blob_.get(), row);
  } else {
    sqlite3_blob* opened = nullptr;
    code = sqlite3_blob_open(db_->handle(), "main", table_, column_, row, 0, &opened);
    blob_.reset(opened);
  }
  if (code != SQLITE_OK) {
    auto failure = error_of(db_->handle(), code, fmt::format("row {} of {}", row, table_));
    blob_.reset();
    return fail(std::move(failure));
  }
  size_ = static_cast<std::size_t>(sqlite3_blob_bytes(blob_.get()));
  return {};
}

result<std::span<const std::byte>> blob_source::at(std::size_t offset, std::size_t count) {
  if (offset > size_ || count > size_ - offset) return fail(error_code::data_loss, "the bytes end too early");
  if (buffer_.size() < count) buffer_.resize(count);
  const int code = sqlite3_blob_read(blob_.get(), buffer_.data(), static_cast<int>(count), static_cast<int>(offset));
  if (code != SQLITE_OK) return fail(error_of(db_->handle(), code, fmt::format("a row of {}", table_)));
  return std::span<const std::byte>(buffer_).first(count);
}

}  // namespace headroom::store::sqlite
