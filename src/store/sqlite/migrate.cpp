#include "store/sqlite/migrate.h"

#include <fmt/format.h>

#include "base/log.h"
#include "store/sqlite/values.h"

namespace caselli::sqlite {
namespace {

void check_owner(Database& database) {
  const auto owner = database.pragma("application_id");
  if (owner == kApplicationId) return;
  const bool empty = Statement{database, "SELECT 1 FROM sqlite_schema"}.run().step() == false;
  if (owner != 0 || !empty)
    throw SqlFailure{
        {Errc::storage_failed,
         fmt::format("could not use the database {}: it belongs to another program; give another data folder",
                     database.path())}};
}

}  // namespace

void migrate(Database& database) {
  check_owner(database);
  const auto at = database.pragma("user_version");
  const auto newest = static_cast<std::int64_t>(migrations().size());
  if (at > newest)
    throw SqlFailure{
        {Errc::storage_failed,
         fmt::format("could not use the database {}: it was written by a newer version of caselli (schema {}, "
                     "this version knows {}); install that version again",
                     database.path(), at, newest)}};
  for (const auto& migration : migrations()) {
    if (migration.number <= at) continue;
    Transaction transaction{database};
    database.exec(migration.sql);
    database.exec(
        fmt::format("PRAGMA user_version = {}; PRAGMA application_id = {}", migration.number, kApplicationId));
    transaction.commit();
    log::info("store", "database {}: ran migration {}", database.path(), migration.name);
  }
}

}  // namespace caselli::sqlite
