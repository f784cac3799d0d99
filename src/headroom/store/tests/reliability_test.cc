#include <cstdlib>
#include <fcntl.h>
#include <fstream>
#include <gtest/gtest.h>
#include <map>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/power_loss_disk.h"
#include "tests/store_testing.h"

#include "headroom/base/rng.h"
#include "headroom/store/scrape_table.h"

// What a history must survive: its process being killed, its machine losing power, disks that are full or read-only,
// files that change or vanish.
namespace headroom::store {
namespace {

using testing::monday;
using testing::open_or_die;
using testing::power_loss_disk;
using testing::test_folder;

constexpr auto count = history_column::actions_count;
constexpr std::size_t namespaces = 5;

std::uint64_t from_environment(const char* name, std::uint64_t otherwise) {
  const char* value = std::getenv(name);
  return value != nullptr ? std::stoull(value) : otherwise;
}

std::string name_of(std::size_t i) { return "ns-" + std::to_string(i) + ".acct"; }

// Every figure tells its minute and namespace, so that one look says whether it is the right one.
double figure(utc_minute minute, std::size_t i) {
  return static_cast<double>((minute - monday) * 10 + static_cast<std::int64_t>(i)) / 1000;
}

scrape_frame frame_of(history_store& store, utc_minute minute) {
  scrape_frame frame{.minute = minute, .data = completeness::complete, .arrived_unix_ms = minute.index * 60'000};
  for (std::size_t i = 0; i < namespaces; ++i) {
    frame.set(store.slot_of(namespace_id(name_of(i))).value(), count, figure(minute, i));
    frame.set(store.slot_of(namespace_id(name_of(i))).value(), history_column::actions_limit, 500);
  }
  return frame;
}

// All minutes up to `acknowledged` are there; later ones wholly or not at all. The number that are there.
std::int64_t expect_kept(history_store& store, std::int64_t acknowledged, std::int64_t tried) {
  std::int64_t there = 0;
  std::vector<std::vector<double>> seen;
  for (std::size_t i = 0; i < namespaces; ++i) {
    auto column = store.read(namespace_id(name_of(i)), count, {monday, monday + tried + 1});
    if (!column) {
      EXPECT_EQ(acknowledged, 0) << column.error().message;
      return 0;
    }
    EXPECT_TRUE(column->damage.empty()) << column->damage[0];
    seen.push_back(std::move(column->values));
  }
  for (std::int64_t m = 0; m <= tried; ++m) {
    const bool known = is_known(seen[0][static_cast<std::size_t>(m)]);
    if (m < acknowledged) EXPECT_TRUE(known) << "minute " << m << " was acknowledged";
    there += known;
    for (std::size_t i = 0; i < namespaces; ++i) {
      const double value = seen[i][static_cast<std::size_t>(m)];
      if (known) {
        EXPECT_EQ(value, figure(monday + m, i)) << "minute " << m;
      } else {
        EXPECT_FALSE(is_known(value)) << "half of minute " << m;
      }
    }
  }
  return there;
}

void expect_sound(history_store& store) {
  const auto found = store.check();
  ASSERT_TRUE(found) << found.error().message;
  EXPECT_TRUE(found->empty()) << found->front().what;
  EXPECT_TRUE(store.info()->losses.empty()) << store.info()->losses[0];
}

// Appends minute after minute, compacting now and then, and says each on the pipe once it is acknowledged.
[[noreturn]] void collect_until_killed(const std::filesystem::path& file, std::int64_t first, int pipe) {
  auto store = open_sqlite_history(file, {.mode = open_mode::write});
  if (!store) ::_exit(3);
  for (std::int64_t m = first;; ++m) {
    if (!(*store)->append(frame_of(**store, monday + m))) ::_exit(4);
    if (::write(pipe, &m, sizeof m) != sizeof m) ::_exit(5);
    if (m % 37 == 0 && !(*store)->compact({.groups_max = static_cast<int>(1 + m % 5)})) ::_exit(6);
  }
}

TEST(Reliability, KilledAtAnyMomentItKeepsEveryAcknowledgedMinute) {
  const auto kills = from_environment("HEADROOM_STORE_KILLS", 40);
  test_folder folder;
  rng random(1);
  std::int64_t acknowledged = 0;
  for (std::uint64_t kill_number = 0; kill_number < kills && !HasFailure(); ++kill_number) {
    SCOPED_TRACE("kill " + std::to_string(kill_number));
    int ends[2];
    ASSERT_EQ(::pipe(ends), 0);
    const pid_t child = ::fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      ::close(ends[0]);
      collect_until_killed(folder / "history.db", acknowledged, ends[1]);
    }
    ::close(ends[1]);
    // Some acknowledgements, then a random while: the child dies anywhere within an append or a compaction.
    std::int64_t last = acknowledged - 1;
    for (std::uint64_t n = 1 + random.below(60); n > 0; --n)
      ASSERT_EQ(::read(ends[0], &last, sizeof last), ssize_t{sizeof last});
    for (volatile std::uint64_t spin = random.below(300'000); spin > 0; spin = spin - 1) continue;
    ::kill(child, SIGKILL);
    int status = 0;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    ASSERT_TRUE(WIFSIGNALED(status)) << "the child ended by itself: " << WEXITSTATUS(status);
    for (std::int64_t more = 0; ::read(ends[0], &more, sizeof more) == sizeof more;) last = more;
    ::close(ends[0]);
    acknowledged = last + 1;
    const auto store = open_or_die(folder / "history.db");
    ASSERT_TRUE(store);
    acknowledged = expect_kept(*store, acknowledged, acknowledged + 1);
    if (kill_number % 10 == 0) expect_sound(*store);
  }
}

TEST(Reliability, WhenThePowerGoesEveryAcknowledgedMinuteIsOnTheDisk) {
  const auto seeds = from_environment("HEADROOM_STORE_SEEDS", 300);
  for (std::uint64_t seed = 1; seed <= seeds && !HasFailure(); ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    rng random(seed);
    test_folder folder;
    power_loss_disk disk;
    std::int64_t acknowledged = 0;
    std::int64_t tried = 0;
    for (int life = 0; life < 4; ++life) {
      disk.lose_power_after(1 + random.below(250));
      if (auto store = open_sqlite_history(folder / "history.db", {.mode = open_mode::write, .vfs = disk.vfs()})) {
        while (disk.has_power()) {
          tried = acknowledged;
          if (!(*store)->append(frame_of(**store, monday + tried))) break;
          ++acknowledged;
          if (random.below(40) == 0 && !(*store)->compact({.groups_max = static_cast<int>(1 + random.below(4))})) break;
        }
      }
      disk.start_again(random);
      const auto store = open_or_die(folder / "history.db", open_mode::write, disk.vfs());
      ASSERT_TRUE(store);
      acknowledged = expect_kept(*store, acknowledged, tried);
      expect_sound(*store);
      // Closing it is a checkpoint, which is on the disk as well.
    }
  }
}

TEST(Reliability, AFullDiskRefusesAScrapeWholeAndGoesOnWhenThereIsRoom) {
  test_folder folder;
  power_loss_disk disk;
  const auto store = open_or_die(folder / "history.db", open_mode::write, disk.vfs());
  ASSERT_TRUE(store->append(frame_of(*store, monday)));
  disk.full = true;
  const auto refused = store->append(frame_of(*store, monday + 1));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, error_code::resource_exhausted);
  EXPECT_NE(refused.error().message.find("free some space"), std::string::npos) << refused.error().message;
  EXPECT_EQ(expect_kept(*store, 1, 1), 1);
  disk.full = false;
  ASSERT_TRUE(store->append(frame_of(*store, monday + 1)));
  EXPECT_EQ(expect_kept(*store, 2, 2), 2);
  expect_sound(*store);
}

TEST(Reliability, OnAReadOnlyDiskItIsReadAndNotWritten) {
  test_folder folder;
  power_loss_disk disk;
  {
    const auto store = open_or_die(folder / "history.db", open_mode::write, disk.vfs());
    ASSERT_TRUE(store->append(frame_of(*store, monday)));
  }
  std::ofstream(folder / "history.db");  // where a reader looks first
  disk.read_only = true;
  const auto writer = open_sqlite_history(folder / "history.db", {.mode = open_mode::write, .vfs = disk.vfs()});
  EXPECT_FALSE(writer);
  const auto reader = open_or_die(folder / "history.db", open_mode::read, disk.vfs());
  ASSERT_TRUE(reader);
  EXPECT_EQ(expect_kept(*reader, 1, 1), 1);
}

// A process that dies with minutes in the log.
void die_with_a_log(const std::filesystem::path& file, std::int64_t minutes) {
  const pid_t child = ::fork();
  if (child == 0) {
    auto store = open_sqlite_history(file, {.mode = open_mode::write});
    if (!store) ::_exit(1);
    for (std::int64_t m = 0; m < minutes; ++m) {
      if (!(*store)->append(frame_of(**store, monday + m))) ::_exit(2);
      if (m == 3 && !(*store)->compact({})) ::_exit(3);  // the file itself holds the first four
    }
    ::kill(::getpid(), SIGKILL);
  }
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  ASSERT_TRUE(WIFSIGNALED(status));
}

TEST(Reliability, ALogThatSomebodyRemovedIsNamedWithTheMinutesThatWentWithIt) {
  test_folder folder;
  die_with_a_log(folder / "history.db", 10);
  const auto losses_seen_by_a_reader = [&] {
    return open_or_die(folder / "history.db", open_mode::read)->info()->losses;
  };
  EXPECT_TRUE(losses_seen_by_a_reader().empty());
  ASSERT_TRUE(std::filesystem::remove(folder / "history.db-wal"));
  ASSERT_EQ(losses_seen_by_a_reader().size(), 1u) << "silent until the next writer";
  for (int opening = 0; opening < 2; ++opening) {
    const auto store = open_or_die(folder / "history.db");
    ASSERT_TRUE(store);
    EXPECT_EQ(expect_kept(*store, 4, 9), 4);
    const auto info = store->info();
    ASSERT_TRUE(info);
    ASSERT_EQ(info->losses.size(), 1u);
    EXPECT_EQ(info->losses[0].find("2026-01-05T00:04:00Z to 2026-01-05T00:10:00Z: 6 minutes"), 0u) << info->losses[0];
    const auto gaps = store->gaps({monday, monday + 100});
    ASSERT_TRUE(gaps);
    ASSERT_GE(gaps->size(), 1u);
    EXPECT_EQ(gaps->front().minutes, (minute_range{monday + 4, monday + 10}));
  }
}

TEST(Reliability, AClockSetBackOrForwardChangesNothingButTheTimesOfArrival) {
  test_folder folder;
  const auto store = open_or_die(folder / "history.db");
  for (int m = 0; m < 200; ++m) {
    scrape_frame frame = frame_of(*store, monday + m);
    frame.arrived_unix_ms = m % 3 == 0 ? 0 : m % 3 == 1 ? 4'102'444'800'000 : -5;
    ASSERT_TRUE(store->append(frame));
    if (m % 50 == 0) ASSERT_TRUE(store->compact({.settle_minutes = 0}));
  }
  EXPECT_EQ(expect_kept(*store, 200, 200), 200);
  const auto notes = store->notes({monday, monday + 3});
  ASSERT_TRUE(notes);
  EXPECT_EQ((*notes)[1].arrived_unix_ms, 4'102'444'800'000);
}

// Changes one byte within the first place where `text` stands in the file.
void damage(const std::filesystem::path& file, std::int64_t offset) {
  std::fstream bytes(file, std::ios::in | std::ios::out | std::ios::binary);
  bytes.seekg(offset);
  const char old = static_cast<char>(bytes.get());
  bytes.seekp(offset);
  bytes.put(static_cast<char>(old ^ 0x55));
}

std::string contents(const std::filesystem::path& file) {
  std::ifstream bytes(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(bytes), {}};
}

// Where a stored blob's bytes lie in the file.
std::vector<std::int64_t> places_of_blobs(const std::filesystem::path& file, const std::string& table) {
  sqlite3* db = nullptr;
  EXPECT_EQ(sqlite3_open(file.c_str(), &db), SQLITE_OK);
  sqlite3_stmt* query = nullptr;
  EXPECT_EQ(sqlite3_prepare_v2(db, ("SELECT body FROM " + table).c_str(), -1, &query, nullptr), SQLITE_OK);
  const std::string bytes = contents(file);
  std::vector<std::int64_t> places;
  while (sqlite3_step(query) == SQLITE_ROW) {
    const std::string blob(static_cast<const char*>(sqlite3_column_blob(query, 0)),
                           static_cast<std::size_t>(sqlite3_column_bytes(query, 0)));
    // The start and the end of a blob that goes on in other pages lie apart; both are looked for.
    for (const std::string& part :
         {blob.substr(0, 32), blob.substr(blob.size() - std::min<std::size_t>(32, blob.size()))}) {
      if (const auto at = bytes.find(part); at != std::string::npos)
        places.push_back(static_cast<std::int64_t>(at + part.size() / 2));
    }
  }
  sqlite3_finalize(query);
  sqlite3_close(db);
  return places;
}

TEST(Reliability, EachPlantedCorruptionIsFoundAndNamedByReadersToo) {
  test_folder folder;
  const auto file = folder / "history.db";
  {
    const auto store = open_or_die(file);
    for (int m = 0; m < 1440 + 200; ++m) {
      scrape_frame frame = frame_of(*store, monday + m);
      // Noise, so that the columns have streams.
      for (std::size_t i = 0; i < namespaces; ++i) {
        frame.set(static_cast<namespace_slot>(i), history_column::requests_count,
                  static_cast<double>((m * 7919 + static_cast<int>(i) * 104'729) % 1000) / 1000);
      }
      ASSERT_TRUE(store->append(frame));
    }
    ASSERT_TRUE(store->compact({}));
    ASSERT_TRUE(
        store->add_receipt({"receipt-1", 1, namespace_id(name_of(0)), "hash", "the decision of receipt-1", ""}));
    ASSERT_TRUE(store->note_gap({{monday, monday + 1}, "the reason of a gap", 1}));
  }
  const std::string whole = contents(file);
  std::map<std::string, std::vector<std::int64_t>> planted;
  for (const char* table : {"scrape", "chunk", "ledger"}) planted[table] = places_of_blobs(file, table);
  planted["receipt"] = {static_cast<std::int64_t>(whole.find("the decision of receipt-1") + 5)};
  planted["gap"] = {static_cast<std::int64_t>(whole.find("the reason of a gap") + 5)};
  planted["namespace"] = {static_cast<std::int64_t>(whole.find("ns-3.acct") + 3)};
  for (const auto& [table, places] : planted) {
    ASSERT_FALSE(places.empty()) << table;
    for (const std::int64_t place : places) {
      std::ofstream(file, std::ios::binary) << whole;
      damage(file, place);
      const auto store = open_or_die(file, open_mode::read);
      ASSERT_TRUE(store);
      const auto found = store->check();
      ASSERT_TRUE(found) << found.error().message;
      EXPECT_FALSE(found->empty()) << table << ", byte " << place;
    }
  }
}

TEST(Reliability, AStoreOfANewerVersionIsReadOnlyAtMost) {
  test_folder folder;
  const auto file = folder / "history.db";
  {
    const auto store = open_or_die(file);
    ASSERT_TRUE(store->append(frame_of(*store, monday)));
  }
  const auto run = [&](const char* sql) {
    sqlite3* db = nullptr;
    ASSERT_EQ(sqlite3_open(file.c_str(), &db), SQLITE_OK);
    ASSERT_EQ(sqlite3_exec(db, sql, nullptr, nullptr, nullptr), SQLITE_OK);
    sqlite3_close(db);
  };
  run("PRAGMA user_version = 99");
  const auto writer = open_sqlite_history(file, {.mode = open_mode::write});
  ASSERT_FALSE(writer);
  EXPECT_EQ(writer.error().code, error_code::failed_precondition);
  EXPECT_NE(writer.error().message.find("newer headroom"), std::string::npos) << writer.error().message;
  {
    const auto reader = open_or_die(file, open_mode::read);
    ASSERT_TRUE(reader);
    EXPECT_EQ(expect_kept(*reader, 1, 1), 1);
  }
  run("UPDATE meta SET value = 99 WHERE key = 'reader_version'");
  EXPECT_FALSE(open_sqlite_history(file, {.mode = open_mode::read}));
}

TEST(Reliability, WhatIsNoHistoryIsSaidToBeNone) {
  test_folder folder;
  std::ofstream(folder / "text.db") << std::string(5000, 'x');
  EXPECT_EQ(open_sqlite_history(folder / "text.db", {.mode = open_mode::write}).error().code, error_code::data_loss);
  sqlite3* db = nullptr;
  ASSERT_EQ(sqlite3_open((folder / "other.db").c_str(), &db), SQLITE_OK);
  ASSERT_EQ(sqlite3_exec(db, "CREATE TABLE t(x)", nullptr, nullptr, nullptr), SQLITE_OK);
  sqlite3_close(db);
  for (const open_mode mode : {open_mode::read, open_mode::write}) {
    const auto other = open_sqlite_history(folder / "other.db", {.mode = mode});
    ASSERT_FALSE(other);
    EXPECT_EQ(other.error().code, error_code::failed_precondition) << other.error().message;
  }
}

}  // namespace
}  // namespace headroom::store
