#include "client.h"

namespace caselli::faxcom {
namespace {

class FaxPortTest : public FaxComTest {};

TEST_F(FaxPortTest, properties_are_the_settings_of_the_port) {
  const auto first = port(1);
  EXPECT_EQ(read<BSTR>(first, &IFaxPort::get_Name), "Port 1");
  EXPECT_EQ(read<LONG>(first, &IFaxPort::get_DeviceId), 1);
  EXPECT_EQ(read<LONG>(first, &IFaxPort::get_Rings), 2);
  EXPECT_EQ(read<BSTR>(first, &IFaxPort::get_Csid), "CSID 1");
  EXPECT_EQ(read<BSTR>(first, &IFaxPort::get_Tsid), "+49 30 1001");
  EXPECT_EQ(read<BOOL>(first, &IFaxPort::get_Send), 1);
  EXPECT_EQ(read<BOOL>(first, &IFaxPort::get_Receive), 1);
  EXPECT_EQ(read<LONG>(first, &IFaxPort::get_Priority), 1);
  EXPECT_EQ(read<BOOL>(first, &IFaxPort::get_CanModify), 1);
}

TEST_F(FaxPortTest, setters_go_to_the_server_at_once) {
  const auto first = port(1);
  EXPECT_EQ(first->put_Rings(9), S_OK);
  EXPECT_EQ(first->put_Send(FALSE), S_OK);
  EXPECT_EQ(first->put_Receive(FALSE), S_OK);
  EXPECT_EQ(first->put_Priority(2), S_OK);
  const PortSettings kept = service->port_settings(PortId{1}).value();
  EXPECT_EQ(kept.rings, 9);
  EXPECT_FALSE(kept.send);
  EXPECT_FALSE(kept.receive);
  EXPECT_EQ(kept.priority, 2);
  EXPECT_EQ(read<LONG>(first, &IFaxPort::get_Rings), 9);
  EXPECT_EQ(read<BOOL>(first, &IFaxPort::get_Send), 0);
  EXPECT_EQ(read<BOOL>(first, &IFaxPort::get_Receive), 0);
  EXPECT_EQ(read<LONG>(first, &IFaxPort::get_Priority), 2);
}

TEST_F(FaxPortTest, any_number_but_zero_is_true) {
  const auto first = port(1);
  for (const BOOL yes : {1, -1, 255}) {
    EXPECT_EQ(first->put_Send(FALSE), S_OK);
    EXPECT_EQ(first->put_Send(yes), S_OK);
    EXPECT_EQ(read<BOOL>(first, &IFaxPort::get_Send), 1);
  }
}

TEST_F(FaxPortTest, identities_lose_what_t30_cannot_carry_without_an_error) {
  const auto first = port(1);
  EXPECT_EQ(first->put_Csid(Bstr("Zoë & Söhne, 123456789012345")), S_OK);
  EXPECT_EQ(read<BSTR>(first, &IFaxPort::get_Csid), "Zo & Shne, 123456789");
  EXPECT_EQ(first->put_Tsid(Bstr("+49\t30\n1")), S_OK);
  EXPECT_EQ(read<BSTR>(first, &IFaxPort::get_Tsid), "+49301");
  EXPECT_EQ(first->put_Tsid(nullptr), S_OK);
  EXPECT_EQ(read<BSTR>(first, &IFaxPort::get_Tsid), "");
}

TEST_F(FaxPortTest, a_refused_setter_keeps_the_former_value) {
  const auto first = port(1);
  service->fail_with(Error{Errc::permission_denied, "the token may not change port 1"});
  EXPECT_EQ(first->put_Rings(9), E_ACCESSDENIED);
  EXPECT_EQ(last_error(), "the token may not change port 1");
  EXPECT_EQ(read<LONG>(first, &IFaxPort::get_Rings), 2);
}

TEST_F(FaxPortTest, routing_methods_show_their_nine_properties) {
  const auto of = port(1);
  const auto methods = child<IFaxRoutingMethods>([&](VARIANT* value) { return of->GetRoutingMethods(value); });
  EXPECT_EQ(read<LONG>(methods, &IFaxRoutingMethods::get_Count), 2);
  const auto mail = child<IFaxRoutingMethod>([&](VARIANT* value) { return methods->get_Item(2, value); });
  EXPECT_EQ(read<LONG>(mail, &IFaxRoutingMethod::get_DeviceId), 1);
  EXPECT_EQ(read<BOOL>(mail, &IFaxRoutingMethod::get_Enable), 0);
  EXPECT_EQ(read<BSTR>(mail, &IFaxRoutingMethod::get_DeviceName), "Port 1");
  EXPECT_EQ(read<BSTR>(mail, &IFaxRoutingMethod::get_Guid), "{99999999-2222-3333-4444-555555555555}");
  EXPECT_EQ(read<BSTR>(mail, &IFaxRoutingMethod::get_FunctionName), "FaxMail");
  EXPECT_EQ(read<BSTR>(mail, &IFaxRoutingMethod::get_ImageName), "mail.so");
  EXPECT_EQ(read<BSTR>(mail, &IFaxRoutingMethod::get_FriendlyName), "Mail");
  EXPECT_EQ(read<BSTR>(mail, &IFaxRoutingMethod::get_ExtensionName), "Caselli");
  EXPECT_EQ(read<BSTR>(mail, &IFaxRoutingMethod::get_RoutingData), "a|b");
}

TEST_F(FaxPortTest, enabling_a_routing_method_goes_to_the_server) {
  const auto of = port(1);
  const auto methods = child<IFaxRoutingMethods>([&](VARIANT* value) { return of->GetRoutingMethods(value); });
  const auto mail = child<IFaxRoutingMethod>([&](VARIANT* value) { return methods->get_Item(2, value); });
  EXPECT_EQ(mail->put_Enable(-1), S_OK);
  EXPECT_EQ(read<BOOL>(mail, &IFaxRoutingMethod::get_Enable), 1);
  EXPECT_TRUE(service->port_settings(PortId{1}).value().routing_methods[1].enabled);
}

}  // namespace
}  // namespace caselli::faxcom
