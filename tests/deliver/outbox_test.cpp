// Copies of faxes in other folders: made whole, made once, and waited for.

#include "deliver/outbox.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>

#include "base/virtual_time.h"
#include "deliver/routing_methods.h"
#include "document/fax_image.h"
#include "support/temp_folder.h"

namespace caselli {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::HasSubstr;

class OutboxTest : public testing::Test {
 protected:
  OutboxTest() {
    fs::create_directories(target());
    open();
  }
  void open() {
    documents_ = *open_document_store(folder_.path());
    outbox_ = *Outbox::open({*store_, *documents_, folder_.path(), time_->make_strand()});
    outbox_->wake();
  }
  // As kill -9 does.
  void crash() {
    time_ = std::make_unique<VirtualTime>();
    outbox_.reset();
    documents_.reset();
  }
  fs::path target() const { return folder_ / "archive"; }

  std::string document() {
    const auto file = *documents_->make_work_folder("test") / "page.tif";
    fs::copy_file(CASELLI_TEST_DATA "/charts/itu1.tif", file);
    // Made canonical by our own writer.
    auto writer = FaxImageWriter::create(file.string() + "f", {});
    EXPECT_TRUE(writer->add(*read_page(file, 1)));
    return *documents_->add(file.string() + "f");
  }
  // A fax in the store that was received just now.
  JobId received() {
    auto job = *store_->open_received({});
    job.state = JobState::received;
    job.remote_id = "their tsid";
    job.caller_id = "0815";
    job.document.id = document();
    job.ended_at = Instant{1'780'000'000s};
    EXPECT_TRUE(store_->close_received(job));
    return job.id;
  }
  std::vector<std::string> files() const {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator{target()}) names.push_back(entry.path().filename());
    std::ranges::sort(names);
    return names;
  }

