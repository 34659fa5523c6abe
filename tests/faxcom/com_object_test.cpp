// What every object does: references, QueryInterface, error information, null pointers.

#include <malloc.h>

#include <atomic>
#include <thread>
#include <vector>

#include "late_client.h"

namespace caselli::faxcom {
namespace {

class ComObjectTest : public FaxComTest {
 protected:
  void call_late(std::atomic<int>& wrong);

  // One of each class.
  std::vector<ComPtr<IUnknown>> one_of_each() {
    service->set_job([] {
      Job job;
      job.id = JobId{5};
      return job;
    }());
    std::vector<ComPtr<IUnknown>> objects;
    const auto keep = [&](auto object) { objects.push_back(query<IUnknown>(object.get())); };
    keep(query<IFaxServer>(server.get()));
    keep(child<IFaxPorts>([&](VARIANT* value) { return server->GetPorts(value); }));
    keep(port(1));
    keep(status(1));
    keep(child<IFaxDoc>([&](VARIANT* value) { return server->CreateDocument(nullptr, value); }));
    const auto jobs = child<IFaxJobs>([&](VARIANT* value) { return server->GetJobs(value); });
    keep(child<IFaxJob>([&](VARIANT* value) { return jobs->get_Item(1, value); }));
    objects.push_back(query<IUnknown>(jobs.get()));
    const auto of = port(1);
    const auto methods = child<IFaxRoutingMethods>([&](VARIANT* value) { return of->GetRoutingMethods(value); });
    keep(child<IFaxRoutingMethod>([&](VARIANT* value) { return methods->get_Item(1, value); }));
    objects.push_back(query<IUnknown>(methods.get()));
    return objects;
  }
};

TEST_F(ComObjectTest, every_object_is_one_identity_with_dispatch_and_error_support) {
  const auto objects = one_of_each();
  ASSERT_EQ(objects.size(), 9U);
  const IID* const own[] = {&IID_IFaxServer, &IID_IFaxPorts,         &IID_IFaxPort,
                            &IID_IFaxStatus, &IID_IFaxDoc,           &IID_IFaxJob,
                            &IID_IFaxJobs,   &IID_IFaxRoutingMethod, &IID_IFaxRoutingMethods};
  for (std::size_t i = 0; i < objects.size(); ++i) {
    const auto dispatch = query<IDispatch>(objects[i].get());
    EXPECT_EQ(query<IUnknown>(dispatch.get()).get(), objects[i].get());
    const auto support = query<ISupportErrorInfo>(dispatch.get());
    EXPECT_EQ(query<IUnknown>(support.get()).get(), objects[i].get());
    EXPECT_EQ(query<IDispatch>(support.get()).get(), dispatch.get());
    EXPECT_EQ(support->InterfaceSupportsErrorInfo(*own[i]), S_OK);
    EXPECT_EQ(support->InterfaceSupportsErrorInfo(IID_IUnknown), S_FALSE);
    void* object = &clock;
    EXPECT_EQ(objects[i]->QueryInterface(IID_IFaxTiff, &object), E_NOINTERFACE);
    EXPECT_EQ(object, nullptr);
    EXPECT_EQ(objects[i]->QueryInterface(IID_IUnknown, nullptr), E_POINTER);
  }
}

TEST_F(ComObjectTest, type_information_is_not_offered) {
  for (const auto& object : one_of_each()) {
    const auto dispatch = query<IDispatch>(object.get());
    UINT count = 7;
    EXPECT_EQ(dispatch->GetTypeInfoCount(&count), S_OK);
    EXPECT_EQ(count, 0U);
    EXPECT_EQ(dispatch->GetTypeInfoCount(nullptr), E_POINTER);
    auto* info = reinterpret_cast<ITypeInfo*>(this);
    EXPECT_EQ(dispatch->GetTypeInfo(0, 0, &info), E_NOTIMPL);
    EXPECT_EQ(info, nullptr);
    EXPECT_EQ(dispatch->GetTypeInfo(1, 0, &info), DISP_E_BADINDEX);
    EXPECT_EQ(dispatch->GetTypeInfo(0, 0, nullptr), E_POINTER);
  }
}

TEST_F(ComObjectTest, a_null_result_pointer_is_answered_everywhere) {
  const auto of = port(1);
  const auto now = status(1);
  EXPECT_EQ(server->GetPorts(nullptr), E_POINTER);
  EXPECT_EQ(server->GetJobs(nullptr), E_POINTER);
  EXPECT_EQ(server->CreateDocument(nullptr, nullptr), E_POINTER);
  EXPECT_EQ(server->get_Retries(nullptr), E_POINTER);
  EXPECT_EQ(server->get_ArchiveDirectory(nullptr), E_POINTER);
  EXPECT_EQ(of->get_Name(nullptr), E_POINTER);
  EXPECT_EQ(of->get_CanModify(nullptr), E_POINTER);
  EXPECT_EQ(of->GetStatus(nullptr), E_POINTER);
  EXPECT_EQ(of->GetRoutingMethods(nullptr), E_POINTER);
  EXPECT_EQ(now->get_Description(nullptr), E_POINTER);
  EXPECT_EQ(now->get_DeviceId(nullptr), E_POINTER);
  EXPECT_EQ(now->get_StartTime(nullptr), E_POINTER);
  const auto doc = child<IFaxDoc>([&](VARIANT* value) { return server->CreateDocument(nullptr, value); });
  EXPECT_EQ(doc->get_FaxNumber(nullptr), E_POINTER);
  EXPECT_EQ(doc->Send(nullptr), E_POINTER);
  EXPECT_TRUE(service->submitted.empty());
  EXPECT_EQ(last_error(), "the pointer for the result is null");
}

TEST_F(ComObjectTest, error_information_names_interface_and_class) {
  VARIANT value;
  const auto all = child<IFaxPorts>([&](VARIANT* ports) { return server->GetPorts(ports); });
  EXPECT_EQ(all->get_Item(99, &value), E_INVALIDARG);
  IErrorInfo* info = nullptr;
  ASSERT_EQ(GetErrorInfo(0, &info), S_OK);
  const auto owner = ComPtr<IErrorInfo>::adopt(info);
  GUID guid{};
  EXPECT_EQ(info->GetGUID(&guid), S_OK);
  EXPECT_TRUE(guid == IID_IFaxPorts);
  BSTR source = nullptr;
  EXPECT_EQ(info->GetSource(&source), S_OK);
  EXPECT_EQ(text_of(source), "FaxPorts");
  SysFreeString(source);
  EXPECT_EQ(GetErrorInfo(0, &info), S_FALSE);  // it was taken
}

TEST_F(ComObjectTest, an_exception_from_below_ends_at_the_door) {
  const auto throwing = make_com<FaxServer>(
      [](const std::string& name) -> Result<std::shared_ptr<FaxService>> {
        if (name == "memory") throw std::bad_alloc();
        if (name == "number") throw 7;
        throw std::runtime_error("the library broke");
      },
      clock);
  EXPECT_EQ(throwing->Connect(Bstr("memory")), E_OUTOFMEMORY);
  EXPECT_EQ(throwing->Connect(Bstr("number")), E_UNEXPECTED);
  EXPECT_EQ(throwing->Connect(nullptr), E_UNEXPECTED);
  EXPECT_EQ(last_error(), "the library broke");
}

TEST(ComMethod, every_kind_of_error_has_a_failure_code) {
  for (int code = 0; code <= static_cast<int>(Errc::internal); ++code) {
    const HRESULT result = hresult_of(static_cast<Errc>(code));
    EXPECT_TRUE(FAILED(result)) << code;
    EXPECT_EQ(result == E_FAIL, static_cast<Errc>(code) == Errc::internal) << code;
  }
  // Section 4.7 of the API's fact sheet.
  EXPECT_EQ(static_cast<unsigned>(hresult_of(Errc::permission_denied)), 0x80070005U);
  EXPECT_EQ(static_cast<unsigned>(kFileNotFound), 0x80070002U);
  EXPECT_EQ(static_cast<unsigned>(hresult_of(Errc::damaged_document)), 0x8007000DU);
  EXPECT_EQ(static_cast<unsigned>(hresult_of(Errc::invalid_argument)), 0x80070057U);
  EXPECT_EQ(static_cast<unsigned>(hresult_of(Errc::unreachable)), 0x800706BAU);
}

TEST_F(ComObjectTest, children_released_after_their_parents_in_any_order_leave_nothing) {
  for (int order = 0; order < 2; ++order) {
    auto objects = one_of_each();
    if (order == 1) std::ranges::reverse(objects);
    EXPECT_EQ(server->Disconnect(), S_OK);
    for (auto& object : objects) object = {};
    EXPECT_EQ(live_objects().load(), 1);  // the server
    EXPECT_EQ(server->Connect(nullptr), S_OK);
  }
}

TEST_F(ComObjectTest, a_hundred_thousand_objects_come_and_go_and_leave_no_memory) {
  const auto of = port(1);
  const long before = live_objects().load();
  std::size_t in_use = 0;  // stays 0 where a sanitizer owns the heap, and finds leaks itself
  for (int i = 0; i < 100'000; ++i) {
    if (i == 1000) in_use = ::mallinfo2().uordblks;
    const auto now = child<IFaxStatus>([&](VARIANT* value) { return of->GetStatus(value); });
    ASSERT_EQ(live_objects().load(), before + 1);
  }
  EXPECT_EQ(live_objects().load(), before);
  EXPECT_LE(::mallinfo2().uordblks, in_use + 4096);
}

// Whole clients: create, connect, walk early and late bound, release in disorder. A
// sanitizer, which takes a tenth of a millisecond for each, finds a leak in fewer.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr int kClients = 10'000;
#else
constexpr int kClients = 100'000;
#endif

TEST_F(ComObjectTest, clients_by_the_hundred_thousand_come_and_go_and_leave_no_memory) {
  std::size_t in_use = 0;
  for (int i = 0; i < kClients; ++i) {
    if (i == 1000) in_use = ::mallinfo2().uordblks;
    auto client = make_com<FaxServer>(connector(), clock);
    ASSERT_EQ(client->Connect(nullptr), S_OK);
    const auto ports = child<IFaxPorts>([&](VARIANT* value) { return client->GetPorts(value); });
    const auto of = child<IFaxPort>([&](VARIANT* value) { return ports->get_Item(1, value); });
    if (i % 2 == 0) client = {};
    const auto now = child<IFaxStatus>([&](VARIANT* value) { return of->GetStatus(value); });
    ASSERT_EQ(late_get(now.get(), "DeviceName").value.shown(), "8:Port 1");
    ASSERT_EQ(late_get(ports.get(), "Item", {*Variant(9)}).scode, E_INVALIDARG);
  }
  last_error();
  EXPECT_EQ(live_objects().load(), 1);  // the server of the test
  EXPECT_LE(::mallinfo2().uordblks, in_use + 4096);
}

// Late bound: walks the ports of the one FaxServer, which may be cut off meanwhile.
void ComObjectTest::call_late(std::atomic<int>& wrong) {
  const Answer ports = late_get(server.get(), "getports");
  if (ports.code != S_OK) {
    if (ports.code != DISP_E_EXCEPTION || ports.scode != kNotConnected || ports.description.empty()) ++wrong;
    return;
  }
  const Answer items = call_number(ports.value->pdispVal, DISPID_NEWENUM, DISPATCH_METHOD);
  if (items.code != S_OK) {
    ++wrong;
    return;
  }
  const auto walk = query<IEnumVARIANT>(items.value->punkVal);
  for (Variant item; walk->Next(1, item.get(), nullptr) == S_OK; item = Variant())
    if (!late_get(item->pdispVal, "Name").value.shown().starts_with("8:Port ")) ++wrong;
  const Answer put = late_put(server.get(), "RetryDelay", Variant("5"));
  if (put.code != S_OK && put.scode != kNotConnected) ++wrong;
}

TEST_F(ComObjectTest, eight_threads_share_all_objects) {
  const auto of = port(1);
  const auto now = status(1);
  const auto doc = child<IFaxDoc>([&](VARIANT* value) { return server->CreateDocument(nullptr, value); });
  std::atomic<int> wrong{0};
  std::vector<std::thread> threads;
  for (int thread = 0; thread < 8; ++thread) {
    threads.emplace_back([&, thread] {
      const Bstr text("text of thread " + std::to_string(thread));
      for (int i = 0; i < 200; ++i) {
        if (thread == 0) {
          PortStatus next;
          next.port = PortId{1};
          next.name = "Port 1";
          next.document_bytes = i;
          service->set_status(next);
        }
        if (thread == 1 && i % 50 == 25 && (server->Disconnect() != S_OK || server->Connect(nullptr) != S_OK)) ++wrong;
        now->Refresh();  // may find the connection cut
        BSTR name = nullptr;
        if (now->get_DeviceName(&name) != S_OK || text_of(name) != "Port 1") ++wrong;
        SysFreeString(name);
        of->put_Rings(thread);
        LONG rings = -1;
        if (of->get_Rings(&rings) != S_OK || rings < 0 || rings > 7) ++wrong;
        server->put_Retries(thread);
        doc->put_FaxNumber(text);
        BSTR number = nullptr;
        if (doc->get_FaxNumber(&number) != S_OK || !text_of(number).starts_with("text of thread ")) ++wrong;
        SysFreeString(number);
        call_late(wrong);
      }
      last_error();
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(wrong.load(), 0);
}

}  // namespace
}  // namespace caselli::faxcom
