// Values and "otherwise" values: the table of IFaxStatus in the API's fact sheet.

#include "client.h"

namespace caselli::faxcom {
namespace {

using namespace std::chrono_literals;

PortStatus a_call(Direction direction) {
  PortStatus port;
  port.port = PortId{1};
  port.name = "Port 1";
  port.state = direction == Direction::send ? PortState::sending : PortState::receiving;
  port.description = direction == Direction::send ? "Sending" : "Receiving";
  port.direction = direction;
  port.address = "9,5551234";
  port.caller_id = "5559876";
  port.routing = "1002|x";
  port.tsid = "TSID";
  port.csid = "CSID";
  port.sender_name = "Ändré";
  port.recipient_name = "收件人";
  port.document_name = "letter.pdf";
  port.document_bytes = 123456;
  port.page = 3;
  port.pages = 7;
  port.submitted_at = std::chrono::sys_days{std::chrono::January / 1 / 2026};  // DATE 46023
  port.started_at = *port.submitted_at + 12h;                                  // DATE 46023.5
  return port;
}

class FaxStatusTest : public FaxComTest {};

TEST_F(FaxStatusTest, an_idle_port_has_only_name_number_and_description) {
  const auto idle = status(1);
  EXPECT_EQ(read<LONG>(idle, &IFaxStatus::get_DeviceId), 1);
  EXPECT_EQ(read<BSTR>(idle, &IFaxStatus::get_DeviceName), "Port 1");
  EXPECT_EQ(read<BSTR>(idle, &IFaxStatus::get_Description), "Available");
  for (const auto get : {&IFaxStatus::get_CallerId, &IFaxStatus::get_Csid, &IFaxStatus::get_DocumentName,
                         &IFaxStatus::get_Address, &IFaxStatus::get_RoutingString, &IFaxStatus::get_SenderName,
                         &IFaxStatus::get_RecipientName, &IFaxStatus::get_Tsid})
    EXPECT_EQ(read<BSTR>(idle, get), "");
  for (const auto get : {&IFaxStatus::get_CurrentPage, &IFaxStatus::get_DocumentSize, &IFaxStatus::get_PageCount})
    EXPECT_EQ(read<LONG>(idle, get), 0);
  EXPECT_EQ(read<BOOL>(idle, &IFaxStatus::get_Send), FALSE);
  EXPECT_EQ(read<BOOL>(idle, &IFaxStatus::get_Receive), FALSE);
  for (const auto get : {&IFaxStatus::get_StartTime, &IFaxStatus::get_SubmittedTime, &IFaxStatus::get_ElapsedTime})
    EXPECT_EQ(read<DATE>(idle, get), 0.0);
}

TEST_F(FaxStatusTest, a_sending_port_shows_the_outgoing_fax) {
  service->set_status(a_call(Direction::send));
  const auto sending = status(1);
  EXPECT_EQ(read<BOOL>(sending, &IFaxStatus::get_Send), TRUE);
  EXPECT_EQ(read<BOOL>(sending, &IFaxStatus::get_Receive), FALSE);
  EXPECT_EQ(read<BSTR>(sending, &IFaxStatus::get_Description), "Sending");
  EXPECT_EQ(read<BSTR>(sending, &IFaxStatus::get_Address), "9,5551234");
  EXPECT_EQ(read<BSTR>(sending, &IFaxStatus::get_CallerId), "");
  EXPECT_EQ(read<BSTR>(sending, &IFaxStatus::get_RoutingString), "");
  EXPECT_EQ(read<BSTR>(sending, &IFaxStatus::get_Tsid), "TSID");
  EXPECT_EQ(read<BSTR>(sending, &IFaxStatus::get_Csid), "CSID");
  EXPECT_EQ(read<BSTR>(sending, &IFaxStatus::get_SenderName), "Ändré");
  EXPECT_EQ(read<BSTR>(sending, &IFaxStatus::get_RecipientName), "收件人");
  EXPECT_EQ(read<BSTR>(sending, &IFaxStatus::get_DocumentName), "letter.pdf");
  EXPECT_EQ(read<LONG>(sending, &IFaxStatus::get_DocumentSize), 123456);
  EXPECT_EQ(read<LONG>(sending, &IFaxStatus::get_CurrentPage), 3);
  EXPECT_EQ(read<LONG>(sending, &IFaxStatus::get_PageCount), 7);
  EXPECT_EQ(read<DATE>(sending, &IFaxStatus::get_SubmittedTime), 46023.0);
  EXPECT_EQ(read<DATE>(sending, &IFaxStatus::get_StartTime), 46023.5);
}

TEST_F(FaxStatusTest, a_receiving_port_shows_the_caller_and_nothing_of_an_outgoing_fax) {
  service->set_status(a_call(Direction::receive));
  const auto receiving = status(1);
  EXPECT_EQ(read<BOOL>(receiving, &IFaxStatus::get_Send), FALSE);
  EXPECT_EQ(read<BOOL>(receiving, &IFaxStatus::get_Receive), TRUE);
  EXPECT_EQ(read<BSTR>(receiving, &IFaxStatus::get_CallerId), "5559876");
  EXPECT_EQ(read<BSTR>(receiving, &IFaxStatus::get_RoutingString), "1002|x");
  EXPECT_EQ(read<BSTR>(receiving, &IFaxStatus::get_RecipientName), "收件人");
  EXPECT_EQ(read<LONG>(receiving, &IFaxStatus::get_CurrentPage), 3);
  EXPECT_EQ(read<DATE>(receiving, &IFaxStatus::get_StartTime), 46023.5);
  for (const auto get : {&IFaxStatus::get_Address, &IFaxStatus::get_SenderName, &IFaxStatus::get_DocumentName})
    EXPECT_EQ(read<BSTR>(receiving, get), "");
  EXPECT_EQ(read<LONG>(receiving, &IFaxStatus::get_DocumentSize), 0);
  EXPECT_EQ(read<LONG>(receiving, &IFaxStatus::get_PageCount), 0);
  EXPECT_EQ(read<DATE>(receiving, &IFaxStatus::get_SubmittedTime), 0.0);
}

TEST_F(FaxStatusTest, elapsed_time_is_a_fraction_of_a_day_as_of_the_snapshot) {
  auto port = a_call(Direction::send);
  port.started_at = clock->now() - 90s;
  service->set_status(port);
  const auto sending = status(1);
  EXPECT_DOUBLE_EQ(read<DATE>(sending, &IFaxStatus::get_ElapsedTime), 90.0 / 86400);
  clock->advance_to(clock->monotonic() + 30s);
  EXPECT_DOUBLE_EQ(read<DATE>(sending, &IFaxStatus::get_ElapsedTime), 90.0 / 86400);
  EXPECT_EQ(sending->Refresh(), S_OK);  // the same revision, a later instant
  EXPECT_DOUBLE_EQ(read<DATE>(sending, &IFaxStatus::get_ElapsedTime), 120.0 / 86400);
}

TEST_F(FaxStatusTest, elapsed_time_is_never_below_zero_when_the_server_is_ahead) {
  auto port = a_call(Direction::send);
  port.started_at = clock->now() + 5s;
  service->set_status(port);
  EXPECT_EQ(read<DATE>(status(1), &IFaxStatus::get_ElapsedTime), 0.0);
}

TEST_F(FaxStatusTest, a_document_larger_than_a_long_is_shown_as_the_largest_long) {
  auto port = a_call(Direction::send);
  port.document_bytes = 5'000'000'000;
  service->set_status(port);
  EXPECT_EQ(read<LONG>(status(1), &IFaxStatus::get_DocumentSize), 2'147'483'647);
}

TEST_F(FaxStatusTest, nothing_changes_until_refresh) {
  const auto first = status(1);
  service->set_status(a_call(Direction::send));
  EXPECT_EQ(read<BOOL>(first, &IFaxStatus::get_Send), FALSE);
  EXPECT_EQ(first->Refresh(), S_OK);
  EXPECT_EQ(read<BOOL>(first, &IFaxStatus::get_Send), TRUE);
}

TEST_F(FaxStatusTest, refresh_asks_once_and_only_for_news) {
  const auto first = status(1);
  service->look([](FakeFaxService& fake) { fake.status_reads = fake.status_answers = 0; });
  EXPECT_EQ(first->Refresh(), S_OK);
  service->look([](FakeFaxService& fake) {
    EXPECT_EQ(fake.status_reads, 1);
    EXPECT_EQ(fake.status_answers, 0);
  });
}

TEST_F(FaxStatusTest, a_failed_refresh_keeps_the_former_snapshot) {
  service->set_status(a_call(Direction::send));
  const auto sending = status(1);
  service->fail_with(Error{Errc::unreachable, "cannot reach http://127.0.0.1:8329: connection refused"});
  EXPECT_EQ(sending->Refresh(), HRESULT_FROM_WIN32(1722));  // RPC_S_SERVER_UNAVAILABLE
  EXPECT_EQ(last_error(), "cannot reach http://127.0.0.1:8329: connection refused");
  EXPECT_EQ(read<LONG>(sending, &IFaxStatus::get_CurrentPage), 3);
}

TEST_F(FaxStatusTest, refresh_fails_when_the_port_has_gone) {
  const auto first = status(1);
  service->remove_port(PortId{1});
  EXPECT_TRUE(FAILED(first->Refresh()));
  EXPECT_EQ(last_error(), "there is no port 1");
}

TEST_F(FaxStatusTest, refresh_and_get_status_fail_after_disconnect) {
  const auto of = port(1);
  const auto first = status(1);
  EXPECT_EQ(server->Disconnect(), S_OK);
  EXPECT_EQ(first->Refresh(), HRESULT_FROM_WIN32(2250));  // ERROR_NOT_CONNECTED
  EXPECT_EQ(last_error(), "there is no connection to a fax server: call FaxServer.Connect");
  VARIANT value;
  EXPECT_EQ(of->GetStatus(&value), HRESULT_FROM_WIN32(2250));
  EXPECT_EQ(value.vt, VT_EMPTY);
  EXPECT_EQ(read<BSTR>(first, &IFaxStatus::get_DeviceName), "Port 1");
}

TEST_F(FaxStatusTest, each_get_status_gives_an_independent_object) {
  const auto first = status(1);
  service->set_status(a_call(Direction::send));
  const auto second = status(1);
  EXPECT_EQ(read<BOOL>(first, &IFaxStatus::get_Send), FALSE);
  EXPECT_EQ(read<BOOL>(second, &IFaxStatus::get_Send), TRUE);
}

TEST_F(FaxStatusTest, a_status_outlives_its_port_and_its_server) {
  const auto last = status(1);
  server = {};
  service->set_status(a_call(Direction::send));
  EXPECT_EQ(last->Refresh(), S_OK);
  EXPECT_EQ(read<BOOL>(last, &IFaxStatus::get_Send), TRUE);
}

}  // namespace
}  // namespace caselli::faxcom
