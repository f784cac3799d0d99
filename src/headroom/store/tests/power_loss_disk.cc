#include "tests/power_loss_disk.h"

#include <algorithm>
#include <cstring>

namespace headroom::store::testing {

namespace {

struct handle {
  sqlite3_file base;
  power_loss_disk* disk;
  std::string* name;
};

handle& of(sqlite3_file* file) { return *reinterpret_cast<handle*>(file); }

}  // namespace

struct disk_methods {
  static power_loss_disk::file& file_of(sqlite3_file* file) { return of(file).disk->files_[*of(file).name]; }

  static int close(sqlite3_file* file) {
    delete of(file).name;
    return SQLITE_OK;
  }
  static int read(sqlite3_file* file, void* to, int count, sqlite3_int64 at) {
    const auto& bytes = file_of(file).now;
    const auto wanted = static_cast<std::size_t>(count);
    const std::size_t there = static_cast<std::size_t>(at) >= bytes.size()
                                  ? 0
                                  : std::min(wanted, bytes.size() - static_cast<std::size_t>(at));
    std::memset(to, 0, wanted);
    if (there > 0) std::memcpy(to, bytes.data() + at, there);
    return there == wanted ? SQLITE_OK : SQLITE_IOERR_SHORT_READ;
  }
  static int change(sqlite3_file* file, power_loss_disk::change one) {
    power_loss_disk& disk = *of(file).disk;
    if (disk.read_only) return SQLITE_READONLY;
    if (!disk.spend()) return SQLITE_IOERR_WRITE;
    if (disk.full && !one.truncate) return SQLITE_FULL;
    power_loss_disk::apply(one, file_of(file).now);
    file_of(file).unsynced.push_back(std::move(one));
    return SQLITE_OK;
  }
  static int write(sqlite3_file* file, const void* from, int count, sqlite3_int64 at) {
    const auto* bytes = static_cast<const std::byte*>(from);
    return change(file, {.at = static_cast<std::size_t>(at), .bytes = {bytes, bytes + count}});
  }
  static int truncate(sqlite3_file* file, sqlite3_int64 length) {
    return change(file, {.truncate = true, .at = static_cast<std::size_t>(length)});
  }
  static int sync(sqlite3_file* file, int) {
    if (!of(file).disk->spend()) return SQLITE_IOERR_FSYNC;
    file_of(file).durable = file_of(file).now;
    file_of(file).unsynced.clear();
    return SQLITE_OK;
  }
  static int size(sqlite3_file* file, sqlite3_int64* length) {
    *length = static_cast<sqlite3_int64>(file_of(file).now.size());
    return SQLITE_OK;
  }
  static int ok(sqlite3_file*, int) { return SQLITE_OK; }
  static int reserved(sqlite3_file*, int* held) {
    *held = 0;
    return SQLITE_OK;
  }
  static int control(sqlite3_file*, int, void*) { return SQLITE_NOTFOUND; }
  static int sector(sqlite3_file*) { return 512; }
  static int traits(sqlite3_file*) { return 0; }
  static int shared_map(sqlite3_file* file, int region, int length, int, void volatile** at) {
    auto& regions = file_of(file).shared_memory;
    while (regions.size() <= static_cast<std::size_t>(region))
      regions.push_back(std::make_unique<std::byte[]>(static_cast<std::size_t>(length)));
    *at = regions[static_cast<std::size_t>(region)].get();
    return SQLITE_OK;
  }
  static int shared_lock(sqlite3_file*, int, int, int) { return SQLITE_OK; }
  static void shared_barrier(sqlite3_file*) {}
  static int shared_unmap(sqlite3_file* file, int) {
    file_of(file).shared_memory.clear();
    return SQLITE_OK;
  }

