#include <cstdlib>
#include <fstream>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/store_testing.h"

#include "headroom/base/rng.h"

// A byte of a history changes on the disk: it is found, or it was of no consequence; and no reader shows a wrong
// figure.
namespace headroom::store {
namespace {

using testing::monday;
using testing::open_or_die;
using testing::test_folder;

constexpr std::size_t namespaces = 6;
constexpr minute_range all_minutes{monday, monday + 3 * 1440};

// How many bytes to change: HEADROOM_STORE_FLIPS=5000 takes a few minutes.
std::uint64_t flips() {
  const char* value = std::getenv("HEADROOM_STORE_FLIPS");
  return value != nullptr ? std::stoull(value) : 150;
}

std::string name_of(std::size_t i) { return "ns-" + std::to_string(i) + ".acct"; }

scrape_frame frame_of(history_store& store, int m, rng& random) {
  scrape_frame frame{.minute = monday + m,
                     .data = m % 97 == 0 ? completeness::limited : completeness::complete,
                     .arrived_unix_ms = (monday + m).index * 60'000 + 180'000 + m % 50};
  for (std::size_t i = 0; i < namespaces; ++i) {
    const auto slot = store.slot_of(namespace_id(name_of(i))).value();
    if ((m + static_cast<int>(i)) % 31 == 0) continue;  // unknown
    frame.set(slot, history_column::actions_count, static_cast<double>(random.below(60'000)) / 60);
    frame.set(slot, history_column::actions_limit, m > 700 ? 900 : 500);
    frame.set(slot, history_column::requests_count, static_cast<double>(random.below(5000)) / 1000);
    frame.set(slot, history_column::trus, m > 700 ? 2 : 0);
  }
  return frame;
}

// Two days as columns, some hours as scrapes, a gap, receipts.
void fill(const std::filesystem::path& file) {
  rng random(3);
  const auto store = open_or_die(file);
  for (int m = 0; m < 2 * 1440 + 100; ++m) {
    ASSERT_TRUE(store->append(frame_of(*store, m, random)));
    if (m % 300 == 299) ASSERT_TRUE(store->compact({}));
  }
  ASSERT_TRUE(store->note_gap({{monday + 2900, monday + 2950}, "the endpoint was down", 1}));
  for (int i = 0; i < 5; ++i) {
    const auto id = "receipt-" + std::to_string(i);
    ASSERT_TRUE(store->add_receipt({id, i, namespace_id(name_of(1)), "hash", "{\"trus\":2}", "done"}));
  }
}

// What a history tells; figures apart, since unknown ones are allowed to be missing.
struct told {
  std::vector<std::string> names;
  std::vector<std::vector<double>> figures;
  std::vector<minute_note> notes;
  std::vector<gap_note> gaps;
  std::vector<receipt> receipts;
};

// Empty where something could not be read at all and an error said so.
std::optional<told> all_of(history_store& store) {
  told out;
  for (std::size_t i = 0; i < namespaces; ++i) {
    for (const history_column column : all_columns()) {
      auto seen = store.read(namespace_id(name_of(i)), column, all_minutes);
      if (!seen) return std::nullopt;
      out.figures.push_back(std::move(seen->values));
    }
  }
  auto names = store.namespaces();
  auto notes = store.notes(all_minutes);
  auto gaps = store.gaps(all_minutes);
  auto receipts = store.receipts(std::nullopt, 100);
  if (!names || !notes || !gaps || !receipts) return std::nullopt;
  for (const auto& id : *names) out.names.push_back(id.value());
  out.notes = *std::move(notes);
  out.gaps = *std::move(gaps);
  out.receipts = *std::move(receipts);
  return out;
}

void expect_equal(const told& seen, const told& expected) {
  EXPECT_EQ(seen.names, expected.names);
  EXPECT_EQ(seen.notes, expected.notes);
  EXPECT_EQ(seen.gaps, expected.gaps);
  EXPECT_EQ(seen.receipts, expected.receipts);
  for (std::size_t i = 0; i < expected.figures.size(); ++i) {
    testing::expect_same(seen.figures[i], expected.figures[i], "column " + std::to_string(i));
  }
}

void expect_nothing_wrong(const told& seen, const told& expected) {
  for (std::size_t i = 0; i < expected.figures.size(); ++i) {
    for (std::size_t m = 0; m < expected.figures[i].size(); ++m) {
      if (is_known(seen.figures[i][m])) ASSERT_EQ(seen.figures[i][m], expected.figures[i][m]) << i << ", minute " << m;
    }
  }
}

// One byte of a file, other than it was while this lives.
class changed_byte {
 public:
  changed_byte(std::filesystem::path file, std::uint64_t at, unsigned char change) : file_(std::move(file)), at_(at) {
    std::ifstream in(file_, std::ios::binary);
    in.seekg(static_cast<std::streamoff>(at_));
    old_ = static_cast<char>(in.get());
    put(static_cast<char>(old_ ^ static_cast<char>(change)));
  }
  changed_byte(const changed_byte&) = delete;
  changed_byte& operator=(const changed_byte&) = delete;
  ~changed_byte() { put(old_); }

 private:
  void put(char byte) const {
    std::fstream out(file_, std::ios::in | std::ios::out | std::ios::binary);
    out.seekp(static_cast<std::streamoff>(at_));
    out.put(byte);
  }
  std::filesystem::path file_;
  std::uint64_t at_;
  char old_ = 0;
};

TEST(damage, a_changed_byte_is_found_or_of_no_consequence) {
  test_folder folder;
  const auto file = folder / "history.db";
  ASSERT_NO_FATAL_FAILURE(fill(file));
  const auto bytes = std::filesystem::file_size(file);
  const auto expected = all_of(*open_or_die(file, open_mode::read));
  ASSERT_TRUE(expected);
  rng random(1);
  std::uint64_t found = 0, harmless = 0, not_opened = 0;
  for (std::uint64_t n = 0; n < flips() && !::testing::Test::HasFailure(); ++n) {
    const std::uint64_t at = random.below(bytes);
    const auto change = static_cast<unsigned char>(1 + random.below(255));
    SCOPED_TRACE("byte " + std::to_string(at) + " of " + std::to_string(bytes) + " xor " + std::to_string(change));
    const changed_byte damage(file, at, change);
    const auto store = open_sqlite_history(file, {.mode = open_mode::read});
    if (!store) {
      EXPECT_NE(store.error().message.find("history.db"), std::string::npos) << store.error().message;
      ++not_opened;
      continue;
    }
    const auto seen = all_of(**store);
    if (seen) expect_nothing_wrong(*seen, *expected);
    const auto findings = (*store)->check();
    if (!findings || !findings->empty()) {
      ++found;
      continue;
    }
    ++harmless;
    ASSERT_TRUE(seen) << "check found nothing, but it cannot be read";
    expect_equal(*seen, *expected);
  }
  if (std::getenv("HEADROOM_STORE_FLIPS") != nullptr) {
    std::printf("%llu found, %llu not opened, %llu harmless\n", static_cast<unsigned long long>(found),
                static_cast<unsigned long long>(not_opened), static_cast<unsigned long long>(harmless));
  }
  EXPECT_GT(found, flips() / 2) << "most bytes are of consequence";
}

constexpr int minutes_in_log = 60;

// A writer that dies with all its minutes in the write-ahead log.
void die_with_a_log(const std::filesystem::path& file) {
  const pid_t child = ::fork();
  if (child == 0) {
    rng random(5);
    auto store = open_sqlite_history(file, {.mode = open_mode::write});
    for (int m = 0; store && m < minutes_in_log; ++m) {
      if (!(*store)->append(frame_of(**store, m, random))) ::_exit(2);
    }
    ::kill(::getpid(), SIGKILL);
  }
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  ASSERT_TRUE(WIFSIGNALED(status));
}

// SQLite takes a log up to its first wrong checksum, as after a power loss. What was acknowledged after it is gone
// then, and that is told: by who reads, and in the file for good by who writes next.
TEST(damage, a_changed_byte_of_the_log_loses_no_minute_in_silence) {
  const test_folder master;
  ASSERT_NO_FATAL_FAILURE(die_with_a_log(master / "history.db"));
  const auto log_bytes = std::filesystem::file_size(master / "history.db-wal");
  rng random(2);
  int lost = 0;
  for (std::uint64_t n = 0; n < std::max<std::uint64_t>(20, flips() / 5) && !::testing::Test::HasFailure(); ++n) {
    const test_folder folder;
    const auto file = folder / "history.db";
    for (const char* part : {"", "-wal", "-writer"}) {
      std::filesystem::copy_file((master / "history.db").string() + part, file.string() + part);
    }
    const std::uint64_t at = random.below(log_bytes);
    SCOPED_TRACE("byte " + std::to_string(at) + " of " + std::to_string(log_bytes));
    const changed_byte damage(file.string() + "-wal", at, static_cast<unsigned char>(1 + random.below(255)));
    const auto reader = open_sqlite_history(file, {.mode = open_mode::read});
    const auto seen_by_reader = reader ? (*reader)->info() : result<history_info>(fail(reader.error()));
    const auto writer = open_or_die(file);
    ASSERT_TRUE(writer);
    const auto notes = writer->notes(all_minutes);
    const auto info = writer->info();
    ASSERT_TRUE(notes && info);
    if (notes->size() == minutes_in_log) {
      EXPECT_TRUE(info->losses.empty()) << info->losses[0];
      continue;
    }
    ++lost;
    EXPECT_FALSE(info->losses.empty()) << notes->size() << " minutes are left, and nothing says so";
    EXPECT_TRUE(!seen_by_reader || !seen_by_reader->losses.empty()) << "a reader was told nothing";
    const auto gaps = writer->gaps(all_minutes);
    ASSERT_TRUE(gaps);
    std::size_t named = 0;
    for (const auto& gap : *gaps) named += gap.minutes.minutes();
    EXPECT_EQ(named + notes->size(), static_cast<std::size_t>(minutes_in_log));
  }
  EXPECT_GT(lost, 5) << "the test damages nothing of consequence";
}

}  // namespace
}  // namespace headroom::store
