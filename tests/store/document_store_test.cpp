#include "store/document_store.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "support/temp_folder.h"

namespace caselli {
namespace {

namespace fs = std::filesystem;

std::string content(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

class DocumentStoreTest : public testing::Test {
 protected:
  void open() {
    auto store = open_document_store(folder_.path());
    ASSERT_TRUE(store) << store.error().text;
    store_ = *std::move(store);
  }
  void SetUp() override { open(); }

  TempFolder folder_;
  std::unique_ptr<DocumentStore> store_;
};

TEST_F(DocumentStoreTest, takes_a_file_over_and_gives_it_back) {
  const auto work = *store_->make_work_folder("convert");
  std::ofstream(work / "out.tif") << "pages";
  const auto key = store_->add(work / "out.tif");
  ASSERT_TRUE(key);
  EXPECT_FALSE(fs::exists(work / "out.tif"));
  EXPECT_EQ(content(*store_->open(*key)), "pages");
  open();  // the next start
  EXPECT_EQ(content(*store_->open(*key)), "pages");
}

TEST_F(DocumentStoreTest, an_unknown_key_is_not_found_whatever_it_looks_like) {
  std::ofstream(folder_ / "secret.tif") << "s";
  for (const std::string key : {"", "x", "../secret", "../../etc/passwd", "0123456789abcdef0123456789abcdef"}) {
    const auto file = store_->open(key);
    ASSERT_FALSE(file) << key;
    EXPECT_EQ(file.error().code, Errc::not_found);
    EXPECT_EQ(store_->remove(key).error().code, Errc::not_found);
  }
  EXPECT_TRUE(fs::exists(folder_ / "secret.tif"));
}

TEST_F(DocumentStoreTest, a_removed_document_is_gone) {
  std::ofstream(folder_ / "a.tif") << "a";
  const auto key = *store_->add(folder_ / "a.tif");
  EXPECT_TRUE(store_->remove(key));
  EXPECT_FALSE(store_->open(key));
}

TEST_F(DocumentStoreTest, a_file_that_is_not_there_is_an_error) {
  const auto key = store_->add(folder_ / "none.tif");
  ASSERT_FALSE(key);
  EXPECT_EQ(key.error().code, Errc::storage_failed);
}

TEST_F(DocumentStoreTest, left_overs_are_removed_at_the_next_start_but_not_receptions) {
  const auto upload = *store_->make_work_folder("submit");
  const auto reception = *store_->make_work_folder("receive-17");
  std::ofstream(upload / "given-1") << "x";
  std::ofstream(reception / "fax.tif") << "x";
  std::ofstream(folder_ / "documents" / "0123.tif.part") << "x";
  open();
  EXPECT_FALSE(fs::exists(upload));
  EXPECT_FALSE(fs::exists(folder_ / "documents" / "0123.tif.part"));
  const auto kept = store_->kept_work_folders();
  ASSERT_EQ(kept.size(), 1u);
  EXPECT_EQ(kept[0].purpose, "receive-17");
  EXPECT_EQ(kept[0].path, reception);
}

TEST_F(DocumentStoreTest, work_folders_are_new_empty_and_named_after_their_purpose) {
  const auto one = *store_->make_work_folder("submit"), two = *store_->make_work_folder("submit");
  EXPECT_NE(one, two);
  EXPECT_TRUE(fs::is_empty(one));
  EXPECT_TRUE(one.filename().string().starts_with("submit."));
  EXPECT_FALSE(store_->make_work_folder("../x"));
  EXPECT_FALSE(store_->make_work_folder(""));
}

}  // namespace
}  // namespace caselli
