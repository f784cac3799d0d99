#include "headroom/store/sqlite_history.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <utility>

#include "headroom/base/text.h"
#include "headroom/store/check_file.h"
#include "headroom/store/column_reader.h"
#include "headroom/store/compactor.h"
#include "headroom/store/history_file.h"
#include "headroom/store/hour_scan.h"
#include "headroom/store/lost_scrapes.h"
#include "headroom/store/namespace_table.h"
#include "headroom/store/schema.h"
#include "headroom/store/scrape_table.h"
#include "headroom/store/side_tables.h"
#include "headroom/store/sqlite.h"
#include "headroom/store/writer_lock.h"

namespace headroom::store {
namespace {

using sqlite::transaction;

std::unexpected<error> for_reading() {
  return fail(error_code::failed_precondition, "the history was opened for reading; open it for writing");
}

class sqlite_history final : public history_store {
 public:
  sqlite_history(std::filesystem::path file, std::string vfs, sqlite::database db, std::optional<writer_lock> lock)
      : file_(std::move(file)), vfs_(std::move(vfs)), lock_(std::move(lock)), db_(std::move(db)) {}

  result<history_info> info() override;
  result<std::vector<namespace_id>> namespaces() override;
  result<column_history> read(const namespace_id& id, history_column column, minute_range range) override;
  result<void> scan(history_column column, minute_range range, const column_visitor& visit) override;
  result<void> hourly(history_column column, minute_range range, int threads, const hours_visitor& visit) override;
  result<std::vector<minute_note>> notes(minute_range range) override;
  result<std::vector<gap_note>> gaps(minute_range range) override;

  result<namespace_slot> slot_of(const namespace_id& id) override;
  result<void> append(const scrape_frame& frame) override { return append(std::span(&frame, 1)); }
  result<void> append(std::span<const scrape_frame> frames) override;
  result<void> note_gap(const gap_note& gap) override;
  result<compaction> compact(const compaction_limits& limits) override;
  result<std::int64_t> forget_before(utc_minute first_kept) override;
  result<std::vector<finding>> check() override;

  // Reads the names, once; a writer also looks for what was acknowledged and is gone.
  result<void> load() {
    if (auto done = names_.refresh(db_); !done || !writable()) return done;
    return name_losses(db_, lock_->noted());
  }

  result<void> add_receipt(const receipt& what) override;
  result<void> set_outcome(const std::string& receipt_id, const std::string& outcome) override;
  result<receipt> find_receipt(const std::string& receipt_id) override { return receipt_of(db_, receipt_id); }
  result<std::vector<receipt>> receipts(const std::optional<namespace_id>& subject, std::size_t count_max) override {
    return receipts_of(db_, subject, count_max);
  }

 private:
  result<void> check_figures(const scrape_frame& frame) const;
  result<std::vector<std::int64_t>> append_all(std::span<const scrape_frame> frames);
  void checkpoint();
  bool writable() const { return lock_.has_value(); }

