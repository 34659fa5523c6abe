#pragma once
// The SQLite library in our words: a connection, prepared statements, transactions.
// Only this folder includes sqlite3.h. Failures are thrown as SqlFailure and stop at the
// doors of SqliteStore (guarded()).

#include <sqlite3.h>

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/handle.h"
#include "base/result.h"

namespace caselli::sqlite {

struct SqlFailure {
  Error error;
};

// Runs `body` and makes its failure an Error.
template <class Body>
auto guarded(Body&& body) -> decltype(body()) {
  try {
    return body();
  } catch (const SqlFailure& failure) {
    return failure.error;
  }
}

// One connection. Not for two threads at a time.
class Database {
 public:
  enum class Access { read_write, read_only };
  // Throws. `busy` is how long a statement waits for another program's lock.
  Database(std::string path, Access access, std::chrono::milliseconds busy);

  void exec(const std::string& sql);  // one or more statements without results
  std::int64_t pragma(const std::string& name);
  std::int64_t last_id() const { return sqlite3_last_insert_rowid(handle_.get()); }
  bool in_transaction() const { return sqlite3_get_autocommit(handle_.get()) == 0; }
  sqlite3* get() const { return handle_.get(); }
  const std::string& path() const { return path_; }

  // Throws what the library's `code` means: `doing` completes "could not ...".
  [[noreturn]] void fail(int code, std::string_view doing) const;

 private:
  std::string path_;
  Handle<sqlite3, &sqlite3_close> handle_;
};

class Run;

// Prepared at first use, kept for the life of the connection.
class Statement {
 public:
  Statement(Database& database, std::string sql) : database_(database), sql_(std::move(sql)) {}
  // Binds `values` in order; the result is stepped through and resets the statement when
  // it goes. One run at a time. (Which types can be bound: values.h.)
  template <class... Values>
  Run run(const Values&... values);

 private:
  friend class Run;
  sqlite3_stmt* prepared();

  Database& database_;
  std::string sql_;
  Handle<sqlite3_stmt, &sqlite3_finalize> handle_;
};

// One run of a statement: parameters in, rows out, both in order.
class Run {
 public:
  template <class... Values>
  explicit Run(Statement& statement, const Values&... values)
      : database_(statement.database_), statement_(statement.prepared()) {
    (put(*this, values), ...);
  }
  Run(const Run&) = delete;
  Run& operator=(const Run&) = delete;
  ~Run();

  bool step();  // whether there is a (next) row
  void finish() {
    while (step()) {
    }
  }

  // The next parameter.
  void bind(std::int64_t value);
  void bind(std::string_view value);
  void bind_null();
  // The next column of this row.
  bool is_null() const { return sqlite3_column_type(statement_, column_) == SQLITE_NULL; }
  std::int64_t integer() { return sqlite3_column_int64(statement_, column_++); }
  std::string text();
  void skip() { ++column_; }

  [[noreturn]] void fail_value(std::string_view value) const;  // a text we do not know

 private:
  Database& database_;
  sqlite3_stmt* statement_;
  int parameter_ = 0;
  int column_ = 0;
};

template <class... Values>
Run Statement::run(const Values&... values) {
  return Run{*this, values...};
}

// Rolls back unless committed. Takes the writer's lock at once, so that a transaction
// never fails half-way for another writer.
class Transaction {
 public:
  explicit Transaction(Database& database) : database_(database) { database_.exec("BEGIN IMMEDIATE"); }
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  ~Transaction();
  void commit() { database_.exec("COMMIT"); }

 private:
  Database& database_;
};

}  // namespace caselli::sqlite
