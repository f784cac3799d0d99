// Measures the history: size beside the entropy bound, decoding, keeping, asking. bench/store/run.sh runs it all.
#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <ctime>
#include <fcntl.h>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <string>
#include <sys/resource.h>
#include <unistd.h>

#include "load_classes.h"

#include "headroom/store/chunk_decoder.h"
#include "headroom/store/chunk_encoder.h"
#include "headroom/store/sqlite_history.h"
#include "headroom/store/value_unit.h"

namespace headroom::bench {
namespace {

using clock = std::chrono::steady_clock;
constexpr utc_minute monday{29'459'520};

double seconds_since(clock::time_point start) { return std::chrono::duration<double>(clock::now() - start).count(); }

// Of this thread: other programs on the machine take turns with it, which is not the code's affair.
double cpu_seconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

double resident_megabytes_max() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1024;
}

template <class Value>
Value need(result<Value> outcome) {
  if (!outcome) {
    fmt::print(stderr, "store_bench: {}\n", outcome.error().message);
    std::exit(1);
  }
  if constexpr (!std::is_void_v<Value>) return std::move(*outcome);
}

struct percentiles {
  std::vector<double> times;
  [[nodiscard]] double at(double share) {
    std::ranges::sort(times);
    return times[static_cast<std::size_t>(share * static_cast<double>(times.size() - 1))];
  }
};

void codec() {
  fmt::print("{:14} {:>10} {:>10} {:>7} {:>12} {:>12}\n", "class", "bound B", "stored B", "ratio", "decode M/s",
             "encode M/s");
  const store::minute_range day{monday, monday + minutes};
  double all_samples = 0;
  double all_seconds = 0;
  for (const auto& load : load_classes()) {
    rng random(7);
    store::column_matrix matrix(0, store::chunk_slots, day);
    std::vector<std::int64_t> events(minutes);
    double bits = 0;
    for (std::size_t slot = 0; slot < matrix.slots(); ++slot) {
      bits += load->draw(random, events);
      for (std::size_t m = 0; m < events.size(); ++m) {
        matrix.row(slot)[m] = store::value_of(events[m], store::value_unit::per_minute);
      }
    }
    const double encode_start = cpu_seconds();
    const auto chunk = store::encode_chunk(matrix);
    const double encode_s = cpu_seconds() - encode_start;
    const double samples = static_cast<double>(matrix.slots()) * minutes;
    std::vector<std::span<double>> rows;
    for (std::size_t slot = 0; slot < matrix.slots(); ++slot) rows.push_back(matrix.row(slot));
    double best = 1e9;
    for (int round = 0; round < 15; ++round) {
      const double start = cpu_seconds();
      store::memory_source source(chunk);
      auto decoder = need(store::chunk_decoder::open(source));
      need(decoder.read(0, rows, matrix.damage));
      best = std::min(best, cpu_seconds() - start);
    }
    all_samples += samples;
    all_seconds += best;
    const double bound = bits / 8 / samples;
    const double stored = static_cast<double>(chunk.size()) / samples;
    fmt::print("{:14} {:10.5f} {:10.5f} {:7.3f} {:12.0f} {:12.1f}\n", load->name(), bound, stored, stored / bound,
               samples / best / 1e6, samples / encode_s / 1e6);
  }
  fmt::print("all five: {:.0f} M samples/s decoded on one core\n", all_samples / all_seconds / 1e6);
}

// A minute of an account: counts around a level each, limits that stay, a throttled minute now and then. The noise
// comes from a pool, so that making a frame costs less than keeping it.
class account {
 public:
  explicit account(std::size_t namespaces) : namespaces_(namespaces), pool_(1 << 16) {
    rng random(3);
    for (double& noise : pool_) noise = gauss(random);
    for (std::size_t i = 0; i < namespaces; ++i)
      levels_.push_back(i % 3 == 0 ? 0 : 10 * std::pow(300, random.uniform()));
  }

  void register_all(store::history_store& history) const {
    for (std::size_t i = 0; i < namespaces_; ++i) need(history.slot_of(name(i)));
  }
  static namespace_id name(std::size_t i) { return namespace_id(fmt::format("team-{}-service-{}.a1b2c", i % 97, i)); }

