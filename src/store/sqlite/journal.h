#pragma once
// Gets commits onto the disk without making others wait for it. SQLite itself writes a
// commit to the journal (WAL) and returns; whoever promised durability then waits here for
// the journal to be synced, outside the writer's mutex, many commits with one sync. The
// journal is copied back into the database by a connection of its own meanwhile.

#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>

#include "base/handle.h"
#include "base/result.h"
#include "store/sqlite/database.h"

namespace caselli::sqlite {

class Journal {
 public:
  using Mark = std::uint64_t;

  // `writer` is in WAL mode and has been read from, so that its journal is there. It
  // outlives this object. Throws SqlFailure.
  Journal(Database& writer, std::chrono::milliseconds busy);
  ~Journal();
  Journal(const Journal&) = delete;

  // Notes a commit of the writer. Thread: the one that committed, still the only one at
  // the writer.
  Mark committed() { return ++committed_; }
  // Waits until that commit is on the disk. Thread: any.
  Status sync(Mark mark);

 private:
  static int on_commit(void* self, sqlite3*, const char*, int pages);
  void copy_back();

  Database& writer_;
  std::atomic<Mark> committed_{0};
  std::atomic<int> pages_{0};  // in the journal

  std::mutex syncing_;
  FileDescriptor file_;
  Mark synced_ = 0;

  std::mutex copying_;
  Database copier_;
};

}  // namespace caselli::sqlite
