#include "store/sqlite/database.h"

#include <fmt/format.h>

#include <cerrno>
#include <cstring>

namespace caselli::sqlite {
namespace {

// What the library's result means to people.
Errc errc_of(int code, int system_error) {
  switch (code & 0xFF) {
    case SQLITE_FULL:
      return Errc::storage_full;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return Errc::storage_locked;
    default:
      break;
  }
  // The shared memory file of the journal is grown by write(2); a full disk shows here only.
  if ((code & 0xFF) == SQLITE_IOERR && (system_error == ENOSPC || system_error == EDQUOT)) return Errc::storage_full;
  return Errc::storage_failed;
}

std::string_view advice_of(Errc code) {
  switch (code) {
    case Errc::storage_full:
      return "free disk space";
    case Errc::storage_locked:
      return "another program has it locked; end that program";
    default:
      return "check the disk, the permissions and the file";
  }
}

}  // namespace

Database::Database(std::string path, Access access, std::chrono::milliseconds busy) : path_(std::move(path)) {
  // Each connection is used under a mutex of ours: the library's own would be a second one.
  const int flags = (access == Access::read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE) |
                    SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
  sqlite3* opened = nullptr;
  const int code = sqlite3_open_v2(path_.c_str(), &opened, flags, nullptr);
  handle_.reset(opened);
  if (code != SQLITE_OK) fail(code, "open");
  sqlite3_busy_timeout(opened, static_cast<int>(busy.count()));
}

void Database::fail(int code, std::string_view doing) const {
  const int system_error = handle_ ? sqlite3_system_errno(handle_.get()) : 0;
  const Errc errc = errc_of(code, system_error);
  std::string why = handle_ ? sqlite3_errmsg(handle_.get()) : sqlite3_errstr(code);
  if ((code & 0xFF) == SQLITE_CANTOPEN || (code & 0xFF) == SQLITE_IOERR)
    if (system_error != 0) why += fmt::format(" ({})", std::strerror(system_error));
  throw SqlFailure{{errc, fmt::format("could not {} the database {}: {}; {}", doing, path_, why, advice_of(errc))}};
}

void Database::exec(const std::string& sql) {
  const int code = sqlite3_exec(handle_.get(), sql.c_str(), nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) fail(code, "write to");
}

std::int64_t Database::pragma(const std::string& name) {
  Statement statement{*this, "PRAGMA " + name};
  Run run{statement};
  return run.step() ? run.integer() : 0;
}

sqlite3_stmt* Statement::prepared() {
  if (!handle_) {
    sqlite3_stmt* made = nullptr;
    const int code = sqlite3_prepare_v3(database_.get(), sql_.c_str(), static_cast<int>(sql_.size()) + 1,
                                        SQLITE_PREPARE_PERSISTENT, &made, nullptr);
    if (code != SQLITE_OK) database_.fail(code, "read");
    handle_.reset(made);
  }
  return handle_.get();
}

Run::~Run() {
  sqlite3_reset(statement_);
  sqlite3_clear_bindings(statement_);
}

bool Run::step() {
  const int code = sqlite3_step(statement_);
  column_ = 0;
  if (code == SQLITE_ROW) return true;
  if (code != SQLITE_DONE) database_.fail(code, sqlite3_stmt_readonly(statement_) ? "read" : "write to");
  return false;
}

void Run::bind(std::int64_t value) { sqlite3_bind_int64(statement_, ++parameter_, value); }

void Run::bind(std::string_view value) {
  sqlite3_bind_text64(statement_, ++parameter_, value.empty() ? "" : value.data(), value.size(), SQLITE_TRANSIENT,
                      SQLITE_UTF8);
}

void Run::bind_null() { sqlite3_bind_null(statement_, ++parameter_); }

std::string Run::text() {
  const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(statement_, column_));
  const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement_, column_));
  ++column_;
  return bytes ? std::string{bytes, size} : std::string{};
}

void Run::fail_value(std::string_view value) const {
  throw SqlFailure{{Errc::storage_failed, fmt::format("the database {} holds '{}', which this version does not know",
                                                      database_.path(), value)}};
}

Transaction::~Transaction() {
  // Some failures (a full disk) roll back by themselves. A failing rollback changes nothing:
  // what was not committed is not there.
  if (database_.in_transaction()) sqlite3_exec(database_.get(), "ROLLBACK", nullptr, nullptr, nullptr);
}

}  // namespace caselli::sqlite
