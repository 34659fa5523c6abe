// What can be wrong with a data folder, and what people are told.

#include <gmock/gmock.h>
#include <sqlite3.h>
#include <sys/mount.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>

#include "store/document_store.h"
#include "store/sqlite/sqlite_store.h"
#include "support/temp_folder.h"

namespace caselli {
namespace {

using testing::HasSubstr;

Job job_to(const std::string& to) {
  Job job;
  job.to = to;
  return job;
}

// A small disk of its own; needs root.
class SmallDisk {
 public:
  explicit SmallDisk(const std::string& size)
      : mounted_(::mount("tmpfs", folder_.path().c_str(), "tmpfs", 0, ("size=" + size).c_str()) == 0) {}
  SmallDisk(const SmallDisk&) = delete;
  ~SmallDisk() {
    if (mounted_) ::umount2(folder_.path().c_str(), MNT_DETACH);
  }
  bool is_there() const { return mounted_; }
  bool make_read_only() const {
    return ::mount("tmpfs", folder_.path().c_str(), "tmpfs", MS_REMOUNT | MS_RDONLY, nullptr) == 0;
  }
  const std::filesystem::path& path() const { return folder_.path(); }
  // Leaves `left` bytes of it.
  void fill(std::uintmax_t left) const {
    std::ofstream out(path() / "filler", std::ios::binary);
    const auto free = std::filesystem::space(path()).available;
    out << std::string(free > left ? free - left : 0, 'x');
  }
  void clear() const { std::filesystem::remove(path() / "filler"); }

