// What programs written for the Windows fax service do, as published code shows it: each
// pattern once, late bound as most of them are.

#include "late_client.h"

namespace caselli::faxcom {
namespace {

class Usage : public FaxComTest {
 protected:
  Usage() {  // nobody is connected yet
    server = make_com<FaxServer>(connector(), clock);
    fax = query<IDispatch>(server.get());
  }
  void TearDown() override {
    fax = {};
    FaxComTest::TearDown();
  }
  void put(IDispatch* object, std::string_view name, const Variant& value) {
    const Answer answer = late_put(object, name, value);
    EXPECT_EQ(answer.code, S_OK) << name << ": " << answer.description;
  }
  Answer connect_to(const char* name) { return late_get(fax.get(), "Connect", {*Variant(name)}); }
  std::string shown(IDispatch* object, std::string_view name) { return late_get(object, name).value.shown(); }

  static constexpr const char* kFile = CASELLI_TEST_DATA "/charts/itu1.tif";
  ComPtr<IDispatch> fax;
};

// Visual Basic: settings first, Connect "", then every port is set up and looked at.
TEST_F(Usage, settings_before_connect_and_ports_set_up_one_by_one) {
  put(fax.get(), "Retries", Variant(2));
  put(fax.get(), "RetryDelay", Variant(1));
  put(fax.get(), "DirtyDays", Variant(-1));
  put(fax.get(), "Branding", Variant(true));
  put(fax.get(), "DiscountRateStartHour", Variant::of_type(VT_I2, 20));
  put(fax.get(), "ArchiveDirectory", Variant(""));
  EXPECT_EQ(connect_to("").code, S_OK);
  EXPECT_EQ(service->server_settings.retries, 2);
  EXPECT_EQ(service->server_settings.dirty_days, -1);
  EXPECT_TRUE(service->server_settings.branding);
  EXPECT_EQ(service->server_settings.discount_start_hour, 20);
  const auto ports = late_object(fax.get(), "GetPorts");
  const LONG count = late_get(ports.get(), "Count").value->lVal;
  ASSERT_EQ(count, 2);
  for (LONG i = 1; i <= count; ++i) {
    const auto one = late_object(ports.get(), "Item", {*Variant(i)});
    put(one.get(), "CSID", Variant("+49 30 1234"));
    put(one.get(), "TSID", Variant("+49 30 1234"));
    put(one.get(), "Rings", Variant(1));
    put(one.get(), "Receive", Variant(1));
    put(one.get(), "Send", Variant(-1));
    EXPECT_EQ(shown(one.get(), "Send"), "3:1");
    EXPECT_EQ(shown(one.get(), "Receive"), "3:1");
    EXPECT_EQ(shown(one.get(), "canmodify"), "3:1");
    EXPECT_EQ(late_get(one.get(), "GetStatus").code, S_OK);
    const auto methods = late_object(one.get(), "GetRoutingMethods");
    for (LONG method = 1; method <= late_get(methods.get(), "Count").value->lVal; ++method)
      EXPECT_EQ(late_get(methods.get(), "Item", {*Variant(method)}).code, S_OK);
  }
}

// C#: the document exists before the connection; texts are set to nothing; the number is dialled as it is.
TEST_F(Usage, a_document_made_before_connect_with_empty_texts) {
  const auto doc = late_object(fax.get(), "CreateDocument", {*Variant("C:\\first.txt")});
  put(fax.get(), "Retries", Variant(0));
  put(fax.get(), "RetryDelay", Variant(0));
  EXPECT_EQ(connect_to("127.0.0.1").code, S_OK);
  EXPECT_EQ(connected_to, "127.0.0.1");
  put(doc.get(), "FaxNumber", Variant("9,5551234"));
  for (const char* name :
       {"RecipientName", "RecipientCompany", "SenderName", "SenderFax", "CoverpageName", "CoverpageNote",
        "CoverpageSubject", "BillingCode", "EmailAddress", "Tsid", "DisplayName", "RecipientZip", "SenderTitle"})
    put(doc.get(), name, Variant(""));
  put(doc.get(), "FileName", Variant(kFile));  // replaced
  const Answer sent = late_get(doc.get(), "Send");
  EXPECT_EQ(sent.code, S_OK) << sent.description;
  EXPECT_EQ(sent.value.shown(), "3:41");
  ASSERT_EQ(service->submitted.size(), 1U);
  EXPECT_EQ(service->submitted[0].to[0].to, "9,5551234");
  EXPECT_EQ(service->submitted[0].documents[0].file, kFile);
}

// Visual Basic: `Send` as a statement, and every property of the document filled in.
TEST_F(Usage, a_document_with_every_property) {
  EXPECT_EQ(connect_to("\\\\host\\Fax").code, S_OK);
  EXPECT_EQ(connected_to, "\\\\host\\Fax");
  const auto doc = late_object(fax.get(), "createdocument", {*Variant(kFile)});
  for (const char* name : {"RecipientName",       "RecipientCompany", "RecipientAddress",   "RecipientCity",
                           "RecipientState",      "RecipientZip",     "RecipientCountry",   "RecipientTitle",
                           "RecipientDepartment", "RecipientOffice",  "RecipientHomePhone", "RecipientOfficePhone",
                           "SenderName",          "SenderCompany",    "SenderAddress",      "SenderTitle",
                           "SenderDepartment",    "SenderOffice",     "SenderHomePhone",    "SenderOfficePhone",
                           "SenderFax",           "CoverpageNote",    "CoverpageSubject",   "BillingCode",
                           "EmailAddress",        "DisplayName",      "FaxNumber",          "Tsid"}) {
    put(doc.get(), name, Variant(name));
    EXPECT_EQ(shown(doc.get(), name), std::string("8:") + name);
  }
  put(doc.get(), "DiscountSend", Variant(-1));
  put(doc.get(), "sendcoverpage", Variant(false));  // Visual FoxPro: .F.
  EXPECT_EQ(call_number(doc.get(), 32, DISPATCH_METHOD).code, S_OK);
  ASSERT_EQ(service->submitted.size(), 1U);
  const NewFax& sent = service->submitted[0];
  EXPECT_EQ(sent.recipient.at("zip"), "RecipientZip");
  EXPECT_EQ(sent.sender.at("fax"), "SenderFax");
  EXPECT_EQ(sent.document_name, "DisplayName");
  EXPECT_EQ(sent.cover, "");
  EXPECT_TRUE(sent.discount);
}

// Java and Visual FoxPro: names in any case, collections without a variable, DisConnect.
TEST_F(Usage, names_in_odd_case_and_a_second_connection) {
  EXPECT_EQ(connect_to("\\\\host").code, S_OK);
  EXPECT_EQ(shown(late_object(fax.get(), "getports").get(), "COUNT"), "3:2");
  EXPECT_EQ(shown(late_object(fax.get(), "getjobs").get(), "count"), "3:0");
  EXPECT_EQ(late_get(fax.get(), "DisConnect").code, S_OK);
  EXPECT_EQ(late_get(fax.get(), "GetPorts").scode, kNotConnected);
  EXPECT_EQ(late_get(fax.get(), "DISCONNECT").code, S_OK);  // again
  EXPECT_EQ(connect_to("host").code, S_OK);
  EXPECT_EQ(late_get(fax.get(), "GetPorts").code, S_OK);
}

// A queue walked, and each command by its number.
TEST_F(Usage, jobs_are_paused_resumed_and_deleted) {
  EXPECT_EQ(connect_to("").code, S_OK);
  Job job;
  job.id = JobId{7};
  service->set_job(job);
  const auto jobs = late_object(fax.get(), "GetJobs");
  const auto one = late_object(jobs.get(), "Item", {*Variant(1)});
  EXPECT_EQ(shown(one.get(), "QueueStatus"), "8:Pending");
  EXPECT_EQ(shown(one.get(), "DeviceStatus"), "8:Unknown");
  for (const LONG command : {2, 3, 1}) EXPECT_EQ(late_get(one.get(), "SetStatus", {*Variant(command)}).code, S_OK);
  for (const LONG command : {0, 4, -1})
    EXPECT_EQ(late_get(one.get(), "SetStatus", {*Variant(command)}).scode, E_INVALIDARG);
  EXPECT_EQ(service->commands, (std::vector<std::string>{"hold 7", "restart 7", "cancel 7"}));
}

// C++ with #import takes the VARIANT of GetPorts for an IFaxPorts; children outlive their server.
TEST_F(Usage, objects_are_released_in_any_order) {
  EXPECT_EQ(server->Connect(nullptr), S_OK);
  const auto one = port(1);
  const auto now = status(1);
  fax = {};
  server = {};
  EXPECT_EQ(now->Refresh(), S_OK);
  EXPECT_EQ(read<BSTR>(one, &IFaxPort::get_Name), "Port 1");
}

}  // namespace
}  // namespace caselli::faxcom
