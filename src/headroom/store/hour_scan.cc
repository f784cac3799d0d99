#include "headroom/store/hour_scan.h"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <optional>
#include <thread>

#include "headroom/store/column_reader.h"
#include "headroom/store/hourly_figures.h"

namespace headroom::store {
namespace {

constexpr std::size_t slots_at_a_time = 64;

void append_hours(hourly_history& to, const hourly_history& more) {
  to.peak.insert(to.peak.end(), more.peak.begin(), more.peak.end());
  to.total.insert(to.total.end(), more.total.begin(), more.total.end());
  to.known_minutes.insert(to.known_minutes.end(), more.known_minutes.begin(), more.known_minutes.end());
}

bool any_known(const hourly_history& hours) {
  return std::ranges::any_of(hours.known_minutes, [](std::uint8_t known) { return known > 0; });
}

class hour_scan {
 public:
  hour_scan(const std::vector<namespace_id>& names, history_column column, minute_range range,
            const history_reader::hours_visitor& visit)
      : names_(names), column_(column), range_(range), visit_(visit) {}

  // What one thread does: batches until there are no more, or somebody failed.
  void work(sqlite::database& db) {
    if (auto done = batches(db); !done) fail_with(done.error());
  }

  void fail_with(const error& why) {
    const std::scoped_lock lock(mutex_);
    if (!failed_) failed_ = why;
    stop_ = true;
  }

  [[nodiscard]] result<void> outcome() const { return failed_ ? fail(*failed_) : result<void>{}; }

 private:
  result<void> batches(sqlite::database& db) {
    auto snapshot = sqlite::transaction::begin(db, sqlite::transaction::kind::read);
    if (!snapshot) return fail(snapshot.error());
    auto reader = column_reader::open(db, range_);
    if (!reader) return fail(reader.error());
    while (!stop_) {
      const std::size_t first = slots_at_a_time * next_++;
      if (first >= names_.size()) return {};
      auto hours = read_batch(*reader, first, std::min(slots_at_a_time, names_.size() - first));
      if (!hours) return fail(hours.error());
      if (auto done = hand_over(first, *hours); !done) return done;
    }
    return {};
  }

  result<std::vector<hourly_history>> read_batch(column_reader& reader, std::size_t first, std::size_t count) {
    std::vector<hourly_history> hours(count, {.first = hour_of(range_.first)});
    for (utc_minute from = range_.first; from < range_.end;) {
      const utc_minute end = std::min(start_of_day(day_of(from) + 1), range_.end);
      column_matrix matrix(static_cast<namespace_slot>(first), count, {from, end});
      if (auto done = reader.read(column_, matrix); !done) return fail(done.error());
      for (std::size_t i = 0; i < count; ++i) {
        append_hours(hours[i], hourly_figures(from, matrix.row(i)));
        hours[i].damage.insert(hours[i].damage.end(), matrix.damage.begin(), matrix.damage.end());
      }
      from = end;
    }
    for (hourly_history& one : hours)
      one.damage.insert(one.damage.end(), reader.damage().begin(), reader.damage().end());
    return hours;
  }

  result<void> hand_over(std::size_t first, const std::vector<hourly_history>& hours) {
    const std::scoped_lock lock(mutex_);
    for (std::size_t i = 0; i < hours.size() && !stop_; ++i) {
      if (!any_known(hours[i]) && hours[i].damage.empty()) continue;
      if (auto done = visit_(names_[first + i], hours[i]); !done) return done;
    }
    return {};
  }

  const std::vector<namespace_id>& names_;
  history_column column_;
  minute_range range_;
  const history_reader::hours_visitor& visit_;
  std::atomic<std::size_t> next_ = 0;
  std::atomic<bool> stop_ = false;
  std::mutex mutex_;
  std::optional<error> failed_;
};

}  // namespace

result<void> scan_hours(const connect& open, const std::vector<namespace_id>& names, history_column column,
                        minute_range range, int threads, const history_reader::hours_visitor& visit) {
  hour_scan scan(names, column, range, visit);
  const auto run = [&] {
    auto db = open();
    if (db) {
      scan.work(*db);
    } else {
      scan.fail_with(db.error());
    }
  };
  {
    std::vector<std::jthread> others;
    for (int i = 1; i < threads; ++i) others.emplace_back(run);
    run();
  }
  return scan.outcome();
}

}  // namespace headroom::store