 private:
  TempFolder folder_;
  bool mounted_;
};

void run_sql(const std::filesystem::path& file, const std::string& sql) {
  sqlite3* database = nullptr;
  ASSERT_EQ(sqlite3_open(file.c_str(), &database), SQLITE_OK);
  EXPECT_EQ(sqlite3_exec(database, sql.c_str(), nullptr, nullptr, nullptr), SQLITE_OK) << sqlite3_errmsg(database);
  sqlite3_close(database);
}

TEST(SqliteStore, keeps_everything_over_a_restart) {
  const TempFolder folder;
  std::vector<Job> added;
  {
    auto store = *open_sqlite_store(folder.path().string());
    added = *store->add({job_to("1"), job_to("2")}, "");
  }
  auto store = *open_sqlite_store(folder.path().string());
  EXPECT_EQ(*store->get(added[0].id), added[0]);
  EXPECT_EQ(*store->get(added[1].id), added[1]);
  EXPECT_GT(store->add({job_to("3")}, "")->at(0).id, added[1].id);
}

TEST(SqliteStore, keeps_what_was_done_when_the_process_is_killed) {
  const TempFolder folder;
  const auto child = ::fork();
  if (child == 0) {
    auto store = *open_sqlite_store(folder.path().string());
    ClaimLimits limits;
    limits.free_ports = {PortId{1}};
    Job job = job_to("1");
    job.document.pages = 9;
    const bool done = store->add({job}, "") && store->claim({}, limits) && store->page_confirmed(JobId{1}, 1, 4);
    ::kill(::getpid(), done ? SIGKILL : SIGTERM);
  }
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  ASSERT_EQ(WTERMSIG(status), SIGKILL);
  auto store = *open_sqlite_store(folder.path().string());  // and the lock is free
  const auto job = *store->get(JobId{1});
  EXPECT_EQ(job.state, JobState::sending);
  EXPECT_EQ(job.pages_done, 4);
  EXPECT_EQ(store->orphans({})->size(), 1u);
}

TEST(SqliteStore, a_folder_in_use_names_the_server_that_has_it) {
  const TempFolder folder;
  const auto first = open_sqlite_store(folder.path().string());
  ASSERT_TRUE(first);
  const auto second = open_sqlite_store(folder.path().string());
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code, Errc::storage_locked);
  EXPECT_THAT(second.error().text, HasSubstr("process " + std::to_string(::getpid())));
  EXPECT_THAT(second.error().text, HasSubstr(folder.path().string()));
}

TEST(SqliteStore, a_newer_database_is_refused_and_left_alone) {
  const TempFolder folder;
  { ASSERT_TRUE(open_sqlite_store(folder.path().string())); }
  run_sql(folder / "caselli.db", "PRAGMA user_version = 999");
  const auto store = open_sqlite_store(folder.path().string());
  ASSERT_FALSE(store);
  EXPECT_EQ(store.error().code, Errc::storage_failed);
  EXPECT_THAT(store.error().text, HasSubstr("written by a newer version"));
}

TEST(SqliteStore, a_database_of_another_program_is_refused) {
  const TempFolder folder;
  run_sql(folder / "caselli.db", "CREATE TABLE other (x)");
  const auto store = open_sqlite_store(folder.path().string());
  ASSERT_FALSE(store);
  EXPECT_THAT(store.error().text, HasSubstr("belongs to another program"));
}

TEST(SqliteStore, a_damaged_database_file_is_told) {
  const TempFolder folder;
  std::ofstream(folder / "caselli.db") << std::string(10'000, 'x');
  const auto store = open_sqlite_store(folder.path().string());
  ASSERT_FALSE(store);
  EXPECT_EQ(store.error().code, Errc::storage_failed);
  EXPECT_THAT(store.error().text, HasSubstr((folder / "caselli.db").string()));
}

TEST(SqliteStore, damage_found_later_is_an_error_and_no_crash) {
  const TempFolder folder;
  {
    auto store = *open_sqlite_store(folder.path().string());
    for (int i = 0; i < 50; ++i) ASSERT_TRUE(store->add({job_to(std::to_string(i))}, ""));
  }
  {
    std::fstream file(folder / "caselli.db", std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(4096 * 2);
    file << std::string(4096 * 20, '\x5a');
  }
  auto store = open_sqlite_store(folder.path().string());
  if (!store) {
    EXPECT_EQ(store.error().code, Errc::storage_failed);
    return;
  }
  bool failed = false;
  for (int i = 1; i <= 50; ++i) {
    const auto job = (*store)->get(JobId{i});
    failed = failed || (!job && job.error().code == Errc::storage_failed);
  }
  EXPECT_TRUE(failed);
}

TEST(SqliteStore, a_database_locked_by_another_program_is_told_and_works_afterwards) {
  const TempFolder folder;
  auto store = *sqlite::SqliteStore::open({folder.path().string(), std::chrono::milliseconds{1}});
  sqlite3* other = nullptr;
  ASSERT_EQ(sqlite3_open((folder / "caselli.db").c_str(), &other), SQLITE_OK);
  ASSERT_EQ(sqlite3_exec(other, "BEGIN IMMEDIATE", nullptr, nullptr, nullptr), SQLITE_OK);
  const auto refused = store->add({job_to("1")}, "");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Errc::storage_locked);
  EXPECT_TRUE(store->ping());  // reading goes on
  sqlite3_exec(other, "ROLLBACK", nullptr, nullptr, nullptr);
  sqlite3_close(other);
  EXPECT_TRUE(store->add({job_to("1")}, ""));
}

TEST(SqliteStore, a_full_disk_refuses_new_faxes_and_loses_none) {
  const SmallDisk disk("2m");
  if (!disk.is_there()) GTEST_SKIP() << "a small disk can be made by root only";
  auto store = *open_sqlite_store(disk.path().string());
  int accepted = 0;
  Error refusal;
  disk.fill(64 * 1024);
  while (accepted < 1000) {
    Job job = job_to("1");
    job.note = std::string(2000, 'n');
    const auto added = store->add({job}, "");
    if (!added) {
      refusal = added.error();
      break;
    }
    ++accepted;
  }
  EXPECT_EQ(refusal.code, Errc::storage_full) << refusal.text;
  EXPECT_GT(accepted, 0);
  EXPECT_EQ(*store->count({}), accepted);
  disk.clear();
  EXPECT_TRUE(store->add({job_to("2")}, ""));
  store.reset();
  store = *open_sqlite_store(disk.path().string());
  EXPECT_EQ(*store->count({}), accepted + 1);
}

TEST(SqliteStore, a_disk_too_small_to_begin_with_is_told) {
  const SmallDisk disk("16k");
  if (!disk.is_there()) GTEST_SKIP() << "a small disk can be made by root only";
  const auto store = open_sqlite_store(disk.path().string());
  ASSERT_FALSE(store);
  EXPECT_EQ(store.error().code, Errc::storage_full) << store.error().text;
}

TEST(SqliteStore, a_folder_that_cannot_be_written_is_told) {
  const SmallDisk disk("1m");
  if (!disk.is_there() || !disk.make_read_only()) GTEST_SKIP() << "a read-only disk can be made by root only";
  const auto store = open_sqlite_store(disk.path().string());
  ASSERT_FALSE(store);
  EXPECT_EQ(store.error().code, Errc::storage_failed);
  EXPECT_THAT(store.error().text, HasSubstr(disk.path().string()));
}

TEST(SqliteStore, a_folder_that_cannot_be_made_is_told) {
  const TempFolder folder;
  std::ofstream(folder / "file") << "x";
  const auto store = open_sqlite_store((folder / "file" / "data").string());
  ASSERT_FALSE(store);
  EXPECT_EQ(store.error().code, Errc::storage_failed);
  EXPECT_THAT(store.error().text, HasSubstr("Not a directory"));
}

TEST(DocumentStore, a_full_disk_is_told_with_what_was_needed) {
  const SmallDisk disk("64k");
  const TempFolder other;
  if (!disk.is_there()) GTEST_SKIP() << "a small disk can be made by root only";
  auto store = *open_document_store(disk.path());
  std::ofstream(other / "big.tif") << std::string(100'000, 'x');
  const auto key = store->add(other / "big.tif");
  ASSERT_FALSE(key);
  EXPECT_EQ(key.error().code, Errc::storage_full);
  EXPECT_THAT(key.error().text, HasSubstr("are needed"));
  EXPECT_TRUE(std::filesystem::is_empty(disk.path() / "documents"));  // nothing half-written stays
  EXPECT_TRUE(std::filesystem::exists(other / "big.tif"));
}

TEST(DocumentStore, a_folder_that_cannot_be_written_is_told) {
  const SmallDisk disk("1m");
  if (!disk.is_there() || !disk.make_read_only()) GTEST_SKIP() << "a read-only disk can be made by root only";
  const auto store = open_document_store(disk.path());
  ASSERT_FALSE(store);
  EXPECT_EQ(store.error().code, Errc::storage_failed);
}

}  // namespace
}  // namespace caselli
