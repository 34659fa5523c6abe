// Received faxes: from the call a port answered to the stored document.

#include <gmock/gmock.h>
#include <sys/resource.h>

#include <csignal>

#include "document/fax_image.h"
#include "queue_harness.h"

namespace caselli {
namespace {

using namespace std::chrono_literals;

class IntakeTest : public QueueHarness {
 protected:
  // A page with a black bar `row` rows down, so that pages differ.
  static PageImage page(int row) {
    PageBits bits;
    bits.width = 1728;
    bits.length = 100;
    bits.rows.assign(bits.row_bytes() * 100, 0);
    std::fill_n(bits.rows.begin() + static_cast<std::ptrdiff_t>(bits.row_bytes()) * row, bits.row_bytes(), 0xFF);
    return *encode_page(bits);
  }

  std::unique_ptr<ReceivedFax> answer() {
    PortStatus status;
    status.port = PortId{1};
    status.csid = "our csid";
    board_->publish(status);
    auto fax = queue_->on_receiving({"0815", "1001", PortId{1}, "loop"}, status);
    EXPECT_TRUE(fax) << fax.error().text;
    status.tsid = "their tsid";  // heard a little later
    board_->publish(status);
    return fax ? *std::move(fax) : nullptr;
  }

  void end(std::unique_ptr<ReceivedFax> fax, Outcome outcome, int pages) {
    CallReport report;
    report.port = PortId{1};
    report.direction = Direction::receive;
    report.start = report.end = time_->now();
    report.answered = true;
    report.fax.outcome = outcome;
    report.fax.pages_done = pages;
    report.fax.remote_id = "their tsid";
    report.transport = Transport::t38;
    report.caller_id = "0815";
    report.routing = "1001";
    report.csid = "our csid";
    report.trace = {{time_->now(), '<', "TSI", "their tsid"}};
    queue_->on_call_ended(report, std::move(fax));
    time_->run_ready();
  }