  static int open(sqlite3_vfs* vfs, const char* name, sqlite3_file* file, int flags, int* flags_out) {
    auto& disk = *static_cast<power_loss_disk*>(vfs->pAppData);
    file->pMethods = nullptr;
    const std::string path = name != nullptr ? name : "temporary";
    const bool there = disk.files_.contains(path);
    if (!there && disk.read_only) return SQLITE_CANTOPEN;
    if (!there && (flags & SQLITE_OPEN_CREATE) == 0) return SQLITE_CANTOPEN;
    if (disk.read_only && (flags & SQLITE_OPEN_READWRITE) != 0) return SQLITE_CANTOPEN;
    static const sqlite3_io_methods methods{
        2,       close,  read,   write,      truncate,    sync,           size,         ok,      ok,     reserved,
        control, sector, traits, shared_map, shared_lock, shared_barrier, shared_unmap, nullptr, nullptr};
    disk.files_[path];
    of(file) = {{&methods}, &disk, new std::string(path)};
    if (flags_out != nullptr) *flags_out = flags;
    return SQLITE_OK;
  }
  static int remove(sqlite3_vfs* vfs, const char* name, int) {
    auto& disk = *static_cast<power_loss_disk*>(vfs->pAppData);
    if (!disk.spend()) return SQLITE_IOERR_DELETE;
    return disk.files_.erase(name) > 0 ? SQLITE_OK : SQLITE_IOERR_DELETE_NOENT;
  }
  static int access(sqlite3_vfs* vfs, const char* name, int, int* there) {
    const auto& disk = *static_cast<power_loss_disk*>(vfs->pAppData);
    const auto found = disk.files_.find(name);
    *there = found != disk.files_.end() && !found->second.now.empty();
    return SQLITE_OK;
  }
  static int full_name(sqlite3_vfs*, const char* name, int length, char* to) {
    sqlite3_snprintf(length, to, "%s", name);
    return SQLITE_OK;
  }
};

power_loss_disk::power_loss_disk() {
  vfs_ = *sqlite3_vfs_find(nullptr);
  vfs_.iVersion = 1;
  vfs_.szOsFile = sizeof(handle);
  vfs_.pNext = nullptr;
  vfs_.zName = name_.c_str();
  vfs_.pAppData = this;
  vfs_.xOpen = disk_methods::open;
  vfs_.xDelete = disk_methods::remove;
  vfs_.xAccess = disk_methods::access;
  vfs_.xFullPathname = disk_methods::full_name;
  sqlite3_vfs_register(&vfs_, 0);
}

power_loss_disk::~power_loss_disk() { sqlite3_vfs_unregister(&vfs_); }

bool power_loss_disk::spend() {
  if (operations_left_ > 0) --operations_left_;
  return operations_left_ > 0;
}

void power_loss_disk::apply(const change& one, std::vector<std::byte>& to) {
  if (one.truncate) {
    to.resize(std::min(to.size(), one.at));
    return;
  }
  if (to.size() < one.at + one.bytes.size()) to.resize(one.at + one.bytes.size());
  std::ranges::copy(one.bytes, to.begin() + static_cast<std::ptrdiff_t>(one.at));
}

void power_loss_disk::start_again(rng& random) {
  for (auto& [name, file] : files_) {
    for (const change& one : file.unsynced) {
      const auto fate = random.below(3);
      if (fate == 0) continue;
      if (fate == 1 || one.truncate) {
        apply(one, file.durable);
        continue;
      }
      for (std::size_t at = 0; at < one.bytes.size(); at += 512) {
        if (random.below(2) == 0) continue;
        const auto end = one.bytes.begin() + static_cast<std::ptrdiff_t>(std::min(at + 512, one.bytes.size()));
        apply({.at = one.at + at, .bytes = {one.bytes.begin() + static_cast<std::ptrdiff_t>(at), end}}, file.durable);
      }
    }
    file.unsynced.clear();
    file.now = file.durable;
    file.shared_memory.clear();
  }
  operations_left_ = ~std::uint64_t{0};
}

}  // namespace headroom::store::testing
