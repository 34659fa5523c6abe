#include "store/sqlite/journal.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace caselli::sqlite {
namespace {

// As many as SQLite takes by default: 4 MB.
constexpr int kPagesToCopyBack = 1000;

}  // namespace

Journal::Journal(Database& writer, std::chrono::milliseconds busy)
    : writer_(writer), copier_(writer.path(), Database::Access::read_write, busy) {
  const auto path = writer.path() + "-wal";
  file_.reset(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file_)
    throw SqlFailure{{Errc::storage_failed, fmt::format("could not open {}: {}", path, std::strerror(errno))}};
  // NORMAL syncs when the journal is copied back and begun anew, which keeps the database
  // sound; sync() adds what durability needs. The hook replaces the automatic copying.
  writer.exec("PRAGMA synchronous = NORMAL");
  copier_.exec("PRAGMA synchronous = NORMAL");
  sqlite3_wal_hook(writer.get(), &Journal::on_commit, this);
}

Journal::~Journal() { sqlite3_wal_hook(writer_.get(), nullptr, nullptr); }

int Journal::on_commit(void* self, sqlite3*, const char*, int pages) {
  static_cast<Journal*>(self)->pages_ = pages;
  return SQLITE_OK;
}

Status Journal::sync(Mark mark) {
  {
    const std::lock_guard hold{syncing_};
    if (synced_ < mark) {
      // What others committed until now comes along.
      const Mark reached = committed_;
      if (::fdatasync(file_.get()) != 0)
        return Error{
            errno == ENOSPC || errno == EDQUOT ? Errc::storage_full : Errc::storage_failed,
            fmt::format("could not write the journal of {} to the disk: {}", writer_.path(), std::strerror(errno))};
      synced_ = reached;
    }
  }
  if (pages_ >= kPagesToCopyBack) copy_back();
  return Done{};
}

// Passive: takes what no reader needs any more and waits for nobody. A failure (a full
// disk) leaves the journal as it is; it goes on growing until a later one works.
void Journal::copy_back() {
  const std::unique_lock hold{copying_, std::try_to_lock};
  if (!hold) return;
  int left = 0, copied = 0;
  sqlite3_wal_checkpoint_v2(copier_.get(), nullptr, SQLITE_CHECKPOINT_PASSIVE, &left, &copied);
  pages_ = 0;  // the next commit tells
}

}  // namespace caselli::sqlite