  bool work_is_empty() const { return std::filesystem::is_empty(folder_ / "work"); }
};

TEST_F(IntakeTest, a_received_fax_is_a_job_with_its_document) {
  start();
  auto fax = answer();
  const auto id = fax->job();
  EXPECT_EQ(get(id).state, JobState::receiving);
  ASSERT_TRUE(fax->add(page(1)));
  ASSERT_TRUE(fax->add(page(2)));
  time_->run_ready();
  EXPECT_EQ(get(id).pages_done, 2);
  EXPECT_FALSE(queue_->is_idle());
  end(std::move(fax), Outcome::received, 2);

  const auto job = get(id);
  EXPECT_EQ(job.state, JobState::received);
  EXPECT_EQ(job.outcome, Outcome::received);
  EXPECT_EQ(job.direction, Direction::receive);
  EXPECT_EQ(job.caller_id, "0815");
  EXPECT_EQ(job.routing, "1001");
  EXPECT_EQ(job.remote_id, "their tsid");
  EXPECT_EQ(job.csid, "our csid");
  EXPECT_EQ(job.port, PortId{1});
  EXPECT_EQ(job.pages_done, 2);
  EXPECT_EQ(job.ended_at, time_->now());
  EXPECT_EQ(job.document.pages, 2);
  EXPECT_EQ(job.document.width, 1728);
  ASSERT_EQ(job.attempts.size(), 1u);
  EXPECT_EQ(job.attempts[0].transport, Transport::t38);
  EXPECT_EQ(store_->trace(id, 1)->size(), 1u);
  const auto file = *documents_->open(job.document.id);
  EXPECT_EQ(decode_page(*read_page(file, 2))->rows, decode_page(page(2))->rows);
  EXPECT_EQ(read_tags(file)->tsid, "their tsid");
  EXPECT_EQ(read_tags(file)->caller_id, "0815");
  EXPECT_TRUE(work_is_empty());
  EXPECT_TRUE(queue_->is_idle());
}

TEST_F(IntakeTest, a_page_is_on_disk_before_it_is_confirmed) {
  start();
  auto fax = answer();
  ASSERT_TRUE(fax->add(page(1)));
  const auto folders = documents_->kept_work_folders();
  ASSERT_EQ(folders.size(), 1u);
  EXPECT_EQ(inspect_document(folders[0].path / "fax.tif", false)->pages, 1);
}

TEST_F(IntakeTest, a_fax_without_a_page_failed_and_has_no_document) {
  start();
  auto fax = answer();
  const auto id = fax->job();
  end(std::move(fax), Outcome::training_failed, 0);
  EXPECT_EQ(get(id).state, JobState::failed);
  EXPECT_EQ(get(id).outcome, Outcome::training_failed);
  EXPECT_EQ(get(id).document, DocumentFacts{});
  EXPECT_TRUE(work_is_empty());
}

TEST_F(IntakeTest, a_fax_that_was_cut_off_keeps_its_pages_and_says_why) {
  start();
  auto fax = answer();
  const auto id = fax->job();
  ASSERT_TRUE(fax->add(page(1)));
  end(std::move(fax), Outcome::cut_off, 1);
  EXPECT_EQ(get(id).state, JobState::received);
  EXPECT_EQ(get(id).outcome, Outcome::cut_off);
  EXPECT_EQ(get(id).document.pages, 1);
}

TEST_F(IntakeTest, a_server_that_died_keeps_the_pages_it_had_confirmed) {
  start();
  auto fax = answer();
  const auto id = fax->job();
  ASSERT_TRUE(fax->add(page(1)));
  ASSERT_TRUE(fax->add(page(2)));
  auto empty = answer();
  const auto empty_id = empty->job();
  fax.reset();
  empty.reset();
  crash();
  start();
  const auto job = get(id);
  EXPECT_EQ(job.state, JobState::received);
  EXPECT_EQ(job.outcome, Outcome::uncertain);
  EXPECT_EQ(job.document.pages, 2);
  EXPECT_EQ(job.pages_done, 2);
  EXPECT_EQ(job.remote_id, "their tsid");
  EXPECT_TRUE(documents_->open(job.document.id));
  EXPECT_EQ(get(empty_id).state, JobState::failed);
  EXPECT_EQ(get(empty_id).outcome, Outcome::uncertain);
  EXPECT_TRUE(work_is_empty());
}

TEST_F(IntakeTest, a_fax_whose_end_was_reported_but_not_written_is_kept_too) {
  start();
  auto fax = answer();
  const auto id = fax->job();
  ASSERT_TRUE(fax->add(page(1)));
  CallReport report;
  report.direction = Direction::receive;
  report.fax.outcome = Outcome::received;
  queue_->on_call_ended(report, std::move(fax));
  crash();  // before the queue's turn
  start();
  EXPECT_EQ(get(id).state, JobState::received);
  EXPECT_EQ(get(id).document.pages, 1);
}

TEST_F(IntakeTest, a_page_that_does_not_fit_is_refused_and_those_before_are_kept) {
  start();
  auto fax = answer();
  const auto id = fax->job();
  ASSERT_TRUE(fax->add(page(1)));
  const auto size = std::filesystem::file_size(documents_->kept_work_folders().at(0).path / "fax.tif");
  // The limit on file sizes stands for the end of the disk.
  std::signal(SIGXFSZ, SIG_IGN);
  rlimit usual{};
  getrlimit(RLIMIT_FSIZE, &usual);
  const rlimit tight{size + 10, usual.rlim_max};
  setrlimit(RLIMIT_FSIZE, &tight);
  const auto refused = fax->add(page(2));
  setrlimit(RLIMIT_FSIZE, &usual);
  EXPECT_FALSE(refused);
  end(std::move(fax), Outcome::storage_error, 1);
  EXPECT_EQ(get(id).state, JobState::received);
  EXPECT_EQ(get(id).outcome, Outcome::storage_error);
  EXPECT_EQ(get(id).document.pages, 1);
}

TEST_F(IntakeTest, the_work_folder_of_a_fax_that_is_long_stored_is_removed) {
  start();
  ASSERT_TRUE(documents_->make_work_folder("receive-77"));
  crash();
  start();
  EXPECT_TRUE(work_is_empty());
}

}  // namespace
}  // namespace caselli
