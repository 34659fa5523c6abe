// What exists by late binding alone: enumerators and live values.

#include "late_client.h"

namespace caselli::faxcom {
namespace {

class ForEach : public FaxComTest {
 protected:
  ComPtr<IEnumVARIANT> enumerator(IDispatch* collection, WORD kinds) {
    const Answer answer = call_number(collection, DISPID_NEWENUM, kinds);
    EXPECT_EQ(answer.code, S_OK);
    EXPECT_EQ(answer.value->vt, VT_UNKNOWN);
    return query<IEnumVARIANT>(answer.value->punkVal);
  }
  ComPtr<IDispatch> ports() {
    return query<IDispatch>(child<IFaxPorts>([&](VARIANT* value) { return server->GetPorts(value); }).get());
  }
  std::string next_id(IEnumVARIANT* items) {
    Variant item;
    ULONG given = 9;
    if (items->Next(1, item.get(), &given) != S_OK) return given == 0 ? "end" : "?";
    EXPECT_EQ(given, 1U);
    return late_get(item->pdispVal, "DeviceId").value.shown();
  }
};

TEST_F(ForEach, is_served_as_a_method_and_as_a_property) {
  const auto all = ports();
  EXPECT_EQ(number_of_name(all.get(), "_NewEnum"), DISPID_NEWENUM);
  for (const WORD kinds : {DISPATCH_METHOD, DISPATCH_PROPERTYGET, 3}) {
    const auto items = enumerator(all.get(), kinds);
    EXPECT_EQ(next_id(items.get()), "3:1");
    EXPECT_EQ(next_id(items.get()), "3:2");
    EXPECT_EQ(next_id(items.get()), "end");
    EXPECT_EQ(next_id(items.get()), "end");
  }
}

TEST_F(ForEach, skips_begins_again_and_doubles) {
  const auto items = enumerator(ports().get(), DISPATCH_METHOD);  // keeps the collection
  EXPECT_EQ(items->Skip(1), S_OK);
  IEnumVARIANT* made = nullptr;
  ASSERT_EQ(items->Clone(&made), S_OK);
  const auto other = ComPtr<IEnumVARIANT>::adopt(made);
  EXPECT_EQ(next_id(items.get()), "3:2");
  EXPECT_EQ(next_id(other.get()), "3:2");
  EXPECT_EQ(other->Skip(1), S_FALSE);
  EXPECT_EQ(items->Reset(), S_OK);
  VARIANT both[3];
  ULONG given = 0;
  EXPECT_EQ(items->Next(3, both, &given), S_FALSE);
  ASSERT_EQ(given, 2U);
  VariantClear(&both[0]);
  VariantClear(&both[1]);
  EXPECT_EQ(items->Skip(0xFFFFFFFF), S_FALSE);
  EXPECT_EQ(items->Next(2, both, nullptr), E_POINTER);
  EXPECT_EQ(items->Next(1, nullptr, &given), E_POINTER);
  EXPECT_EQ(items->Clone(nullptr), E_POINTER);
}

TEST_F(ForEach, gives_nothing_when_an_item_cannot_be_made) {
  const auto items = enumerator(ports().get(), DISPATCH_METHOD);
  service->remove_port(PortId{2});
  VARIANT both[2];
  ULONG given = 9;
  EXPECT_EQ(items->Next(2, both, &given), kNotFound);
  EXPECT_EQ(given, 0U);
  EXPECT_EQ(last_error(), "there is no port 2");
}

TEST_F(ForEach, walks_jobs_and_routing_methods) {
  for (const int number : {7, 8}) {
    Job job;
    job.id = JobId{number};
    service->set_job(job);
  }
  const auto jobs = child<IFaxJobs>([&](VARIANT* value) { return server->GetJobs(value); });
  const auto of = port(1);
  const auto methods = child<IFaxRoutingMethods>([&](VARIANT* value) { return of->GetRoutingMethods(value); });
  for (auto* collection : {static_cast<IDispatch*>(jobs.get()), static_cast<IDispatch*>(methods.get())}) {
    const auto items = enumerator(collection, DISPATCH_PROPERTYGET);
    Variant item;
    EXPECT_EQ(items->Next(1, item.get(), nullptr), S_OK);
    EXPECT_EQ(item->vt, VT_DISPATCH);
    EXPECT_EQ(items->Skip(1), S_OK);
    EXPECT_EQ(items->Skip(1), S_FALSE);
  }
}

TEST_F(ForEach, live_values_of_a_port_are_read_by_name) {
  PortStatus moving;
  moving.port = PortId{1};
  moving.name = "Port 1";
  moving.state = PortState::sending;
  moving.direction = Direction::send;
  moving.job = JobId{77};
  moving.attempt = 2;
  moving.bit_rate = 14400;
  moving.percent = 37.5;
  moving.ecm = true;
  moving.transport = Transport::t38;
  moving.modem = "V.17";
  moving.compression = "MMR";
  moving.resolution = "204x196";
  moving.page_bytes = 1000;
  moving.page_bytes_total = 5'000'000'000;
  moving.pages_done = 1;
  moving.last_frame = "<MCF";
  moving.remote_vendor = "Acme";
  moving.packets_lost = 3;
  moving.packets_recovered = 2;
  moving.jitter_ms = 1.5;
  moving.since = Instant{std::chrono::seconds{1'767'225'600}};  // 2026-01-01T00:00:00Z
  service->set_status(moving);
  const auto now = query<IDispatch>(status(1).get());
  const struct {
    const char* name;
    DISPID id;
    const char* value;
  } rows[] = {{"State", 1000, "8:sending"},
              {"BitRate", 1001, "3:14400"},
              {"Percent", 1002, "5:37.5"},
              {"EtaSeconds", 1003, "0:"},
              {"Ecm", 1004, "11:True"},
              {"Transport", 1005, "8:t38"},
              {"Modem", 1006, "8:V.17"},
              {"Compression", 1007, "8:MMR"},
              {"Resolution", 1008, "8:204x196"},
              {"PageBytes", 1009, "3:1000"},
              {"PageBytesTotal", 1010, "3:2147483647"},  // the largest there is
              {"PagesDone", 1011, "3:1"},
              {"LastFrame", 1012, "8:<MCF"},
              {"RemoteVendor", 1013, "8:Acme"},
              {"PacketsLost", 1016, "3:3"},
              {"PacketsRecovered", 1017, "3:2"},
              {"JitterMs", 1018, "5:1.5"},
              {"Job", 1019, "3:77"},
              {"Attempt", 1020, "3:2"},
              {"Revision", 1021, "3:3"},
              {"Since", 1023, "7:1/1/2026"},
              {"Direction", 1024, "8:send"},
              {"badrows", 1026, "3:0"}};
  for (const auto& row : rows) {
    EXPECT_EQ(number_of_name(now.get(), row.name), row.id);
    EXPECT_EQ(late_get(now.get(), row.name).value.shown(), row.value) << row.name;
  }
  EXPECT_EQ(late_put(now.get(), "BitRate", Variant(1)).code, DISP_E_MEMBERNOTFOUND);
  EXPECT_EQ(number_of_name(query<IDispatch>(port(1).get()).get(), "BitRate"), DISPID_UNKNOWN);
}

TEST_F(ForEach, live_values_stay_as_they_were_until_refresh) {
  const auto now = query<IDispatch>(status(1).get());
  PortStatus moving;
  moving.port = PortId{1};
  moving.bit_rate = 9600;
  service->set_status(moving);
  EXPECT_EQ(late_get(now.get(), "BitRate").value.shown(), "3:0");
  EXPECT_EQ(late_get(now.get(), "Refresh").code, S_OK);
  EXPECT_EQ(late_get(now.get(), "BitRate").value.shown(), "3:9600");
}

TEST_F(ForEach, live_values_of_a_job_are_read_by_name) {
  Job job;
  job.id = JobId{9};
  job.state = JobState::waiting;
  job.outcome = Outcome::busy;
  job.pages_done = 2;
  job.attempts.resize(3);
  job.submitted_at = Instant{std::chrono::seconds{1'767'225'600}};
  service->set_job(job);
  const auto jobs = child<IFaxJobs>([&](VARIANT* value) { return server->GetJobs(value); });
  const auto one = query<IDispatch>(child<IFaxJob>([&](VARIANT* value) { return jobs->get_Item(1, value); }).get());
  EXPECT_EQ(late_get(one.get(), "Status").value.shown(), "8:waiting");
  EXPECT_EQ(late_get(one.get(), "Outcome").value.shown(), "8:busy");
  EXPECT_EQ(late_get(one.get(), "OutcomeText").value.shown(), "8:" + std::string(row_of(Outcome::busy).text));
  EXPECT_EQ(late_get(one.get(), "PagesDone").value.shown(), "3:2");
  EXPECT_EQ(late_get(one.get(), "Attempts").value.shown(), "3:3");
  EXPECT_EQ(late_get(one.get(), "SubmittedTime").value.shown(), "7:1/1/2026");
  EXPECT_EQ(late_get(one.get(), "NextTime").value.shown(), "0:");
}

}  // namespace
}  // namespace caselli::faxcom
