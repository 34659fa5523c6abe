// Texts: sections 4.3 and 4.4 of the API's fact sheet.

#include "client.h"
#include "faxcom/job_view.h"

namespace caselli::faxcom {
namespace {

Job a_job(int id, JobState state) {
  Job job;
  job.id = JobId{id};
  job.state = state;
  job.to = "9,5551234";
  job.recipient_name = "Rita";
  job.sender_name = "Sam";
  job.sender = {{"company", "Caselli"}, {"department", "Fax"}};
  job.user = "sam";
  job.tsid = "+49 30";
  job.billing_code = "B1";
  job.document_name = "letter.pdf";
  job.discount = true;
  job.document.pages = 4;
  return job;
}

class FaxJobTest : public FaxComTest {
 protected:
  ComPtr<IFaxJobs> queue() {
    return child<IFaxJobs>([&](VARIANT* value) { return server->GetJobs(value); });
  }
  ComPtr<IFaxJob> job(int index) {
    const auto all = queue();
    return child<IFaxJob>([&](VARIANT* value) { return all->get_Item(index, value); });
  }
};

TEST_F(FaxJobTest, the_queue_holds_what_has_not_ended_oldest_first) {
  int id = 0;
  for (const JobState state :
       {JobState::sent, JobState::queued, JobState::failed, JobState::sending, JobState::cancelled, JobState::held,
        JobState::received, JobState::waiting, JobState::preparing, JobState::receiving})
    service->set_job(a_job(++id, state));
  service->page_of_faxes = 2;  // read page by page
  const auto all = queue();
  ASSERT_EQ(read<LONG>(all, &IFaxJobs::get_Count), 6);
  LONG expected[] = {2, 4, 6, 8, 9, 10};
  for (LONG i = 1; i <= 6; ++i) {
    const auto one = child<IFaxJob>([&](VARIANT* value) { return all->get_Item(i, value); });
    EXPECT_EQ(read<LONG>(one, &IFaxJob::get_JobId), expected[i - 1]);
  }
}

TEST_F(FaxJobTest, an_outgoing_job_shows_all_its_properties) {
  service->set_job(a_job(5, JobState::queued));
  const auto one = job(1);
  EXPECT_EQ(read<LONG>(one, &IFaxJob::get_JobId), 5);
  EXPECT_EQ(read<LONG>(one, &IFaxJob::get_Type), 1);  // JT_SEND
  EXPECT_EQ(read<BSTR>(one, &IFaxJob::get_UserName), "sam");
  EXPECT_EQ(read<BSTR>(one, &IFaxJob::get_QueueStatus), "Pending");
  EXPECT_EQ(read<BSTR>(one, &IFaxJob::get_DeviceStatus), "Unknown");
  EXPECT_EQ(read<LONG>(one, &IFaxJob::get_PageCount), 4);
  EXPECT_EQ(read<BSTR>(one, &IFaxJob::get_FaxNumber), "9,5551234");
  EXPECT_EQ(read<BSTR>(one, &IFaxJob::get_RecipientName), "Rita");
  EXPECT_EQ(read<BSTR>(one, &IFaxJob::get_Tsid), "+49 30");
  EXPECT_EQ(read<BSTR>(one, &IFaxJob::get_SenderName), "Sam");
  EXPECT_EQ(read<BSTR>(one, &IFaxJob::get_SenderCompany), "Caselli");
  EXPECT_EQ(read<BSTR>(one, &IFaxJob::get_SenderDept), "Fax");
  EXPECT_EQ(read<BSTR>(one, &IFaxJob::get_BillingCode), "B1");
  EXPECT_EQ(read<BSTR>(one, &IFaxJob::get_DisplayName), "letter.pdf");
  EXPECT_EQ(read<BOOL>(one, &IFaxJob::get_DiscountSend), 1);
}

TEST_F(FaxJobTest, an_incoming_job_shows_nothing_of_an_outgoing_one) {
  auto incoming = a_job(5, JobState::receiving);
  incoming.direction = Direction::receive;
  incoming.remote_id = "FAR";
  service->set_job(incoming);
  const auto one = job(1);
  EXPECT_EQ(read<LONG>(one, &IFaxJob::get_Type), 2);  // JT_RECEIVE
  EXPECT_EQ(read<BSTR>(one, &IFaxJob::get_QueueStatus), "In Progress");
  EXPECT_EQ(read<BSTR>(one, &IFaxJob::get_Tsid), "FAR");
  EXPECT_EQ(read<LONG>(one, &IFaxJob::get_PageCount), 0);
  for (const auto get : {&IFaxJob::get_UserName, &IFaxJob::get_FaxNumber, &IFaxJob::get_SenderName,
                         &IFaxJob::get_SenderCompany, &IFaxJob::get_SenderDept})
    EXPECT_EQ(read<BSTR>(one, get), "");
}

TEST_F(FaxJobTest, the_device_status_is_that_of_the_port_at_work) {
  auto sending = a_job(5, JobState::sending);
  sending.attempts.push_back({});
  sending.attempts.back().port = PortId{2};
  service->set_job(sending);
  PortStatus port;
  port.port = PortId{2};
  port.description = "Dialing";
  port.job = JobId{5};
  service->set_status(port);
  const auto one = job(1);
  EXPECT_EQ(read<BSTR>(one, &IFaxJob::get_DeviceStatus), "Dialing");
  port.description = "Sending";
  service->set_status(port);
  EXPECT_EQ(read<BSTR>(one, &IFaxJob::get_DeviceStatus), "Dialing");
  EXPECT_EQ(one->Refresh(), S_OK);
  EXPECT_EQ(read<BSTR>(one, &IFaxJob::get_DeviceStatus), "Sending");
}

TEST(QueueText, every_state_has_its_documented_text) {
  EXPECT_EQ(queue_text(a_job(1, JobState::preparing)), "Pending");
  EXPECT_EQ(queue_text(a_job(1, JobState::queued)), "Pending");
  EXPECT_EQ(queue_text(a_job(1, JobState::waiting)), "Pending");  // for its first time
  auto again = a_job(1, JobState::waiting);
  again.dials = 1;
  EXPECT_EQ(queue_text(again), "Retrying");
  EXPECT_EQ(queue_text(a_job(1, JobState::held)), "Paused");
  EXPECT_EQ(queue_text(a_job(1, JobState::sending)), "In Progress");
  auto deleting = a_job(1, JobState::sending);
  deleting.cancel_wanted = true;
  EXPECT_EQ(queue_text(deleting), "Deleting");
  auto failed = a_job(1, JobState::failed);
  failed.outcome = Outcome::bad_address;  // never tried again
  EXPECT_EQ(queue_text(failed), "Failed");
  failed.outcome = Outcome::busy;
  EXPECT_EQ(queue_text(failed), "Retries Exceeded");
}

TEST_F(FaxJobTest, commands_reach_the_queue) {
  service->set_job(a_job(5, JobState::queued));
  service->set_job(a_job(6, JobState::held));
  const auto queued = job(1);
  const auto held = job(2);
  EXPECT_EQ(queued->SetStatus(2), S_OK);  // JC_PAUSE
  EXPECT_EQ(queued->SetStatus(3), S_OK);  // JC_RESTART
  EXPECT_EQ(held->SetStatus(3), S_OK);    // JC_RESUME
  EXPECT_EQ(queued->SetStatus(1), S_OK);  // JC_DELETE
  const std::vector<std::string> expected{"hold 5", "restart 5", "resume 6", "cancel 5"};
  EXPECT_EQ(service->commands, expected);
  for (const LONG bad : {0, 4, -1}) EXPECT_EQ(queued->SetStatus(bad), E_INVALIDARG);
}

TEST_F(FaxJobTest, a_job_that_left_the_queue_cannot_be_refreshed) {
  service->set_job(a_job(5, JobState::sending));
  const auto one = job(1);
  service->set_job(a_job(5, JobState::sent));
  EXPECT_EQ(one->Refresh(), HRESULT_FROM_WIN32(1168));  // ERROR_NOT_FOUND
  EXPECT_EQ(last_error(), "job 5 has left the queue: it is sent");
  EXPECT_EQ(read<BSTR>(one, &IFaxJob::get_QueueStatus), "In Progress");
}

TEST_F(FaxJobTest, a_failed_job_can_still_be_read) {
  service->set_job(a_job(5, JobState::sending));
  const auto one = job(1);
  auto failed = a_job(5, JobState::failed);
  failed.outcome = Outcome::bad_address;
  service->set_job(failed);
  EXPECT_EQ(one->Refresh(), S_OK);
  EXPECT_EQ(read<BSTR>(one, &IFaxJob::get_QueueStatus), "Failed");
}

}  // namespace
}  // namespace caselli::faxcom