  TempFolder folder_;
  std::unique_ptr<VirtualTime> time_ = std::make_unique<VirtualTime>();
  std::unique_ptr<JobStore> store_ = make_memory_store();
  std::unique_ptr<DocumentStore> documents_;
  std::shared_ptr<Outbox> outbox_;
};

TEST_F(OutboxTest, a_copy_carries_the_tags_of_its_fax) {
  const auto id = received();
  ASSERT_TRUE(outbox_->promise(id, target(), ""));
  EXPECT_EQ(outbox_->state().waiting, 1);
  outbox_->wake();
  time_->run_ready();
  ASSERT_THAT(files(), ElementsAre("20260528-202640-received-" + id.text() + ".tif"));  // date -u -d @1780000000
  const auto tags = *read_tags(target() / files()[0]);
  EXPECT_EQ(tags.tsid, "their tsid");
  EXPECT_EQ(tags.caller_id, "0815");
  EXPECT_TRUE(*same_pixels(target() / files()[0], CASELLI_TEST_DATA "/charts/itu1.tif", 1));
  EXPECT_EQ(outbox_->state().waiting, 0);
}

TEST_F(OutboxTest, a_promise_outlives_the_server) {
  const auto id = received();
  ASSERT_TRUE(outbox_->promise(id, target(), ""));
  crash();
  open();
  time_->run_ready();
  EXPECT_EQ(files().size(), 1u);
}

TEST_F(OutboxTest, a_copy_made_twice_is_there_once) {
  const auto id = received();
  for (int i = 0; i < 2; ++i) {
    ASSERT_TRUE(outbox_->promise(id, target(), ""));
    outbox_->wake();
    time_->run_ready();
  }
  EXPECT_EQ(files().size(), 1u);
}

TEST_F(OutboxTest, a_fax_that_did_not_come_to_its_end_is_not_copied) {
  const auto id = store_->open_received({})->id;
  ASSERT_TRUE(outbox_->promise(id, target(), ""));
  ASSERT_TRUE(outbox_->promise(JobId{999}, target(), ""));
  crash();
  open();
  time_->run_ready();
  EXPECT_THAT(files(), ElementsAre());
  EXPECT_EQ(outbox_->state().waiting, 0);
}

TEST_F(OutboxTest, a_fax_whose_end_is_being_written_is_waited_for) {
  auto job = *store_->open_received({});
  ASSERT_TRUE(outbox_->promise(job.id, target(), ""));
  outbox_->wake();  // for another fax
  time_->run_ready();
  EXPECT_EQ(outbox_->state().waiting, 1);
  EXPECT_EQ(outbox_->state().trouble, "");
  job.state = JobState::received;
  job.document.id = document();
  ASSERT_TRUE(store_->close_received(job));
  outbox_->wake();
  time_->run_ready();
  EXPECT_EQ(files().size(), 1u);
}

TEST_F(OutboxTest, a_folder_that_is_away_is_waited_for_and_named) {
  fs::remove(target());
  const auto id = received(), other = received();
  ASSERT_TRUE(outbox_->promise(id, target(), ""));
  fs::create_directories(folder_ / "elsewhere");
  ASSERT_TRUE(outbox_->promise(other, folder_ / "elsewhere", ""));
  outbox_->wake();
  time_->run_ready();
  EXPECT_EQ(outbox_->state().waiting, 1);
  EXPECT_THAT(outbox_->state().trouble, HasSubstr(target().string()));
  EXPECT_FALSE(fs::is_empty(folder_ / "elsewhere"));  // others do not wait for it

  fs::create_directories(target());
  time_->run_for(61s);
  EXPECT_EQ(files().size(), 1u);
  EXPECT_EQ(outbox_->state().waiting, 0);
  EXPECT_EQ(outbox_->state().trouble, "");
}

TEST_F(OutboxTest, a_link_in_the_way_is_not_followed) {
  const auto victim = folder_ / "victim";
  std::ofstream(victim) << "precious";
  const auto id = received();
  const auto name = "20260528-202640-received-" + id.text() + ".tif";
  fs::create_symlink(victim, target() / name);
  fs::create_symlink(victim, target() / (name + ".part"));
  ASSERT_TRUE(outbox_->promise(id, target(), ""));
  outbox_->wake();
  time_->run_ready();
  EXPECT_EQ(fs::file_size(victim), 8u);
  EXPECT_TRUE(fs::is_regular_file(fs::symlink_status(target() / name)));
}

TEST(CheckFolder, says_what_is_wrong_and_leaves_nothing_behind) {
  const TempFolder folder;
  EXPECT_TRUE(check_folder(folder.path()));
  EXPECT_TRUE(fs::is_empty(folder.path()));
  EXPECT_THAT(check_folder("archive").error().text, HasSubstr("'archive' is not a full path on the server"));
  EXPECT_THAT(check_folder("C:\\Archive").error().text, HasSubstr("is not a full path on the server"));
  EXPECT_THAT(check_folder("/nowhere/at all").error().text, HasSubstr("there is no folder /nowhere/at all"));
  std::ofstream(folder / "file") << "x";
  EXPECT_THAT(check_folder(folder / "file").error().text, HasSubstr("there is no folder"));
  EXPECT_THAT(check_folder("/proc").error().text, HasSubstr("no file can be made in /proc"));
}

TEST(RoutingMethods, keep_their_switch_while_the_folder_stays) {
  auto methods = routing_methods_for("/a", false, {});
  ASSERT_EQ(methods.size(), 1u);
  EXPECT_FALSE(methods[0].enabled);
  methods[0].enabled = true;
  EXPECT_TRUE(routing_methods_for("/a", false, methods)[0].enabled);
  EXPECT_FALSE(routing_methods_for("/b", false, methods)[0].enabled);
  EXPECT_TRUE(routing_methods_for("/b", true, {})[0].enabled);
  PortSettings port;
  EXPECT_EQ(copies_of_received(port), "");
  port.routing_methods = methods;
  EXPECT_EQ(copies_of_received(port), "/a");
  port.routing_methods[0].enabled = false;
  EXPECT_EQ(copies_of_received(port), "");
}

}  // namespace
}  // namespace caselli