  void fill(store::scrape_frame& frame, std::int64_t m) const {
    using column = store::history_column;
    frame.minute = monday + m;
    frame.data = completeness::complete;
    frame.arrived_unix_ms = (monday.index + m) * 60'000 + 180'000 + m % 977;
    const auto resize = [&](column which, double value) {
      frame.columns[store::index_of(which)].assign(namespaces_, value);
    };
    resize(column::actions_limit, 500);
    resize(column::actions_throttled, 0);
    resize(column::actions_envelope, 500);
    resize(column::trus, 0);
    auto& counts = frame.columns[store::index_of(column::actions_count)];
    counts.resize(namespaces_);
    const double day = 1 + 0.6 * std::sin(static_cast<double>(m) * 6.2831853 / minutes);
    const auto offset = static_cast<std::size_t>(m) * 7919;
    for (std::size_t i = 0; i < namespaces_; ++i) {
      const double mean = levels_[i] * day;
      const double events =
          std::nearbyint(std::max(0.0, mean + std::sqrt(mean) * pool_[(offset + i) & (pool_.size() - 1)]));
      counts[i] = store::value_of(static_cast<std::int64_t>(events), store::value_unit::per_minute);
    }
    frame.columns[store::index_of(column::trus)][static_cast<std::size_t>(m) % namespaces_] = 4;
  }

