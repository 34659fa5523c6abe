#include <cstdlib>

#include "client.h"

#include "faxcom/connect_name.h"

namespace caselli::faxcom {
namespace {

class FaxServerTest : public FaxComTest {};

TEST_F(FaxServerTest, connect_passes_the_name_on) {
  EXPECT_EQ(connected_to, "");  // NULL: this machine
  EXPECT_EQ(server->Connect(Bstr("\\\\host\\Fax")), S_OK);
  EXPECT_EQ(connected_to, "\\\\host\\Fax");
}

TEST_F(FaxServerTest, a_server_that_does_not_answer_is_an_rpc_error_with_a_sentence) {
  EXPECT_EQ(server->Connect(Bstr("nobody")), HRESULT_FROM_WIN32(1722));
  EXPECT_EQ(last_error(), "cannot reach nobody: connection refused");
}

TEST_F(FaxServerTest, without_a_connection_every_question_is_refused) {
  const auto alone = make_com<FaxServer>(connector(), clock);
  VARIANT value;
  LONG number = 7;
  const HRESULT not_connected = HRESULT_FROM_WIN32(2250);
  EXPECT_EQ(alone->GetPorts(&value), not_connected);
  EXPECT_EQ(alone->GetJobs(&value), not_connected);
  EXPECT_EQ(alone->get_Retries(&number), not_connected);
  EXPECT_EQ(number, 0);
  EXPECT_EQ(last_error(), "there is no connection to a fax server: call FaxServer.Connect");
  EXPECT_EQ(alone->Disconnect(), S_OK);
}

TEST_F(FaxServerTest, connecting_again_cuts_the_former_connection) {
  const auto before = status(1);
  EXPECT_EQ(server->Connect(Bstr("other")), S_OK);
  EXPECT_EQ(before->Refresh(), HRESULT_FROM_WIN32(2250));
  EXPECT_EQ(status(1)->Refresh(), S_OK);
}

TEST_F(FaxServerTest, settings_are_written_through_and_read_back) {
  EXPECT_EQ(server->put_Retries(5), S_OK);
  EXPECT_EQ(server->put_RetryDelay(10), S_OK);
  EXPECT_EQ(server->put_DirtyDays(-1), S_OK);
  EXPECT_EQ(server->put_Branding(FALSE), S_OK);
  EXPECT_EQ(server->put_UseDeviceTsid(-1), S_OK);  // VB's True
  EXPECT_EQ(server->put_ServerCoverpage(1), S_OK);
  EXPECT_EQ(server->put_PauseServerQueue(2), S_OK);
  EXPECT_EQ(server->put_ArchiveOutboundFaxes(TRUE), S_OK);
  EXPECT_EQ(server->put_ArchiveDirectory(Bstr("/srv/Gesendet ä")), S_OK);
  EXPECT_EQ(server->put_ServerMapiProfile(nullptr), S_OK);
  EXPECT_EQ(server->put_DiscountRateStartHour(22), S_OK);
  EXPECT_EQ(server->put_DiscountRateStartMinute(15), S_OK);
  EXPECT_EQ(server->put_DiscountRateEndHour(6), S_OK);
  EXPECT_EQ(server->put_DiscountRateEndMinute(45), S_OK);
  EXPECT_EQ(service->server_writes, 14);

  EXPECT_EQ(read<LONG>(server, &FaxServer::get_Retries), 5);
  EXPECT_EQ(read<LONG>(server, &FaxServer::get_RetryDelay), 10);
  EXPECT_EQ(read<LONG>(server, &FaxServer::get_DirtyDays), -1);
  EXPECT_EQ(read<BOOL>(server, &FaxServer::get_Branding), 0);
  EXPECT_EQ(read<BOOL>(server, &FaxServer::get_UseDeviceTsid), 1);
  EXPECT_EQ(read<BOOL>(server, &FaxServer::get_ServerCoverpage), 1);
  EXPECT_EQ(read<BOOL>(server, &FaxServer::get_PauseServerQueue), 1);
  EXPECT_EQ(read<BOOL>(server, &FaxServer::get_ArchiveOutboundFaxes), 1);
  EXPECT_EQ(read<BSTR>(server, &FaxServer::get_ArchiveDirectory), "/srv/Gesendet ä");
  EXPECT_EQ(read<BSTR>(server, &FaxServer::get_ServerMapiProfile), "");
  EXPECT_EQ(read<SHORT>(server, &FaxServer::get_DiscountRateStartHour), 22);
  EXPECT_EQ(read<SHORT>(server, &FaxServer::get_DiscountRateStartMinute), 15);
  EXPECT_EQ(read<SHORT>(server, &FaxServer::get_DiscountRateEndHour), 6);
  EXPECT_EQ(read<SHORT>(server, &FaxServer::get_DiscountRateEndMinute), 45);
}

TEST_F(FaxServerTest, settings_made_before_connect_reach_the_server_with_connect) {
  const auto early = make_com<FaxServer>(connector(), clock);
  EXPECT_EQ(early->put_Retries(7), S_OK);
  EXPECT_EQ(early->put_PauseServerQueue(-1), S_OK);
  EXPECT_EQ(read<LONG>(early, &FaxServer::get_Retries), 7);
  EXPECT_EQ(service->server_writes, 0);
  EXPECT_EQ(early->Connect(Bstr("")), S_OK);
  EXPECT_EQ(service->server_writes, 1);
  EXPECT_EQ(service->server_settings.retries, 7);
  EXPECT_TRUE(service->server_settings.pause_server_queue);
  EXPECT_EQ(early->Connect(Bstr("")), S_OK);
  EXPECT_EQ(service->server_writes, 1);  // once is enough
}

TEST_F(FaxServerTest, connect_fails_when_the_server_refuses_settings_made_before) {
  const auto early = make_com<FaxServer>(connector(), clock);
  EXPECT_EQ(early->put_Retries(7), S_OK);
  service->fail_with(Error{Errc::permission_denied, "the token may not change settings"});
  EXPECT_EQ(early->Connect(nullptr), E_ACCESSDENIED);
  EXPECT_EQ(last_error(), "the server refused the settings made before Connect: the token may not change settings");
  VARIANT value;
  EXPECT_EQ(early->GetPorts(&value), HRESULT_FROM_WIN32(2250));
}

TEST_F(FaxServerTest, ports_count_from_one_in_the_order_of_their_numbers) {
  const auto all = child<IFaxPorts>([&](VARIANT* value) { return server->GetPorts(value); });
  EXPECT_EQ(read<LONG>(all, &IFaxPorts::get_Count), 2);
  EXPECT_EQ(read<LONG>(port(1), &IFaxPort::get_DeviceId), 1);
  EXPECT_EQ(read<LONG>(port(2), &IFaxPort::get_DeviceId), 2);
  for (const LONG outside : {0, 3, -1, 2'147'483'647}) {
    VARIANT value;
    EXPECT_EQ(all->get_Item(outside, &value), E_INVALIDARG);
    EXPECT_EQ(value.vt, VT_EMPTY);
    EXPECT_EQ(last_error(), "there is no item " + std::to_string(outside) + ": they count from 1 to 2");
  }
}

TEST_F(FaxServerTest, the_list_of_ports_stays_as_it_was) {
  const auto all = child<IFaxPorts>([&](VARIANT* value) { return server->GetPorts(value); });
  service->remove_port(PortId{2});
  EXPECT_EQ(read<LONG>(all, &IFaxPorts::get_Count), 2);
  VARIANT value;
  EXPECT_TRUE(FAILED(all->get_Item(2, &value)));
}

// Connect's names: interfaces.md section 7.
TEST(ConnectName, every_documented_form_finds_its_address) {
  const auto url = [](const char* name) {
    const auto found = server_url(name, "thishost.example");
    return found ? *found : "error";
  };
  EXPECT_EQ(url("faxsrv"), "http://faxsrv:8329");
  EXPECT_EQ(url("\\\\faxsrv"), "http://faxsrv:8329");
  EXPECT_EQ(url("\\\\faxsrv\\Fax"), "http://faxsrv:8329");
  EXPECT_EQ(url("192.0.2.7"), "http://192.0.2.7:8329");
  EXPECT_EQ(url("faxsrv:9000"), "http://faxsrv:9000");
  EXPECT_EQ(url("2001:db8::7"), "http://[2001:db8::7]:8329");
  EXPECT_EQ(url("[2001:db8::7]"), "http://[2001:db8::7]:8329");
  EXPECT_EQ(url("[2001:db8::7]:9000"), "http://[2001:db8::7]:9000");
  EXPECT_EQ(url("http://faxsrv:8000"), "http://faxsrv:8000");
  EXPECT_EQ(url("https://faxsrv:443"), "https://faxsrv:443");
}

TEST(ConnectName, nothing_and_the_own_name_are_this_machine) {
  ::unsetenv("CASELLI_URL");
  for (const char* name : {"", " ", "thishost", "THISHOST", "thishost.example", "\\\\thishost\\Fax", "\\\\."}) {
    const auto url = server_url(name, "thishost.example");
    ASSERT_TRUE(url) << name;
    EXPECT_EQ(*url, "http://127.0.0.1:8329") << name;
  }
}

TEST(ConnectName, what_is_no_name_is_refused) {
  for (const char* name : {"a b", "host/path", "\\\\", "host:port", "user@host", "ftp://host", "http://host/x"}) {
    const auto url = server_url(name, "");
    ASSERT_FALSE(url) << name;
    EXPECT_EQ(url.error().code, Errc::invalid_argument) << name;
  }
}

}  // namespace
}  // namespace caselli::faxcom
