#include "headroom/cli/history/import.h"

#include <filesystem>
#include <fmt/format.h>
#include <utility>

#include "headroom/base/figures.h"

namespace headroom::cli::history {
namespace {

constexpr std::int64_t gaps_noted_max = 500;

// Names the minutes that a trace, which has a row a minute, has none for.
class trace_gaps {
 public:
  trace_gaps(store::history_store& to, std::string file, std::int64_t now_unix_ms)
      : store_(to),
        reason_("no row in " + std::filesystem::path(file).filename().string()),
        now_unix_ms_(now_unix_ms) {}

  result<void> see(utc_minute minute) {
    const auto before = std::exchange(last_, minute);
    if (!before || minute - *before <= 1 || noted_ >= gaps_noted_max) return {};
    noted_ += 1;
    return store_.note_gap(
        {.minutes = {.first = *before + 1, .end = minute}, .reason = reason_, .noted_unix_ms = now_unix_ms_});
  }

 private:
  store::history_store& store_;
  std::string reason_;
  std::int64_t now_unix_ms_;
  std::optional<utc_minute> last_;
  std::int64_t noted_ = 0;
};

// With the number of losses: a history that has lost something since takes the whole file again.
std::string progress_key(const import_options& options, file_format format, std::size_t losses) {
  std::error_code unseen;
  const auto path = options.file == "-" ? options.file : std::filesystem::absolute(options.file, unseen).string();
  const std::string key = fmt::format("{} {} {}", to_string(format),
                                      options.trace_namespace ? options.trace_namespace->value() : "-", path);
  return losses == 0 ? key : fmt::format("{} after {} losses", key, losses);
}

class file_import {
 public:
  file_import(store::history_store& to, const import_options& options)
      : store_(to),
        options_(options),
        batch_(to, options.now_unix_ms, [&](std::int64_t line, const std::string& what) { complain(line, what); }) {}

  result<import_outcome> run() {
    auto opened = open();
    if (!opened) return fail(std::move(opened).error());
    const auto info = store_.info();
    if (!info) return fail(info.error());
    const import_progress kept(options_.history, progress_key(options_, opened->format, info->losses.size()));
    if (auto done = resume(*opened, kept); !done) return fail(done.error());
    out_.format = opened->format;
    auto read = read_all(*opened, kept);
    // What came before a fault in the file is kept, and so is its place.
    if (auto flushed = flush(*opened->rows, kept); !flushed) return fail(flushed.error());
    if (!read) return fail(what_was_taken(std::move(read).error()));
    if (!out_.interrupted) {
      if (auto done = kept.forget(); !done) return fail(done.error());
    }
    out_.facts = batch_.facts();
    out_.namespaces = batch_.namespaces();
    out_.covered = batch_.covered();
    if (auto counted = count_missing(); !counted) return fail(counted.error());
    return out_;
  }

 private:
  void complain(std::int64_t line, std::string_view what) {
    out_.complaints += 1;
    options_.complain(line > 0 ? fmt::format("{}:{}: {}", options_.file, line, what)
                               : fmt::format("{}: {}", options_.file, what));
  }

  result<opened_source> open() {
    return open_rows(options_.file,
                     {.format = options_.format,
                      .trace_namespace = options_.trace_namespace,
                      .now = minute_of_unix_seconds(options_.now_unix_ms / 1000),
                      .complain = [this](std::int64_t line, std::string_view what) { complain(line, what); }});
  }

  // Holes in a file are no faults of it, but nobody shall take them for idle minutes.
  result<void> count_missing() {
    if (!out_.covered) return {};
    const auto there = store_.notes(*out_.covered);
    if (!there) return fail(there.error());
    out_.minutes_missing = static_cast<std::int64_t>(out_.covered->minutes() - there->size());
    return {};
  }

  // A fault in the middle of a file does not undo what came before it.
  error what_was_taken(error fault) const {
    const auto rows = batch_.facts().rows;
    if (rows > 0) fault.message += fmt::format("; {} taken before it", counted(rows, "row was", "rows were"));
    return fault;
  }

  result<void> resume(opened_source& opened, const import_progress& kept) {
    const auto there = kept.load();
    if (!there || options_.file == "-") return {};
    const auto skipped = opened.rows->skip_to(*there);
    if (skipped && *skipped) {
      out_.resumed_after_lines = there->lines;
      return {};
    }
    out_.complaints = 0;
    auto again = open();
    if (!again) return fail(std::move(again).error());
    opened = std::move(*again);
    return {};
  }

  result<void> flush(const row_source& rows, const import_progress& kept) {
    if (auto done = batch_.flush(); !done) return done;
    if (options_.progress) options_.progress(batch_.facts().rows, rows.share_read());
    return kept.save(rows.here());
  }

  result<void> read_all(opened_source& opened, const import_progress& kept) {
    trace_gaps gaps(store_, options_.file, options_.now_unix_ms);
    for (;;) {
      if (options_.stop.stop_requested()) {
        out_.interrupted = true;
        return {};
      }
      auto row = opened.rows->next();
      if (!row) return fail(std::move(row).error());
      if (!*row) return {};
      if (opened.format == file_format::trace) {
        if (auto noted = gaps.see((*row)->minute); !noted) return noted;
      }
      const bool has_lines = opened.format != file_format::openmetrics;
      batch_.add(std::move(**row), has_lines ? opened.rows->here().lines : 0);
      if (!batch_.full()) continue;
      if (auto done = flush(*opened.rows, kept); !done) return done;
    }
  }

  store::history_store& store_;
  const import_options& options_;
  import_outcome out_;
  row_batch batch_;
};

}  // namespace

result<import_outcome> import_file(store::history_store& to, const import_options& options) {
  return file_import(to, options).run();
}

}  // namespace headroom::cli::history