 private:
  std::size_t namespaces_;
  std::vector<double> pool_;
  std::vector<double> levels_;
};

// What is left on the disk when the writer has gone, without the log that it works with.
std::int64_t closed_bytes(const std::filesystem::path& file, std::unique_ptr<store::history_store> history) {
  history.reset();
  return static_cast<std::int64_t>(std::filesystem::file_size(file));
}

void ingest(const std::filesystem::path& file, std::size_t namespaces, int days) {
  const account load(namespaces);
  auto history = need(store::open_sqlite_history(file, {.mode = store::open_mode::write}));
  load.register_all(*history);
  std::vector<store::scrape_frame> frames(10);
  double making = 0;
  const auto start = clock::now();
  const double cpu_start = cpu_seconds();
  double making_cpu = 0;
  for (std::int64_t m = 0; m < std::int64_t{days} * minutes; m += static_cast<std::int64_t>(frames.size())) {
    const auto make = clock::now();
    const double make_cpu = cpu_seconds();
    for (std::size_t i = 0; i < frames.size(); ++i) load.fill(frames[i], m + static_cast<std::int64_t>(i));
    making += seconds_since(make);
    making_cpu += cpu_seconds() - make_cpu;
    need(history->append(frames));
    if (m % 60 == 0) need(history->compact({}));
  }
  need(history->compact({.settle_minutes = 0}));
  const double seconds = seconds_since(start) - making;
  const double cpu = cpu_seconds() - cpu_start - making_cpu;
  const std::int64_t bytes = closed_bytes(file, std::move(history));
  const double samples = static_cast<double>(namespaces) * days * minutes;
  fmt::print(
      "ingest: {} namespaces x {} days in {:.1f} s ({:.1f} s of processor time), {:.2f} bytes a namespace-minute of "
      "five "
      "columns, "
      "resident at most {:.0f} MB\n",
      namespaces, days, seconds, cpu, static_cast<double>(bytes) / samples, resident_megabytes_max());
}

// One minute at a time, each durable.
void append(const std::filesystem::path& file, std::size_t namespaces, const char* where) {
  const account load(namespaces);
  const auto history = need(store::open_sqlite_history(file, {.mode = store::open_mode::write}));
  load.register_all(*history);
  const int bare = ::open((file.string() + "-bare").c_str(), O_CREAT | O_RDWR | O_CLOEXEC, 0600);
  const std::vector<char> bytes(80'000, 'x');
  percentiles kept;
  percentiles cpu;
  percentiles synced;
  store::scrape_frame frame;
  for (std::int64_t m = 0; m < 240; ++m) {
    load.fill(frame, m);
    const auto start = clock::now();
    const double cpu_start = cpu_seconds();
    need(history->append(frame));
    cpu.times.push_back((cpu_seconds() - cpu_start) * 1e3);
    kept.times.push_back(seconds_since(start) * 1e3);
    if (m % 60 == 59) need(history->compact({}));
    const auto sync_start = clock::now();
    if (::pwrite(bare, bytes.data(), bytes.size(), m * 80'000) < 0 || ::fdatasync(bare) != 0) std::exit(1);
    synced.times.push_back(seconds_since(sync_start) * 1e3);
  }
  ::close(bare);
  fmt::print(
      "a durable minute of {} namespaces on {}: p50 {:.2f} ms, p99 {:.2f} ms; writer's processor time p50 {:.2f} ms, "
      "p99 "
      "{:.2f} ms; 80 kB and fdatasync alone p50 {:.2f} ms, p99 {:.2f} ms\n",
      namespaces, where, kept.at(0.5), kept.at(0.99), cpu.at(0.5), cpu.at(0.99), synced.at(0.5), synced.at(0.99));
}

constexpr auto asked_column = store::history_column::actions_count;

void ask_one(store::history_reader& history, std::size_t namespaces, int days) {
  const auto one = account::name(namespaces / 2 + 1);
  percentiles times;
  const int shown = std::min(days, 28);
  percentiles cpu;
  for (int round = 0; round < 300; ++round) {
    const auto start = clock::now();
    const double cpu_start = cpu_seconds();
    need(history.read(one, asked_column, {monday, monday + std::int64_t{shown} * minutes}));
    cpu.times.push_back((cpu_seconds() - cpu_start) * 1e3);
    times.times.push_back(seconds_since(start) * 1e3);
  }
  fmt::print("one namespace's {} days: {:.2f} ms warm (best {:.2f}; processor time {:.2f})\n", shown, times.at(0.5),
             times.at(0), cpu.at(0.5));
}

void ask_all(store::history_reader& history, std::size_t namespaces, int days) {
  const int week = std::min(days, 7);
  for (const int threads : {1, 2}) {
    double total = 0;
    std::size_t hours = 0;
    const auto start = clock::now();
    const double cpu_start = cpu_seconds();
    need(history.hourly(asked_column, {monday, monday + std::int64_t{week} * minutes}, threads,
                        [&](const namespace_id&, const store::hourly_history& seen) -> result<void> {
                          for (const double one_hour : seen.total) total += one_hour;
                          hours += seen.total.size();
                          return {};
                        }));
    const double seconds = seconds_since(start);
    fmt::print(
        "hourly peaks and totals of {} namespaces x {} days on {} threads: {:.2f} s ({:.2f} s of the first thread's "
        "processor time; {} hours, sum {:.0f})\n",
        namespaces, week, threads, seconds, cpu_seconds() - cpu_start, hours, total);
  }
}

void ask(const std::filesystem::path& file, std::size_t namespaces, int days) {
  const auto history = need(store::open_sqlite_history(file, {.mode = store::open_mode::read}));
  ask_one(*history, namespaces, days);
  ask_all(*history, namespaces, days);
}

// Bytes a sample of real or given traces: CSV, minute,actions_per_second.
void traces(const std::filesystem::path& folder, int count, char** files) {
  std::int64_t samples = 0;
  {
    const auto history = need(store::open_sqlite_history(folder / "traces.db", {.mode = store::open_mode::write}));
    for (int i = 0; i < count; ++i) {
      std::ifstream csv(files[i]);
      std::string line;
      std::getline(csv, line);
      const auto slot = need(history->slot_of(namespace_id(files[i])));
      std::vector<store::scrape_frame> frames;
      while (std::getline(csv, line)) {
        const auto comma = line.find(',');
        const utc_minute minute = need(parse_utc_minute(line.substr(0, comma)));
        frames.push_back(
            {.minute = minute, .data = completeness::complete, .arrived_unix_ms = minute.index * 60'000 + 180'000});
        frames.back().set(slot, store::history_column::actions_count, std::stod(line.substr(comma + 1)));
        ++samples;
      }
      need(history->append(frames));
      need(history->compact({.settle_minutes = -minutes}));
    }
  }
  fmt::print("{} traces, {} samples: {:.3f} bytes a sample in the file\n", count, samples,
             static_cast<double>(std::filesystem::file_size(folder / "traces.db")) / static_cast<double>(samples));
}

}  // namespace
}  // namespace headroom::bench

int main(int argc, char** argv) {
  using namespace headroom::bench;
  const std::string what = argc > 1 ? argv[1] : "";
  const std::filesystem::path folder = argc > 2 ? argv[2] : "";
  const auto number = [&](int at, const char* otherwise) { return std::stoi(argc > at ? argv[at] : otherwise); };
  const auto namespaces = static_cast<std::size_t>(what == "traces" ? 1 : number(3, "30000"));
  if (what == "codec") {
    codec();
  } else if (what == "append" && argc > 2) {
    append(folder / "append.db", namespaces, folder.c_str());
  } else if (what == "ingest" && argc > 2) {
    ingest(folder / "ingest.db", namespaces, number(4, "30"));
  } else if (what == "ask" && argc > 2) {
    ask(folder / "ingest.db", namespaces, number(4, "30"));
  } else if (what == "one" && argc > 2) {
    ask_one(*need(headroom::store::open_sqlite_history(folder / "ingest.db", {})), namespaces, number(4, "30"));
  } else if (what == "traces" && argc > 3) {
    traces(folder, argc - 3, argv + 3);
  } else {
    fmt::print(
        stderr,
        "usage: store_bench codec | append DIR [NAMESPACES] | ingest DIR [NAMESPACES [DAYS]] | ask DIR [NAMESPACES "
        "[DAYS]] | traces DIR FILE...\n");
    return 2;
  }
  return 0;
}
