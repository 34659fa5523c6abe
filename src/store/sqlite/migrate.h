#pragma once
// Brings a database to the schema of this program. The number of the last migration that
// ran is kept in the file (PRAGMA user_version); the files are src/store/migrations.

#include <string>
#include <vector>

#include "store/sqlite/database.h"

namespace caselli::sqlite {

struct Migration {
  int number;  // from 1, without a gap
  std::string name;
  std::string sql;
};

const std::vector<Migration>& migrations();  // embedded when building

// Marks a file as ours (PRAGMA application_id): "CSLI".
inline constexpr std::int64_t kApplicationId = 0x43534C49;

// Runs what is missing, each migration in its own transaction. Throws SqlFailure: the file
// belongs to another program, or to a newer version of this one.
void migrate(Database& database);

}  // namespace caselli::sqlite
