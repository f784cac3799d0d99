#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <sqlite3.h>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "headroom/base/result.h"
#include "headroom/store/byte_source.h"

namespace headroom::store::sqlite {

struct close_database {
  void operator()(sqlite3* db) const { sqlite3_close_v2(db); }
};
struct finalize_statement {
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
struct close_blob {
  void operator()(sqlite3_blob* blob) const { sqlite3_blob_close(blob); }
};

// What SQLite said, in our codes: resource_exhausted for a full disk, data_loss for damage, failed_precondition for a
// disk or file that cannot be written, unavailable (retryable) for one that is busy or fails to read or write.
[[nodiscard]] error error_of(sqlite3* db, int code, std::string_view doing);

class database;

// One prepared statement. Binding counts from 1, reading from 0, as in SQLite.
class statement {
 public:
  statement() = default;
  statement(sqlite3* db, sqlite3_stmt* prepared) : db_(db), prepared_(prepared) {}

  statement& bind(int index, std::int64_t value);
  statement& bind(int index, std::string_view text);
  statement& bind(int index, std::span<const std::byte> blob);  // must live until the step

  // True: a row is there; false: no more.
  [[nodiscard]] result<bool> step();
  // Steps a statement that gives no rows, and makes it ready for the next time.
  [[nodiscard]] result<void> run();
  void reset();

  [[nodiscard]] std::int64_t integer(int column) const { return sqlite3_column_int64(prepared_.get(), column); }
  [[nodiscard]] std::string text(int column) const;
  [[nodiscard]] std::span<const std::byte> blob(int column) const;  // good until the next step
  [[nodiscard]] bool is_null(int column) const { return sqlite3_column_type(prepared_.get(), column) == SQLITE_NULL; }

 private:
  sqlite3* db_ = nullptr;
  std::unique_ptr<sqlite3_stmt, finalize_statement> prepared_;
};

class database {
 public:
  [[nodiscard]] static result<database> open(const std::string& uri, int flags, const std::string& vfs);

  [[nodiscard]] result<void> run(const std::string& sql);
  [[nodiscard]] result<statement> prepare(std::string_view sql);
  // The one integer that the query gives; 0 for none or NULL.
  [[nodiscard]] result<std::int64_t> integer(std::string_view sql);
  [[nodiscard]] sqlite3* handle() const { return db_.get(); }

 private:
  std::unique_ptr<sqlite3, close_database> db_;
};

// BEGIN ... COMMIT, rolled back unless committed.
class transaction {
 public:
  enum class kind : std::uint8_t { read, write };
  [[nodiscard]] static result<transaction> begin(database& db, kind what);
  transaction(transaction&& other) noexcept : db_(std::exchange(other.db_, nullptr)) {}
  transaction(const transaction&) = delete;
  transaction& operator=(const transaction&) = delete;
  transaction& operator=(transaction&&) = delete;
  ~transaction();
  [[nodiscard]] result<void> commit();

 private:
  explicit transaction(database* db) : db_(db) {}
  database* db_;
};

// A blob of one row, read in parts; one object goes from row to row of a column.
class blob_source final : public byte_source {
 public:
  blob_source(database& db, const char* table, const char* column) : db_(&db), table_(table), column_(column) {}
  [[nodiscard]] result<void> go_to(std::int64_t row);
  [[nodiscard]] std::size_t size() const override { return size_; }
  [[nodiscard]] result<std::span<const std::byte>> at(std::size_t offset, std::size_t count) override;

 private:
  database* db_;
  const char* table_;
  const char* column_;
  std::unique_ptr<sqlite3_blob, close_blob> blob_;
  std::size_t size_ = 0;
  std::vector<std::byte> buffer_;
};

}  // namespace headroom::store::sqlite