  std::filesystem::path file_;
  std::string vfs_;
  std::optional<writer_lock> lock_;
  sqlite::database db_;
  namespace_table names_;
  scrape_writer scrapes_;
};

result<history_info> sqlite_history::info() {
  // Before the snapshot: what is acknowledged is there by then.
  const auto acknowledged = writable() ? std::vector<std::int64_t>{} : writer_lock::noted_beside(file_);
  auto snapshot = transaction::begin(db_, transaction::kind::read);
  if (!snapshot) return fail(snapshot.error());
  history_info info{.where = file_.string()};
  if (auto done = names_.refresh(db_); !done) return fail(done.error());
  info.namespaces = static_cast<std::int64_t>(names_.by_slot().size());
  const auto covered = covered_minutes(db_);
  if (!covered) return fail(covered.error());
  info.covered = *covered;
  auto reader = column_reader::open(db_, covered->value_or(minute_range{}));
  auto notes = reader ? reader->notes() : fail(reader.error());
  if (!notes) return fail(notes.error());
  info.minutes_stored = static_cast<std::int64_t>(notes->size());
  info.minutes_incomplete =
      std::ranges::count_if(*notes, [](const minute_note& note) { return note.data != completeness::complete; });
  const auto pending = db_.integer("SELECT count(*) FROM scrape");
  auto losses = losses_in(db_);
  if (!pending || !losses) return fail(pending ? losses.error() : pending.error());
  info.minutes_pending = *pending;
  info.losses = std::move(*losses);
  const auto lost = lost_minutes(db_, acknowledged);  // which the next writer will keep as losses
  if (!lost) return fail(lost.error());
  for (const minute_range& minutes : *lost) info.losses.push_back(loss_line(minutes));
  for (const auto* damage : {&names_.damage(), &reader->damage()}) {
    info.losses.insert(info.losses.end(), damage->begin(), damage->end());
  }
  info.bytes = bytes_on_disk(file_);
  return info;
}

result<std::vector<namespace_id>> sqlite_history::namespaces() {
  if (auto done = names_.refresh(db_); !done) return fail(done.error());
  auto names = names_.by_slot();
  std::ranges::sort(names);
  return names;
}

result<column_history> sqlite_history::read(const namespace_id& id, history_column column, minute_range range) {
  if (auto fits = check_range(range); !fits) return fail(fits.error());
  auto snapshot = transaction::begin(db_, transaction::kind::read);
  if (!snapshot) return fail(snapshot.error());
  if (!names_.find(id)) {
    if (auto done = names_.refresh(db_); !done) return fail(done.error());
  }
  const auto slot = names_.find(id);
  if (!slot) return names_.no_such(id);
  auto reader = column_reader::open(db_, range);
  if (!reader) return fail(reader.error());
  column_matrix matrix(*slot, 1, range);
  if (auto done = reader->read(column, matrix); !done) return fail(done.error());
  column_history history{.first = range.first, .damage = reader->damage()};
  history.values.assign(matrix.row(0).begin(), matrix.row(0).end());
  history.damage.insert(history.damage.end(), matrix.damage.begin(), matrix.damage.end());
  return history;
}

result<void> sqlite_history::scan(history_column column, minute_range range, const column_visitor& visit) {
  if (auto fits = check_range(range); !fits) return fits;
  auto snapshot = transaction::begin(db_, transaction::kind::read);
  if (!snapshot) return fail(snapshot.error());
  if (auto done = names_.refresh(db_); !done) return done;
  auto reader = column_reader::open(db_, range);
  if (!reader) return fail(reader.error());
  const std::size_t slots = names_.by_slot().size();
  column_matrix matrix(0, slots_at_once(range), range);
  column_history history{.first = range.first};
  for (std::size_t first = 0; first < slots; first += matrix.slots()) {
    matrix.reset(static_cast<namespace_slot>(first));
    if (auto done = reader->read(column, matrix); !done) return done;
    history.damage = reader->damage();
    history.damage.insert(history.damage.end(), matrix.damage.begin(), matrix.damage.end());
    for (std::size_t i = 0; i < std::min(matrix.slots(), slots - first); ++i) {
      if (std::ranges::none_of(matrix.row(i), is_known) && history.damage.empty()) continue;
      history.values.assign(matrix.row(i).begin(), matrix.row(i).end());
      if (auto done = visit(names_.by_slot()[first + i], history); !done) return done;
    }
  }
  return {};
}

result<void> sqlite_history::hourly(history_column column, minute_range range, int threads,
                                    const hours_visitor& visit) {
  if (auto fits = check_range(range); !fits) return fits;
  if (auto done = names_.refresh(db_); !done) return done;
  const auto open = [this] { return open_history_file(file_, {.mode = open_mode::read, .vfs = vfs_}); };
  return scan_hours(open, names_.by_slot(), column, range, threads, visit);
}

result<std::vector<minute_note>> sqlite_history::notes(minute_range range) {
  auto snapshot = transaction::begin(db_, transaction::kind::read);
  if (!snapshot) return fail(snapshot.error());
  auto reader = column_reader::open(db_, range);
  if (!reader) return fail(reader.error());
  return reader->notes();
}

result<std::vector<gap_note>> sqlite_history::gaps(minute_range range) { return gaps_in(db_, range); }

result<namespace_slot> sqlite_history::slot_of(const namespace_id& id) {
  if (!writable()) return for_reading();
  if (const auto known = names_.find(id)) return *known;
  if (id.value().empty()) return fail(error_code::invalid_argument, "a namespace without a name cannot be kept");
  return names_.add(id);
}

result<void> sqlite_history::check_figures(const scrape_frame& frame) const {
  for (const history_column column : all_columns()) {
    const auto& values = frame.columns[index_of(column)];
    if (values.size() > names_.by_slot().size()) {
      return fail(error_code::invalid_argument, fmt::format("{} figures of {} for {} namespaces; ask slot_of() first",
                                                            values.size(), to_string(column), names_.by_slot().size()));
    }
    const auto wrong = std::ranges::find_if(values, [](double value) { return value < 0 || std::isinf(value); });
    if (wrong == values.end()) continue;
    const auto& id = names_.by_slot()[static_cast<std::size_t>(wrong - values.begin())];
    return fail(error_code::invalid_argument,
                fmt::format("{} of {} in minute {} is {}; a figure is zero or more and finite, or unknown",
                            to_string(column), escape_for_terminal(id.value()), to_string(frame.minute), *wrong));
  }
  return {};
}

result<void> sqlite_history::append(std::span<const scrape_frame> frames) {
  if (!writable()) return for_reading();
  for (const scrape_frame& frame : frames) {
    if (auto fits = check_figures(frame); !fits) return fits;
  }
  auto kept = append_all(frames);
  if (!kept) {
    scrapes_.forget_bases();
    return fail(std::move(kept).error());
  }
  names_.new_are_written();
  lock_->note(*kept);
  return {};
}

// The ids of the scrapes, once they are on the disk.
result<std::vector<std::int64_t>> sqlite_history::append_all(std::span<const scrape_frame> frames) {
  auto work = transaction::begin(db_, transaction::kind::write);
  if (!work) return fail(work.error());
  if (auto done = names_.write_new(db_); !done) return fail(done.error());
  std::vector<std::int64_t> ids;
  for (const scrape_frame& frame : frames) {
    const auto id = scrapes_.insert(db_, frame);
    if (!id) return fail(id.error());
    ids.push_back(*id);
  }
  if (auto done = work->commit(); !done) return fail(done.error());
  return ids;
}

result<void> sqlite_history::note_gap(const gap_note& gap) {
  if (!writable()) return for_reading();
  return insert_gap(db_, gap);
}

result<compaction> sqlite_history::compact(const compaction_limits& limits) {
  if (!writable()) return for_reading();
  compaction done;
  int groups_left = limits.groups_max;
  compactor work(db_, names_.by_slot().size());
  scrapes_.forget_bases();
  for (;;) {
    const auto minutes = work.next_to_fold();
    if (!minutes) return fail(minutes.error());
    if (!*minutes) break;
    if (groups_left <= 0) return compaction{done.days_finished, done.scrapes_folded, true};
    const auto folded = work.fold(**minutes);
    if (!folded) return fail(folded.error());
    done.scrapes_folded += *folded;
    groups_left -= static_cast<int>(group_of(static_cast<namespace_slot>(names_.by_slot().size()))) + 1;
  }
  const auto days = work.open_days(limits.settle_minutes);
  if (!days) return fail(days.error());
  for (const std::int64_t day : *days) {
    const auto finished = work.join_day(day, groups_left);
    if (!finished) return fail(finished.error());
    done.days_finished += *finished;
    done.more |= !*finished;
  }
  if (auto given = give_back_space(db_); !given) return fail(given.error());
  checkpoint();
  return done;
}

// What is in the log goes to its place in the file, as far as no reader still needs it where it is. A failure loses
// nothing: the log stays, and the next call tries again.
void sqlite_history::checkpoint() {
  int in_log = 0;
  int moved = 0;
  const int code = sqlite3_wal_checkpoint_v2(db_.handle(), nullptr, SQLITE_CHECKPOINT_PASSIVE, &in_log, &moved);
  if (code == SQLITE_OK && in_log == moved) lock_->forget_noted();
}

result<std::int64_t> sqlite_history::forget_before(utc_minute first_kept) {
  if (!writable()) return for_reading();
  auto work = transaction::begin(db_, transaction::kind::write);
  if (!work) return fail(work.error());
  scrapes_.forget_bases();
  const auto days = forget_days_before(db_, day_of(first_kept));
  if (!days) return days;
  if (auto done = keep_from(db_, day_of(first_kept)); !done) return fail(done.error());
  if (auto done = delete_gaps_before(db_, start_of_day(day_of(first_kept))); !done) return fail(done.error());
  if (auto done = work->commit(); !done) return fail(done.error());
  return days;
}

result<std::vector<finding>> sqlite_history::check() {
  auto snapshot = transaction::begin(db_, transaction::kind::read);
  if (!snapshot) return fail(snapshot.error());
  return check_file(db_, names_);
}

result<void> sqlite_history::add_receipt(const receipt& what) {
  if (!writable()) return for_reading();
  return insert_receipt(db_, what);
}

result<void> sqlite_history::set_outcome(const std::string& receipt_id, const std::string& outcome) {
  if (!writable()) return for_reading();
  return update_outcome(db_, receipt_id, outcome);
}

}  // namespace

result<std::unique_ptr<history_store>> open_sqlite_history(const std::filesystem::path& file,
                                                           const sqlite_options& options) {
  const std::string name = file.string();
  std::optional<writer_lock> lock;
  if (options.mode == open_mode::write) {
    auto taken = writer_lock::take(file, options.now_unix_ms);
    if (!taken) return fail(std::move(taken).error());
    lock = std::move(*taken);
  }
  // SQLite does not always say which file it means.
  const auto named = [&name](error e) { return fail(e.message.contains(name) ? std::move(e) : e.in(name)); };
  auto db = open_history_file(file, options);
  if (!db) return named(std::move(db).error());
  const auto prepared = lock ? prepare_for_writing(*db, name) : prepare_for_reading(*db, name);
  if (!prepared) return named(prepared.error());
  auto history = std::make_unique<sqlite_history>(file, options.vfs, std::move(*db), std::move(lock));
  if (auto loaded = history->load(); !loaded) return fail(loaded.error().in(name));
  return history;
}

}  // namespace headroom::store
